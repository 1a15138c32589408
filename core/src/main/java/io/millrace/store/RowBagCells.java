/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.store;

import io.millrace.data.Codec;
import io.millrace.data.RowData;
import java.io.IOException;
import java.util.List;
import java.util.function.Supplier;
import org.apache.avro.Schema;
import org.apache.avro.io.Decoder;
import org.apache.avro.io.Encoder;
import org.jspecify.annotations.Nullable;

/** Cells that hold a {@link RowBag}; as they are written and read, {@link CountedRows}. */
record RowBagCells(CellType values) implements CellType {
    @Override
    public boolean isAlwaysImmutable() {
        return false;
    }

    @Override
    public Object copy(Object cell) {
        return cell instanceof RowBag bag ? bag.copy() : cell;
    }

    @Override
    public CellFormat format(String name, long nowMillis, Supplier<Codec<Object>> undeclared) {
        return new Format(values.format(name + "__row", nowMillis, undeclared), name + "__rows");
    }

    /** {@code array<{row, count, mark}>}, by place. */
    record Format(CellFormat row, String name) implements CellFormat {
        static final String ROW = "row";
        static final String COUNT = "count";
        static final String MARK = "mark";

        @Override
        public Schema schema() {
            Schema element = Schema.createRecord(
                    name,
                    null,
                    null,
                    false,
                    List.of(
                            new Schema.Field(ROW, row.schema()),
                            new Schema.Field(COUNT, Schema.create(Schema.Type.LONG)),
                            new Schema.Field(MARK, Schema.create(Schema.Type.LONG))));
            return CellFormat.nullable(Schema.createArray(element));
        }

        @Override
        public boolean learns() {
            return row.learns();
        }

        @Override
        public void observe(Object cell) {
            for (RowData each : ((CountedRows) cell).rows()) {
                row.observe(each);
            }
        }

        @Override
        public void write(@Nullable Object cell, Encoder out) throws IOException {
            if (CellFormat.begin(cell, out) && cell instanceof CountedRows bag) {
                out.writeArrayStart();
                out.setItemCount(bag.size());
                for (int place = 0; place < bag.size(); place++) {
                    out.startItem();
                    row.write(bag.rows()[place], out);
                    out.writeLong(bag.counts()[place]);
                    out.writeLong(bag.marks()[place]);
                }
                out.writeArrayEnd();
            }
        }

        @Override
        public @Nullable Object read(Decoder in) throws IOException {
            if (!CellFormat.begin(in)) {
                return null;
            }
            CountedRows bag = new CountedRows(0);
            for (long count = in.readArrayStart(); count != 0; count = in.arrayNext()) {
                int place = bag.size();
                bag = bag.first(place + (int) count);
                for (; place < bag.size(); place++) {
                    if (!(row.read(in) instanceof RowData each)) {
                        throw new IOException("The snapshot holds a join's or a ranking's rows with one that is none");
                    }
                    bag.rows()[place] = each;
                    bag.counts()[place] = in.readLong();
                    bag.marks()[place] = in.readLong();
                }
            }
            return bag;
        }
    }
}
