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

/** Cells that hold a {@link Timeline}. */
record TimelineCells(CellType values) implements CellType {
    @Override
    public boolean isAlwaysImmutable() {
        return false;
    }

    @Override
    public Object copy(Object cell) {
        return ((Timeline) cell).copy();
    }

    @Override
    public CellFormat format(String name, long nowMillis, Supplier<Codec<Object>> undeclared) {
        return new Format(values.format(name + "__value", nowMillis, undeclared), name + "__element");
    }

    /** {@code array<{timestamp, value}>}, in order. */
    record Format(CellFormat value, String name) implements CellFormat {
        static final String TIMESTAMP = "timestamp";
        static final String VALUE = "value";

        @Override
        public Schema schema() {
            Schema element = Schema.createRecord(
                    name,
                    null,
                    null,
                    false,
                    List.of(
                            new Schema.Field(TIMESTAMP, Schema.create(Schema.Type.LONG)),
                            new Schema.Field(VALUE, value.schema())));
            return CellFormat.nullable(Schema.createArray(element));
        }

        @Override
        public boolean learns() {
            return value.learns();
        }

        @Override
        public void observe(Object cell) {
            Timeline timeline = (Timeline) cell;
            for (int place = 0; place < timeline.size(); place++) {
                value.observe(timeline.value(place));
            }
        }

        @Override
        public void write(@Nullable Object cell, Encoder out) throws IOException {
            if (CellFormat.begin(cell, out) && cell instanceof Timeline timeline) {
                out.writeArrayStart();
                out.setItemCount(timeline.size());
                for (int place = 0; place < timeline.size(); place++) {
                    out.startItem();
                    out.writeLong(timeline.timestamp(place));
                    value.write(timeline.value(place), out);
                }
                out.writeArrayEnd();
            }
        }

        @Override
        public @Nullable Object read(Decoder in) throws IOException {
            if (!CellFormat.begin(in)) {
                return null;
            }
            Timeline timeline = new Timeline();
            for (long count = in.readArrayStart(); count != 0; count = in.arrayNext()) {
                for (long i = 0; i < count; i++) {
                    long timestamp = in.readLong();
                    Object element = value.read(in);
                    if (element == null) {
                        throw new IOException("The snapshot holds a timeline with an empty element at " + timestamp);
                    }
                    timeline.add(timestamp, element);
                }
            }
            return timeline;
        }
    }
}
