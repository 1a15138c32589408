/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.spill;

import io.millrace.data.Codecs;
import io.millrace.data.ObservedCodec;
import io.millrace.environment.Storage;
import io.millrace.environment.Storage.OutputFile;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.EncoderFactory;

/** Rows in order, in a file that this very process reads again; so the codec that wrote them stays in memory. */
record Run(String path, ObservedCodec codec, int rows, long bytes) {
    private static final int BUFFER_BYTES = 32 * 1024;

    /** Writes rows, which are in order already. */
    static Run write(Storage storage, String path, List<Row> rows) throws IOException {
        ObservedCodec codec = Codecs.observed();
        for (Row row : rows) {
            codec.observe(row.value());
        }
        try (OutputFile file = storage.create(path)) {
            BinaryEncoder out =
                    new EncoderFactory().configureBufferSize(BUFFER_BYTES).binaryEncoder(to(file), null);
            for (Row row : rows) {
                out.writeFixed(new byte[] {row.kind()});
                out.writeInt(row.input());
                out.writeInt(row.hash());
                out.writeLong(row.timestamp());
                out.writeLong(row.arrival());
                codec.write(row.value(), out);
            }
            out.flush();
            return new Run(path, codec, rows.size(), file.length());
        }
    }

    private static OutputStream to(OutputFile file) {
        return new OutputStream() {
            @Override
            public void write(int value) throws IOException {
                file.write(new byte[] {(byte) value}, 0, 1);
            }

            @Override
            public void write(byte[] content, int offset, int length) throws IOException {
                file.write(content, offset, length);
            }
        };
    }
}
