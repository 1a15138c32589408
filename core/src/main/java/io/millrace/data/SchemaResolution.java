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
    /** Makes data of one schema into data of another; what it takes is made only where the two differ. */
    private static final class Transformer {
        // not the default one: users may have given that conversions of their own
        private static final GenericData DATA = new GenericData();

        private final GenericDatumReader<Object> reader;
        private final GenericDatumWriter<Object> writer;
        private final ByteArrayOutputStream resolved = new ByteArrayOutputStream();
        private @Nullable BinaryEncoder encoder;
        private @Nullable BinaryDecoder decoder;

        Transformer(Schema written, Schema wanted) {
            reader = new GenericDatumReader<>(written, wanted, DATA);
            writer = new GenericDatumWriter<>(wanted, DATA);
        }

        Decoder transform(Decoder in) throws IOException {
            resolved.reset();
            encoder = EncoderFactory.get().binaryEncoder(resolved, encoder);
            writer.write(reader.read(null, in), encoder);
            encoder.flush();
            decoder = DecoderFactory.get().binaryDecoder(resolved.toByteArray(), decoder);
            return decoder;
        }
    }

    private final @Nullable Transformer transformer;

    private SchemaResolution(@Nullable Transformer transformer) {
        this.transformer = transformer;
    }

    /**
     * @throws IncompatibleSchemaException if data of the one schema cannot be read as the other
     */
    public static SchemaResolution of(Schema written, Schema wanted) {
        if (written.equals(wanted)) {
            return new SchemaResolution(null);
        }
        SchemaCompatibility.SchemaCompatibilityResult result = SchemaCompatibility.checkReaderWriterCompatibility(
                        wanted, written)
                .getResult();
        if (result.getCompatibility() == SchemaCompatibility.SchemaCompatibilityType.INCOMPATIBLE) {
            throw incompatible(result.getIncompatibilities().get(0), wanted);
        }
        return new SchemaResolution(new Transformer(written, wanted));
    }

    /** The next datum of the written schema, in the layout wanted; valid until the next call. */
    public Decoder resolve(Decoder in) throws IOException {
        return transformer == null ? in : transformer.transform(in);
    }

    private static IncompatibleSchemaException incompatible(Incompatibility incompatibility, Schema wanted) {
        return new IncompatibleSchemaException(
                SchemaLocation.fieldPath(incompatibility.getLocation(), wanted),
                incompatibility.getWriterFragment().toString(),
                incompatibility.getReaderFragment().toString(),
                incompatibility.getMessage());
    }
}
