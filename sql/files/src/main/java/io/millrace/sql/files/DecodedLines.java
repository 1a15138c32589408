/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.sql.files;

import io.millrace.connector.Boundedness;
import io.millrace.connector.MalformedRecordException;
import io.millrace.connector.RecordDecoder;
import io.millrace.connector.Source;
import io.millrace.connector.SourceContext;
import io.millrace.connector.SourceOutput;
import io.millrace.connector.SourceSplit;
import io.millrace.connector.SplitEnumerator;
import io.millrace.connector.SplitReader;
import io.millrace.connector.files.FileSource;
import io.millrace.function.OutputTag;
import io.millrace.metric.Counter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * The records of a source of lines. Lines without anything are passed by, unless the format is one of lines.
 *
 * @param name of the source, for messages
 */
record DecodedLines<S extends SourceSplit>(
        Source<String, S> lines, String name, Formats.Chosen format, List<Field> fields) implements Source<Object, S> {
    @Override
    public Boundedness getBoundedness() {
        return lines.getBoundedness();
    }

    @Override
    public SplitEnumerator<S> createEnumerator(SourceContext context) throws Exception {
        return lines.createEnumerator(context);
    }

    @Override
    public SplitReader<Object, S> createReader(S split, SourceContext context) throws Exception {
        SplitReader<String, S> reader = lines.createReader(split, context);
        Decoding decoding = new Decoding(this, context.counter(FileSource.MALFORMED_RECORDS));
        return new SplitReader<>() {
            @Override
            public Status read(SourceOutput<Object> output, int maxRecords) throws Exception {
                decoding.output = output;
                try {
                    return reader.read(decoding, maxRecords);
                } catch (UncheckedIOException wrong) {
                    IOException cause = wrong.getCause();
                    throw cause == null ? new IOException(wrong) : cause;
                }
            }

            @Override
            public S position() {
                return reader.position();
            }

            @Override
            public boolean isBlocking() {
                return reader.isBlocking();
            }

            @Override
            public long retryAtMillis(long nowMillis) {
                return reader.retryAtMillis(nowMillis);
            }

            @Override
            public void close() throws IOException {
                reader.close();
            }
        };
    }

    /** Makes records of lines, on their way out. */
    private static final class Decoding implements SourceOutput<String> {
        private final DecodedLines<?> source;
        private final RecordDecoder<?> decoder;
        private final boolean skipsEmpty;
        private final Counter malformed;
        private SourceOutput<Object> output = new NoOutput();
        private long line;

        Decoding(DecodedLines<?> source, Counter malformed) {
            this.source = source;
            this.decoder = source.format.format().decoder(source.fields);
            this.skipsEmpty = !(source.format.format() instanceof RawTableFormat);
            this.malformed = malformed;
        }

        @Override
        public void collect(String text) {
            line++;
            if (skipsEmpty && text.isBlank()) {
                return;
            }
            byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
            try {
                output.collect(decoder.decode(bytes, 0, bytes.length));
            } catch (MalformedRecordException wrong) {
                malformed.inc();
                if (!source.format.ignoresParseErrors()) {
                    throw new UncheckedIOException(describe(wrong));
                }
            }
        }

        private IOException describe(MalformedRecordException wrong) {
            return new IOException(
                    source.name + ", line " + line + " since it was connected, column " + wrong.column()
                            + (wrong.field() == null ? "" : ", field \"" + wrong.field() + "\"") + ": " + wrong.reason()
                            + "\nLet the table leave such rows out with '" + source.format.ignoreParseErrorsKey()
                            + "' = 'true'.",
                    wrong);
        }

        @Override
        public void collect(String text, long timestamp) {
            throw new IllegalStateException("Lines have no timestamps");
        }

        @Override
        public <X> void sideOutput(OutputTag<X> tag, X element) {
            output.sideOutput(tag, element);
        }
    }

    /** Before anything is read. */
    private static final class NoOutput implements SourceOutput<Object> {
        @Override
        public void collect(Object element) {
            throw new IllegalStateException("Nothing is read yet");
        }

        @Override
        public void collect(Object element, long timestamp) {
            throw new IllegalStateException("Nothing is read yet");
        }

        @Override
        public <X> void sideOutput(OutputTag<X> tag, X element) {
            throw new IllegalStateException("Nothing is read yet");
        }
    }
}
