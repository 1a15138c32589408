/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.examples.flights;

import io.millrace.connector.Boundedness;
import io.millrace.connector.Source;
import io.millrace.connector.SourceContext;
import io.millrace.connector.SourceOutput;
import io.millrace.connector.SourceSplit;
import io.millrace.connector.SplitEnumerator;
import io.millrace.connector.SplitReader;
import io.millrace.environment.Environment;
import io.millrace.function.OutputTag;
import java.io.IOException;

/**
 * Reads another source no faster than so many elements a second and split. It never blocks: between two elements it says
 * that there is nothing now.
 */
final class PacedSource<T, S extends SourceSplit> implements Source<T, S> {
    private static final long serialVersionUID = 1L;

    private final Source<T, S> source;
    private final double elementsPerSecond;

    PacedSource(Source<T, S> source, double elementsPerSecond) {
        if (!(elementsPerSecond > 0)) {
            throw new IllegalArgumentException("The pace must be above 0 elements a second, not " + elementsPerSecond);
        }
        this.source = source;
        this.elementsPerSecond = elementsPerSecond;
    }

    @Override
    public Boundedness getBoundedness() {
        return source.getBoundedness();
    }

    @Override
    public SplitEnumerator<S> createEnumerator(SourceContext context) throws Exception {
        return source.createEnumerator(context);
    }

    @Override
    public SplitReader<T, S> createReader(S split, SourceContext context) throws Exception {
        return new PacedReader<>(source.createReader(split, context), context.environment(), elementsPerSecond);
    }

    /** Counts what passes, and compares it with what the time since the first call allows. */
    private static final class PacedReader<T, S extends SourceSplit> implements SplitReader<T, S> {
        private static final double NANOS_PER_SECOND = 1e9;
        private static final long SHORTEST_PAUSE_MILLIS = 5;

        private final SplitReader<T, S> reader;
        private final Environment environment;
        private final double elementsPerSecond;
        private final long startNanos;
        private long emitted;

        PacedReader(SplitReader<T, S> reader, Environment environment, double elementsPerSecond) {
            this.reader = reader;
            this.environment = environment;
            this.elementsPerSecond = elementsPerSecond;
            this.startNanos = environment.nanoTime();
        }

        @Override
        public Status read(SourceOutput<T> output, int maxRecords) throws Exception {
            double seconds = (environment.nanoTime() - startNanos) / NANOS_PER_SECOND;
            long allowed = (long) (seconds * elementsPerSecond) - emitted;
            if (allowed <= 0) {
                return Status.NOTHING_NOW;
            }
            return reader.read(new Counting(output), (int) Math.min(allowed, maxRecords));
        }

        @Override
        public long retryAtMillis(long nowMillis) {
            return nowMillis + Math.max(SHORTEST_PAUSE_MILLIS, (long) Math.ceil(1_000 / elementsPerSecond));
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
        public void close() throws IOException {
            reader.close();
        }

        /** Passes elements on. Side output is not what the pace is about. */
        private final class Counting implements SourceOutput<T> {
            private final SourceOutput<T> output;

            Counting(SourceOutput<T> output) {
                this.output = output;
            }

            @Override
            public void collect(T element) {
                emitted++;
                output.collect(element);
            }

            @Override
            public void collect(T element, long timestamp) {
                emitted++;
                output.collect(element, timestamp);
            }

            @Override
            public <X> void sideOutput(OutputTag<X> tag, X element) {
                output.sideOutput(tag, element);
            }
        }
    }
}
