/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.store;

import io.millrace.data.Codec;
import java.io.IOException;
import java.util.List;
import java.util.function.Supplier;
import org.apache.avro.Schema;
import org.apache.avro.io.Decoder;
import org.apache.avro.io.Encoder;
import org.jspecify.annotations.Nullable;

/** Cells that hold a {@link LongBag}. */
record LongBagCells() implements CellType {
    @Override
    public boolean isAlwaysImmutable() {
        return false;
    }

    @Override
    public Object copy(Object cell) {
        return ((LongBag) cell).copy();
    }

    @Override
    public CellFormat format(String name, long nowMillis, Supplier<Codec<Object>> undeclared) {
        return new Format(name + "__counts");
    }

    /** {@code array<{value, count}>}. */
    record Format(String name) implements CellFormat {
        @Override
        public Schema schema() {
            Schema element = Schema.createRecord(
                    name,
                    null,
                    null,
                    false,
                    List.of(
                            new Schema.Field("value", Schema.create(Schema.Type.LONG)),
                            new Schema.Field("count", Schema.create(Schema.Type.LONG))));
            return CellFormat.nullable(Schema.createArray(element));
        }

        @Override
        public void write(@Nullable Object cell, Encoder out) throws IOException {
            if (CellFormat.begin(cell, out) && cell instanceof LongBag table) {
                table.write(out);
            }
        }

        @Override
        public @Nullable Object read(Decoder in) throws IOException {
            return CellFormat.begin(in) ? new LongBag().read(in) : null;
        }
    }
}
