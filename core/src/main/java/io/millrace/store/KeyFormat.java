/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.store;

import io.millrace.data.Codec;
import io.millrace.data.Codecs;
import io.millrace.data.ObservedCodec;
import io.millrace.data.RowType;
import java.io.IOException;
import org.apache.avro.Schema;
import org.apache.avro.io.Decoder;
import org.apache.avro.io.Encoder;
import org.jspecify.annotations.Nullable;

/**
 * How keys are written: rows of their columns where it was said which those are, plain numbers where they are all of one such
 * type, else a union of the types observed.
 */
final class KeyFormat {
    private final Codec<Object> codec;
    private final @Nullable KeyColumns columns;

    private KeyFormat(Codec<Object> codec) {
        this.codec = codec;
        this.columns = null;
    }

    private KeyFormat(KeyColumns columns) {
        this.codec = columns.codec();
        this.columns = columns;
    }

    /** Of keys that are yet to be observed. */
    static KeyFormat observed() {
        return new KeyFormat(Codecs.observed());
    }

    /** Of keys that are all of one class. */
    @SuppressWarnings("unchecked")
    static KeyFormat of(Class<?> type) {
        return new KeyFormat((Codec<Object>) Codecs.of(type));
    }

    /** Of keys that consist of columns. */
    static KeyFormat of(RowType columns) {
        return new KeyFormat(new KeyColumns(columns));
    }

    static KeyFormat written(Schema schema, ClassLoader loader) {
        return KeyColumns.isSchema(schema)
                ? of(Codecs.rowTypeOf(schema, loader))
                : new KeyFormat(Codecs.forSchema(schema, loader));
    }

    /** The columns that the keys consist of; null where they are whatever they are. */
    @Nullable
    RowType columns() {
        return columns == null ? null : columns.type();
    }

    Schema schema() {
        return columns == null ? codec.schema() : columns.schema();
    }

    /** Whether the schema depends on the keys. */
    boolean learns() {
        return codec instanceof ObservedCodec;
    }

    void observe(Object key) {
        if (codec instanceof ObservedCodec observed) {
            observed.observe(key);
        }
    }

    void write(Object key, Encoder out) throws IOException {
        codec.write(columns == null ? key : columns.row(key), out);
    }

    Object read(Decoder in) throws IOException {
        Object read = codec.read(in);
        return columns == null ? read : columns.key(read);
    }
}
