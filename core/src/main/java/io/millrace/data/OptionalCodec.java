/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.data;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.avro.Schema;
import org.apache.avro.io.Decoder;
import org.apache.avro.io.Encoder;
import org.jspecify.annotations.Nullable;

/** An optional, as a union with null. A component that is null instead of an empty optional comes back as empty. */
final class OptionalCodec extends TypeCodec {
    private final Part content;

    OptionalCodec(JavaType type, TypeCodec content) {
        super(type);
        this.content = Part.required(content);
    }

    @Override
    Schema define(Map<String, Schema> names) {
        TypeCodec codec = content.codec();
        // a union directly inside a union is not legal
        Schema schema = codec.acceptsNull() ? codec.defineBoxed(names) : codec.define(names);
        return Schema.createUnion(Schema.create(Schema.Type.NULL), schema);
    }

    @Override
    boolean acceptsNull() {
        return true;
    }

    @Override
    boolean isShallowlyImmutable() {
        return true;
    }

    @Override
    List<Part> parts() {
        return List.of(content);
    }

    @Override
    void observe(Object value) {
        ((Optional<?>) value).ifPresent(content::observe);
    }

    @Override
    void bind(Schema written) {
        Schema branch = written.isUnion() ? written.getTypes().get(1) : written;
        content.bind(content.codec().acceptsNull() ? branch.getFields().get(0).schema() : branch);
    }

    @Override
    public void write(@Nullable Object value, Encoder out) throws IOException {
        if (value == null || ((Optional<?>) value).isEmpty()) {
            out.writeIndex(0);
            out.writeNull();
        } else {
            out.writeIndex(1);
            content.write(((Optional<?>) value).get(), out);
        }
    }

    @Override
    public Object read(Decoder in) throws IOException {
        if (in.readIndex() == 0) {
            in.readNull();
            return Optional.empty();
        }
        return Optional.ofNullable(content.read(in));
    }

    @Override
    public Object copy(Object value) {
        return ((Optional<?>) value).map(content::copy);
    }

    @Override
    public int stableHash(Object value) {
        return ((Optional<?>) value).map(content::stableHash).orElse(0);
    }
}
