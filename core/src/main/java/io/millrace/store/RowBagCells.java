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

/** Cells that hold a {@link RowBag}. */
record RowBagCells() implements CellType {
    @Override
    public boolean isAlwaysImmutable() {
        return false;
    }

    @Override
    public Object copy(Object cell) {
        return ((RowBag) cell).copy();
    }

    @Override
    public CellFormat format(String name, long nowMillis, Supplier<Codec<Object>> undeclared) {
        return new Format(ValueCells.UNTYPED.format(name + "__row", nowMillis, undeclared), name + "__rows");
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
            RowBag bag = (RowBag) cell;
            for (int place = 0; place < bag.size(); place++) {
                row.observe(bag.row(place));
            }
        }

        @Override
        public void write(@Nullable Object cell, Encoder out) throws IOException {
            if (CellFormat.begin(cell, out) && cell instanceof RowBag bag) {
                out.writeArrayStart();
                out.setItemCount(bag.size());
                for (int place = 0; place < bag.size(); place++) {
                    out.startItem();
                    row.write(bag.row(place), out);
                    out.writeLong(bag.count(place));
                    out.writeLong(bag.mark(place));
                }
                out.writeArrayEnd();
            }
        }

        @Override
        public @Nullable Object read(Decoder in) throws IOException {
            if (!CellFormat.begin(in)) {
                return null;
            }
            RowBag bag = new RowBag();
            for (long count = in.readArrayStart(); count != 0; count = in.arrayNext()) {
                for (long i = 0; i < count; i++) {
                    if (!(row.read(in) instanceof RowData each)) {
                        throw new IOException("The snapshot holds a join's or a ranking's rows with one that is none");
                    }
                    int place = bag.append(each, in.readLong());
                    bag.mark(place, in.readLong());
                }
            }
            return bag;
        }
    }
}
