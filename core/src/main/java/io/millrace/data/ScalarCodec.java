/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.data;

import java.io.IOException;
import java.util.Map;
import java.util.function.Supplier;
import java.util.function.ToIntFunction;
import org.apache.avro.Schema;
import org.apache.avro.io.Decoder;
import org.apache.avro.io.Encoder;

/** The codec of an immutable value without parts. */
final class ScalarCodec<T> extends TypeCodec {
    interface Writer<T> {
        void write(T value, Encoder out) throws IOException;
    }

    interface Reader<T> {
        T read(Decoder in) throws IOException;
    }

    private final Supplier<Schema> layout;
    private final Writer<T> writer;
    private final Reader<T> reader;
    private final ToIntFunction<T> hash;

    ScalarCodec(Class<T> type, Supplier<Schema> layout, Writer<T> writer, Reader<T> reader, ToIntFunction<T> hash) {
        super(JavaType.of(type));
        this.layout = layout;
        this.writer = writer;
        this.reader = reader;
        this.hash = hash;
    }

    @Override
    Schema define(Map<String, Schema> names) {
        return layout.get();
    }

    @Override
    boolean isShallowlyImmutable() {
        return true;
    }

    @Override
    @SuppressWarnings("unchecked")
    public void write(Object value, Encoder out) throws IOException {
        writer.write((T) value, out);
    }

    @Override
    public Object read(Decoder in) throws IOException {
        return reader.read(in);
    }

    @Override
    public Object copy(Object value) {
        return value;
    }

    @Override
    @SuppressWarnings("unchecked")
    public int stableHash(Object value) {
        return hash.applyAsInt((T) value);
    }
}
