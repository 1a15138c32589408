/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.data;

import java.io.IOException;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.io.Decoder;
import org.apache.avro.io.Encoder;
import org.jspecify.annotations.Nullable;

/**
 * A place inside a value where another value sits: a component, an element, a map's key.
 *
 * @param codec how the value is written
 * @param nullable whether the part adds a branch for null to the codec's layout
 */
record Part(TypeCodec codec, boolean nullable) {
    /** A place that may hold null. */
    static Part optional(TypeCodec codec) {
        return new Part(codec, !codec.acceptsNull());
    }

    /** A place that never holds null. */
    static Part required(TypeCodec codec) {
        return new Part(codec, false);
    }

    Schema define(Map<String, Schema> names) {
        Schema schema = codec.define(names);
        return nullable ? Schema.createUnion(Schema.create(Schema.Type.NULL), schema) : schema;
    }

    @SuppressWarnings("NullAway") // null reaches only codecs that accept it
    void write(@Nullable Object value, Encoder out) throws IOException {
        if (nullable) {
            out.writeIndex(value == null ? 0 : 1);
            if (value == null) {
                out.writeNull();
                return;
            }
        }
        codec.write(value, out);
    }

    @Nullable
    Object read(Decoder in) throws IOException {
        if (nullable && in.readIndex() == 0) {
            in.readNull();
            return null;
        }
        return codec.read(in);
    }

    @Nullable
    Object copy(@Nullable Object value) {
        return value == null ? null : codec.copy(value);
    }

    int stableHash(@Nullable Object value) {
        return value == null ? 0 : codec.stableHash(value);
    }

    void observe(@Nullable Object value) {
        if (value != null && codec.isOpen()) {
            codec.observe(value);
        }
    }

    void bind(Schema written) {
        if (!codec.isOpen()) {
            return;
        }
        codec.bind(nullable && written.isUnion() ? written.getTypes().get(1) : written);
    }
}
