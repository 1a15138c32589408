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

/** Cells that hold a value and when it was last touched. */
record StampedCells(CellType values, Expiry expiry) implements CellType {
    @Override
    public boolean isAlwaysImmutable() {
        return values.isAlwaysImmutable();
    }

    @Override
    public Object copy(Object cell) {
        Stamped stamped = (Stamped) cell;
        Object value = stamped.value();
        Object copy = value == null ? null : values.copy(value);
        return copy == value ? cell : new Stamped(copy, stamped.touchedMillis());
    }

    @Override
    public boolean hasExpired(Object cell, long nowMillis) {
        return expiry.hasExpired((Stamped) cell, nowMillis);
    }

    @Override
    public boolean evict(Object cell, long nowMillis) {
        return hasExpired(cell, nowMillis);
    }

    @Override
    public CellFormat format(String name, long nowMillis, Supplier<Codec<Object>> undeclared) {
        return new Format(
                values.format(name + "__value", nowMillis, undeclared),
                name,
                nowMillis == CellFormat.KEEPS_ALL ? null : expiry,
                nowMillis);
    }

    /** {@code {value, touchedMillis}}. */
    static final class Format implements CellFormat {
        /** Schema property: the record is a value with a time to live. */
        static final String STAMPED = "stamped";

        private final CellFormat value;
        private final String name;
        private final @Nullable Expiry expiry;
        private final long nowMillis;

        /**
         * @param expiry null where nothing expires, as for reading
         */
        Format(CellFormat value, String name, @Nullable Expiry expiry, long nowMillis) {
            this.value = value;
            this.name = name;
            this.expiry = expiry;
            this.nowMillis = nowMillis;
        }

        CellFormat value() {
            return value;
        }

        @Override
        public Schema schema() {
            Schema record = Schema.createRecord(
                    name,
                    null,
                    null,
                    false,
                    List.of(
                            new Schema.Field("value", value.schema()),
                            new Schema.Field("touchedMillis", Schema.create(Schema.Type.LONG))));
            record.addProp(STAMPED, true);
            return CellFormat.nullable(record);
        }

        @Override
        public boolean learns() {
            return value.learns();
        }

        @Override
        public boolean skips(Object cell) {
            return expiry != null && expiry.hasExpired((Stamped) cell, nowMillis);
        }

        @Override
        public void observe(Object cell) {
            Object held = ((Stamped) cell).value();
            if (held != null) {
                value.observe(held);
            }
        }

        @Override
        public void write(@Nullable Object cell, Encoder out) throws IOException {
            if (CellFormat.begin(cell, out) && cell != null) {
                Stamped stamped = (Stamped) cell;
                value.write(stamped.value(), out);
                out.writeLong(stamped.touchedMillis());
            }
        }

        @Override
        public @Nullable Object read(Decoder in) throws IOException {
            return CellFormat.begin(in) ? new Stamped(value.read(in), in.readLong()) : null;
        }
    }
}
