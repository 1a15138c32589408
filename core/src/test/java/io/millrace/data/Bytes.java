/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.data;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.Decoder;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.io.EncoderFactory;

/** Values to Avro binary and back, in memory. */
final class Bytes {
    private Bytes() {}

    static <T> byte[] write(Codec<T> codec, T value) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        BinaryEncoder encoder = EncoderFactory.get().binaryEncoder(out, null);
        codec.write(value, encoder);
        encoder.flush();
        return out.toByteArray();
    }

    static Decoder decoder(byte[] content) {
        return DecoderFactory.get().binaryDecoder(content, null);
    }

    static <T> T roundTrip(Codec<T> codec, T value) throws IOException {
        return codec.read(decoder(write(codec, value)));
    }

    /** Reads as a foreign tool would: from the schema's text alone. */
    static Object readGeneric(Schema schema, byte[] content) throws IOException {
        Schema parsed = new Schema.Parser().parse(schema.toString());
        return new GenericDatumReader<>(parsed).read(null, decoder(content));
    }
}
