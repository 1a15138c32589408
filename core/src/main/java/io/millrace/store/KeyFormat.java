/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.store;

import io.millrace.data.Codec;
import io.millrace.data.Codecs;
import io.millrace.data.ObservedCodec;
import java.io.IOException;
import org.apache.avro.Schema;
import org.apache.avro.io.Decoder;
import org.apache.avro.io.Encoder;

/** How keys are written: plain numbers where they are all of one such type, else a union of the types observed. */
final class KeyFormat {
    private final Codec<Object> codec;

    private KeyFormat(Codec<Object> codec) {
        this.codec = codec;
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

    static KeyFormat written(Schema schema, ClassLoader loader) {
        return new KeyFormat(Codecs.forSchema(schema, loader));
    }

    Schema schema() {
        return codec.schema();
    }

    void observe(Object key) {
        if (codec instanceof ObservedCodec observed) {
            observed.observe(key);
        }
    }

    void write(Object key, Encoder out) throws IOException {
        codec.write(key, out);
    }

    Object read(Decoder in) throws IOException {
        return codec.read(in);
    }
}
