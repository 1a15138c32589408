/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.benchmarks.store;

import io.millrace.connector.Boundedness;
import io.millrace.connector.Sink;
import io.millrace.connector.SinkContext;
import io.millrace.connector.SinkWriter;
import io.millrace.connector.Source;
import io.millrace.connector.SourceContext;
import io.millrace.connector.SourceOutput;
import io.millrace.connector.SourceSplit;
import io.millrace.connector.SplitEnumerator;
import io.millrace.connector.SplitReader;
import io.millrace.function.Collector;
import io.millrace.process.KeyedProcessFunction;
import io.millrace.process.OpenContext;
import io.millrace.runner.JobClient;
import io.millrace.state.ValueState;
import io.millrace.state.ValueStateDescriptor;
import io.millrace.stream.StreamExecutionEnvironment;
import io.millrace.time.WatermarkStrategy;
import java.io.PrintStream;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * Throughput of a job that counts records by key in a value state, against the number of keys and against how uneven they
 * are: the key of rank r is as common as r to the power of minus the exponent (Zipf). A case is one job, which first meets
 * each key once, then warms up, and then is measured over stretches of equally many records.
 */
public final class StateBenchmark {
    private static final int DRAWN = 1 << 22;
    private static final int STRETCHES = 3;

    /** When the stretches began, and the last one ended; written by the one task of the job at hand. */
    private static final long[] MARKS = new long[STRETCHES + 1];

    private StateBenchmark() {}

    /**
     * Prints a line per case: the median of the stretches, and the slowest and the quickest, with the hottest keys that the
     * job's metrics name.
     *
     * @param events records of a stretch; as many are the warm-up
     */
    public static void run(PrintStream output, List<Integer> keys, List<Double> exponents, long events)
            throws Exception {
        output.printf(
                "%12s %6s %12s %12s %12s  %s%n",
                "keys", "Zipf", "events/s", "least", "most", "hottest keys in the metrics");
        for (int keyCount : keys) {
            for (double exponent : exponents) {
                JobClient client = runJob(new Keys(keyCount, draw(keyCount, exponent), events));
                double[] rates = rates(events);
                output.printf(
                        Locale.ROOT,
                        "%,12d %6.1f %,12.0f %,12.0f %,12.0f  %s%n",
                        keyCount,
                        exponent,
                        rates[STRETCHES / 2],
                        rates[0],
                        rates[STRETCHES - 1],
                        hottest(client));
                output.flush();
            }
        }
    }

    /** Records a second of each stretch, in ascending order. */
    private static double[] rates(long events) {
        double[] rates = new double[STRETCHES];
        for (int stretch = 0; stretch < STRETCHES; stretch++) {
            rates[stretch] = events * 1e9 / (MARKS[stretch + 1] - MARKS[stretch]);
        }
        Arrays.sort(rates);
        return rates;
    }

    private static String hottest(JobClient client) {
        List<String> texts = client.metrics().tasks().stream()
                .flatMap(task -> task.hotKeys().stream())
                .map(key -> String.format(Locale.ROOT, "%s: %.1f %%", key.key(), 100 * key.share()))
                .toList();
        return texts.isEmpty() ? "none" : String.join(", ", texts);
    }

    /** Keys in random order, to be taken again and again; with an exponent of 0 they are not drawn. */
    private static int[] draw(int keys, double exponent) {
        if (exponent == 0) {
            return new int[0];
        }
        double[] cumulated = new double[keys];
        double sum = 0;
        for (int rank = 0; rank < keys; rank++) {
            sum += Math.pow(rank + 1.0, -exponent);
            cumulated[rank] = sum;
        }
        int[] drawn = new int[DRAWN];
        for (int i = 0; i < DRAWN; i++) {
            int found = Arrays.binarySearch(cumulated, (mix(i) >>> 11) * 0x1.0p-53 * sum);
            drawn[i] = Math.min(keys - 1, found >= 0 ? found : -found - 1);
        }
        return drawn;
    }

    private static long mix(long number) {
        long mixed = (number + 1) * 0x9E3779B97F4A7C15L;
        mixed = (mixed ^ mixed >>> 32) * 0xD6E8FEB86659FD93L;
        mixed = (mixed ^ mixed >>> 32) * 0xD6E8FEB86659FD93L;
        return mixed ^ mixed >>> 32;
    }

    private static JobClient runJob(Keys keys) throws Exception {
        StreamExecutionEnvironment environment = StreamExecutionEnvironment.createLocalEnvironment(1);
        environment
                .fromSource(keys, WatermarkStrategy.<Long>noWatermarks(), "keys")
                .keyBy(key -> key)
                .process(new Count())
                .sinkTo(new Nothing());
        JobClient client = environment.executeAsync("state");
        if (!client.await(Duration.ofHours(1))) {
            throw new IllegalStateException("The job does not end");
        }
        return client;
    }

    /** Counts each key. */
    private static final class Count extends KeyedProcessFunction<Long, Long, Long> {
        private static final long serialVersionUID = 1L;

        @SuppressWarnings("NullAway.Init") // set in open
        private transient ValueState<Long> count;

        @Override
        public void open(OpenContext context) {
            count = getRuntimeContext().getState(new ValueStateDescriptor<>("count", Long.class));
        }

        @Override
        public void processElement(Long key, Context context, Collector<Long> out) throws Exception {
            Long before = count.value();
            count.update(before == null ? 1 : before + 1);
        }
    }

    private record Keys(int count, int[] drawn, long events) implements Source<Long, Keys.Split> {
        record Split(long next) implements SourceSplit {
            @Override
            public String splitId() {
                return "all";
            }
        }

        @Override
        public Boundedness getBoundedness() {
            return Boundedness.BOUNDED;
        }

        @Override
        public SplitEnumerator<Split> createEnumerator(SourceContext context) {
            return known -> known.isEmpty() ? List.of(new Split(0)) : List.of();
        }

        @Override
        public SplitReader<Long, Split> createReader(Split split, SourceContext context) {
            return new Reader(split.next(), this);
        }
    }

    private static final class Reader implements SplitReader<Long, Keys.Split> {
        private final Keys keys;
        private long next;

        Reader(long next, Keys keys) {
            this.next = next;
            this.keys = keys;
        }

        @Override
        public Status read(SourceOutput<Long> output, int maxRecords) {
            long sinceFilled = next - keys.count();
            long stretch = Math.floorDiv(sinceFilled, keys.events()); // 0 is the warm-up
            if (sinceFilled == stretch * keys.events() && stretch > 0) {
                MARKS[(int) stretch - 1] = System.nanoTime();
            }
            if (stretch > STRETCHES) {
                return Status.END;
            }
            long until = Math.min(next + maxRecords, keys.count() + (Math.max(stretch, -1) + 1) * keys.events());
            for (; next < until; next++) {
                output.collect(keyOf(next), next);
            }
            return Status.MORE;
        }

        /** First each key once. */
        private long keyOf(long number) {
            if (number < keys.count()) {
                return number;
            }
            int[] drawn = keys.drawn();
            return drawn.length == 0 ? ((mix(number) >>> 33) * keys.count()) >>> 31 : drawn[(int) number & (DRAWN - 1)];
        }

        @Override
        public Keys.Split position() {
            return new Keys.Split(next);
        }

        @Override
        public void close() {}
    }

    private static final class Nothing implements Sink<Long> {
        @Override
        public SinkWriter<Long> createWriter(SinkContext context) {
            return new SinkWriter<>() {
                @Override
                public void write(Long element, long timestamp) {}

                @Override
                public void flush(boolean endOfInput) {}

                @Override
                public void close() {}
            };
        }
    }
}
