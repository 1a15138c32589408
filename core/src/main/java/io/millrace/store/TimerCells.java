/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.store;

import io.millrace.data.Codec;
import java.io.IOException;
import java.util.function.Supplier;
import org.apache.avro.Schema;
import org.apache.avro.io.Decoder;
import org.apache.avro.io.Encoder;
import org.jspecify.annotations.Nullable;

/** Cells that hold a {@link TimerSet}. */
record TimerCells() implements CellType {
    @Override
    public boolean isAlwaysImmutable() {
        return false;
    }

    @Override
    public Object copy(Object cell) {
        return ((TimerSet) cell).copy();
    }

    @Override
    public CellFormat format(String name, long nowMillis, Supplier<Codec<Object>> undeclared) {
        return new Format();
    }

    /** {@code array<long>}; empty where there is no timer. */
    record Format() implements CellFormat {
        private static final long[] NONE = new long[0];

        @Override
        public Schema schema() {
            return Schema.createArray(Schema.create(Schema.Type.LONG));
        }

        @Override
        public void write(@Nullable Object cell, Encoder out) throws IOException {
            long[] timestamps = cell == null ? NONE : ((TimerSet) cell).toArray();
            out.writeArrayStart();
            out.setItemCount(timestamps.length);
            for (long timestamp : timestamps) {
                out.startItem();
                out.writeLong(timestamp);
            }
            out.writeArrayEnd();
        }

        @Override
        public @Nullable Object read(Decoder in) throws IOException {
            TimerSet timers = null;
            for (long count = in.readArrayStart(); count != 0; count = in.arrayNext()) {
                timers = timers == null ? new TimerSet() : timers; // most keys have none
                for (long i = 0; i < count; i++) {
                    timers.add(in.readLong());
                }
            }
            return timers;
        }
    }
}
