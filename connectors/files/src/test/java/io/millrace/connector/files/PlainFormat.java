/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.connector.files;

import io.millrace.connector.MalformedRecordException;
import io.millrace.connector.Quoting;
import io.millrace.connector.RecordDecoder;
import io.millrace.connector.RecordEncoder;
import io.millrace.connector.TextFormat;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Records that are their own text. What begins with "bad" is malformed, and so is a header that does. */
record PlainFormat(boolean hasHeader, boolean quotes) implements TextFormat<String> {
    @Override
    public Optional<Quoting> quoting() {
        return quotes ? Optional.of(new Quoting('"', ',')) : Optional.empty();
    }

    @Override
    public String fileSuffix() {
        return ".txt";
    }

    @Override
    public RecordDecoder<String> createDecoder() {
        return new RecordDecoder<>() {
            private boolean headerSeen = !hasHeader;

            @Override
            public void readHeader(byte[] bytes, int offset, int length) throws MalformedRecordException {
                headerSeen = true;
                decode(bytes, offset, length);
            }

            @Override
            public String decode(byte[] bytes, int offset, int length) throws MalformedRecordException {
                String text = new String(bytes, offset, length, StandardCharsets.UTF_8);
                if (!headerSeen) {
                    throw new IllegalStateException("No header before " + text);
                }
                if (text.startsWith("bad")) {
                    throw new MalformedRecordException(0, 4, "quality", "\"" + text + "\" is bad");
                }
                return text;
            }
        };
    }

    @Override
    public RecordEncoder<String> createEncoder() {
        return new RecordEncoder<>() {
            @Override
            public void writeHeader(OutputStream output) throws IOException {
                if (hasHeader) {
                    output.write("text\n".getBytes(StandardCharsets.UTF_8));
                }
            }

            @Override
            public void encode(String record, OutputStream output) throws IOException {
                output.write((record + "\n").getBytes(StandardCharsets.UTF_8));
            }
        };
    }
}
