/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.data;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.avro.Schema;
import org.apache.avro.io.Decoder;
import org.apache.avro.io.Encoder;
import org.jspecify.annotations.Nullable;

/** Rows whose columns nobody has declared: an Avro array of whatever their values are. */
final class LooseRowCodec extends TypeCodec {
    private final Part element;

    LooseRowCodec(JavaType type, TypeCodec element) {
        super(type);
        this.element = Part.optional(element);
    }

    @Override
    Schema define(Map<String, Schema> names) {
        return mark(Schema.createArray(element.define(names)));
    }

    @Override
    boolean isShallowlyImmutable() {
        return true;
    }

    /** Nobody changes what is in a row. */
    @Override
    boolean isImmutable(Set<TypeCodec> visited) {
        return true;
    }

    @Override
    List<Part> parts() {
        return List.of(element);
    }

    @Override
    void observe(Object value) {
        ((RowData) value).values().forEach(element::observe);
    }

    @Override
    void bind(Schema written) {
        element.bind(written.getElementType());
    }

    @Override
    public void write(Object value, Encoder out) throws IOException {
        List<@Nullable Object> values = ((RowData) value).values();
        out.writeArrayStart();
        out.setItemCount(values.size());
        for (Object each : values) {
            out.startItem();
            element.write(each, out);
        }
        out.writeArrayEnd();
    }

    @Override
    public Object read(Decoder in) throws IOException {
        List<@Nullable Object> values = new ArrayList<>();
        for (long block = in.readArrayStart(); block > 0; block = in.arrayNext()) {
            for (long i = 0; i < block; i++) {
                values.add(element.read(in));
            }
        }
        return RowData.of(values.toArray());
    }

    @Override
    public Object copy(Object value) {
        return value;
    }

    @Override
    public int stableHash(Object value) {
        return value.hashCode();
    }
}
