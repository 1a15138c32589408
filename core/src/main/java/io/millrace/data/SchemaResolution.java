/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.data;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import org.apache.avro.Schema;
import org.apache.avro.SchemaCompatibility;
import org.apache.avro.SchemaCompatibility.Incompatibility;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.io.BinaryDecoder;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.Decoder;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.io.EncoderFactory;
import org.jspecify.annotations.Nullable;

/**
 * Turns data of one schema into the layout of another by Avro's rules: fields are matched by name, an added one takes
 * its default, a dropped one is skipped, and numbers are widened. Not thread-safe.
 */
public final class SchemaResolution {
    private final boolean same;
    private final GenericDatumReader<Object> reader;
    private final GenericDatumWriter<Object> writer;
    private final ByteArrayOutputStream resolved = new ByteArrayOutputStream();
    private @Nullable BinaryEncoder encoder;
    private @Nullable BinaryDecoder decoder;

    private SchemaResolution(Schema written, Schema wanted) {
        same = written.equals(wanted);
        GenericData data = new GenericData();
        reader = new GenericDatumReader<>(written, wanted, data);
        writer = new GenericDatumWriter<>(wanted, data);
    }

    /**
     * @throws IncompatibleSchemaException if data of the one schema cannot be read as the other
     */
    public static SchemaResolution of(Schema written, Schema wanted) {
        if (!written.equals(wanted)) {
            SchemaCompatibility.SchemaCompatibilityResult result = SchemaCompatibility.checkReaderWriterCompatibility(
                            wanted, written)
                    .getResult();
            if (result.getCompatibility() == SchemaCompatibility.SchemaCompatibilityType.INCOMPATIBLE) {
                throw incompatible(result.getIncompatibilities().get(0), wanted);
            }
        }
        return new SchemaResolution(written, wanted);
    }

    /** The next datum of the written schema, in the layout wanted; valid until the next call. */
    public Decoder resolve(Decoder in) throws IOException {
        if (same) {
            return in;
        }
        resolved.reset();
        encoder = EncoderFactory.get().binaryEncoder(resolved, encoder);
        writer.write(reader.read(null, in), encoder);
        encoder.flush();
        decoder = DecoderFactory.get().binaryDecoder(resolved.toByteArray(), decoder);
        return decoder;
    }

    private static IncompatibleSchemaException incompatible(Incompatibility incompatibility, Schema wanted) {
        return new IncompatibleSchemaException(
                SchemaLocation.fieldPath(incompatibility.getLocation(), wanted),
                incompatibility.getWriterFragment().toString(),
                incompatibility.getReaderFragment().toString(),
                incompatibility.getMessage());
    }
}
