/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.store;

import io.millrace.data.Codec;
import java.io.IOException;
import java.util.ArrayList;
import java.util.function.Supplier;
import org.apache.avro.Schema;
import org.apache.avro.io.Decoder;
import org.apache.avro.io.Encoder;
import org.jspecify.annotations.Nullable;

/** Cells that hold an {@code ArrayList} of our own. */
record ListCells(CellType elements) implements CellType {
    @SuppressWarnings("unchecked")
    private static ArrayList<Object> list(Object cell) {
        return (ArrayList<Object>) cell;
    }

    @Override
    public boolean isAlwaysImmutable() {
        return false;
    }

    @Override
    public Object copy(Object cell) {
        ArrayList<Object> copy = new ArrayList<>(list(cell));
        if (!elements.isAlwaysImmutable()) {
            copy.replaceAll(elements::copy);
        }
        return copy;
    }

    @Override
    public boolean hasExpired(Object cell, long nowMillis) {
        for (Object element : list(cell)) {
            if (elements.hasExpired(element, nowMillis)) {
                return true;
            }
        }
        return false;
    }

    @Override
    public boolean evict(Object cell, long nowMillis) {
        list(cell).removeIf(element -> elements.hasExpired(element, nowMillis));
        return list(cell).isEmpty();
    }

    @Override
    public CellFormat format(String name, long nowMillis, Supplier<Codec<Object>> undeclared) {
        return new Format(elements.format(name + "__element", nowMillis, undeclared));
    }

    /** {@code array<element>}. */
    record Format(CellFormat element) implements CellFormat {
        @Override
        public Schema schema() {
            return CellFormat.nullable(Schema.createArray(element.schema()));
        }

        @Override
        public boolean learns() {
            return element.learns();
        }

        @Override
        public void observe(Object cell) {
            list(cell).forEach(element::observe);
        }

        @Override
        public boolean skips(Object cell) {
            return count(cell) == 0;
        }

        private int count(Object cell) {
            int count = 0;
            for (Object each : list(cell)) {
                count += element.skips(each) ? 0 : 1;
            }
            return count;
        }

        @Override
        public void write(@Nullable Object cell, Encoder out) throws IOException {
            if (CellFormat.begin(cell, out) && cell != null) {
                out.writeArrayStart();
                out.setItemCount(count(cell));
                for (Object each : list(cell)) {
                    if (!element.skips(each)) {
                        out.startItem();
                        element.write(each, out);
                    }
                }
                out.writeArrayEnd();
            }
        }

        @Override
        public @Nullable Object read(Decoder in) throws IOException {
            if (!CellFormat.begin(in)) {
                return null;
            }
            ArrayList<@Nullable Object> list = new ArrayList<>();
            for (long count = in.readArrayStart(); count != 0; count = in.arrayNext()) {
                for (long i = 0; i < count; i++) {
                    list.add(element.read(in));
                }
            }
            return list;
        }
    }
}
