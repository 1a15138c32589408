/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.store;

import io.millrace.data.Codec;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.apache.avro.Schema;
import org.apache.avro.io.Decoder;
import org.apache.avro.io.Encoder;
import org.jspecify.annotations.Nullable;

/** Cells that hold a {@code LinkedHashMap} of our own. */
record MapCells(CellType keys, CellType values) implements CellType {
    @SuppressWarnings("unchecked")
    private static LinkedHashMap<Object, @Nullable Object> map(Object cell) {
        return (LinkedHashMap<Object, @Nullable Object>) cell;
    }

    @Override
    public boolean isAlwaysImmutable() {
        return false;
    }

    @Override
    public Object copy(Object cell) {
        LinkedHashMap<Object, @Nullable Object> copy = new LinkedHashMap<>();
        for (Map.Entry<Object, @Nullable Object> entry : map(cell).entrySet()) {
            Object value = entry.getValue();
            copy.put(keys.copy(entry.getKey()), value == null ? null : values.copy(value));
        }
        return copy;
    }

    @Override
    public boolean hasExpired(Object cell, long nowMillis) {
        for (Object value : map(cell).values()) {
            if (value != null && values.hasExpired(value, nowMillis)) {
                return true;
            }
        }
        return false;
    }

    @Override
    public boolean evict(Object cell, long nowMillis) {
        map(cell).values().removeIf(value -> value != null && values.hasExpired(value, nowMillis));
        return map(cell).isEmpty();
    }

    @Override
    public CellFormat format(String name, long nowMillis, Supplier<Codec<Object>> undeclared) {
        return new Format(
                keys.format(name + "__key", nowMillis, undeclared),
                values.format(name + "__value", nowMillis, undeclared),
                name + "__entry");
    }

    /** {@code array<{key, value}>}: Avro's own maps have strings for keys, and no order. */
    record Format(CellFormat key, CellFormat value, String name) implements CellFormat {
        @Override
        public Schema schema() {
            Schema entry = Schema.createRecord(
                    name,
                    null,
                    null,
                    false,
                    List.of(new Schema.Field("key", key.schema()), new Schema.Field("value", value.schema())));
            return CellFormat.nullable(Schema.createArray(entry));
        }

        @Override
        public boolean learns() {
            return key.learns() || value.learns();
        }

        @Override
        public void observe(Object cell) {
            for (Map.Entry<Object, @Nullable Object> entry : map(cell).entrySet()) {
                key.observe(entry.getKey());
                Object held = entry.getValue();
                if (held != null) {
                    value.observe(held);
                }
            }
        }

        @Override
        public boolean skips(Object cell) {
            return count(cell) == 0;
        }

        private boolean skipsValue(@Nullable Object held) {
            return held != null && value.skips(held);
        }

        private int count(Object cell) {
            int count = 0;
            for (Object held : map(cell).values()) {
                count += skipsValue(held) ? 0 : 1;
            }
            return count;
        }

        @Override
        public void write(@Nullable Object cell, Encoder out) throws IOException {
            if (CellFormat.begin(cell, out) && cell != null) {
                out.writeArrayStart();
                out.setItemCount(count(cell));
                for (Map.Entry<Object, @Nullable Object> entry : map(cell).entrySet()) {
                    if (!skipsValue(entry.getValue())) {
                        out.startItem();
                        key.write(entry.getKey(), out);
                        value.write(entry.getValue(), out);
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
            LinkedHashMap<@Nullable Object, @Nullable Object> map = new LinkedHashMap<>();
            for (long count = in.readArrayStart(); count != 0; count = in.arrayNext()) {
                for (long i = 0; i < count; i++) {
                    map.put(key.read(in), value.read(in));
                }
            }
            return map;
        }
    }
}
