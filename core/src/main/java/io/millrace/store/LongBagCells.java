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
            if (CellFormat.begin(cell, out) && cell instanceof LongBag bag) {
                out.writeArrayStart();
                out.setItemCount(bag.size());
                long[] entries = entries(bag);
                for (int i = 0; i < entries.length; i += 2) {
                    out.startItem();
                    out.writeLong(entries[i]);
                    out.writeLong(entries[i + 1]);
                }
                out.writeArrayEnd();
            }
        }

        /** Values and counts by turns. */
        private static long[] entries(LongBag bag) {
            long[] entries = new long[2 * bag.size()];
            int[] next = new int[1];
            bag.forEach((value, count) -> {
                entries[next[0]++] = value;
                entries[next[0]++] = count;
            });
            return entries;
        }

        @Override
        public @Nullable Object read(Decoder in) throws IOException {
            if (!CellFormat.begin(in)) {
                return null;
            }
            LongBag bag = new LongBag();
            for (long count = in.readArrayStart(); count != 0; count = in.arrayNext()) {
                for (long i = 0; i < count; i++) {
                    bag.add(in.readLong(), in.readLong());
                }
            }
            return bag;
        }
    }
}
