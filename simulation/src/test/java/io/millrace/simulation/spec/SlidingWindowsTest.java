/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.simulation.spec;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.function.AggregateFunction;
import io.millrace.function.Aggregates;
import io.millrace.function.Collector;
import io.millrace.function.LongAggregateFunction;
import io.millrace.simulation.HarnessSnapshot;
import io.millrace.simulation.TestHarness;
import io.millrace.stream.DataStream;
import io.millrace.stream.WindowedStream;
import io.millrace.window.ProcessWindowFunction;
import io.millrace.window.SlidingEventTimeWindows;
import io.millrace.window.TimeWindow;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Random streams through random sliding windows, against windows that are computed from all their elements. */
class SlidingWindowsTest {
    private static final int ROUNDS = 150;

    private record Reading(String key, long time, long value) {}

    /** How windows are moved: by all the ways there are. */
    enum Way {
        /** Subtracts. */
        SUM {
            @Override
            DataStream<String> apply(WindowedStream<Reading, String, TimeWindow> windows) {
                return windows.aggregate(Aggregates.sum(Reading::value), new Label<>());
            }

            @Override
            String result(List<Reading> elements) {
                return "" + elements.stream().mapToLong(Reading::value).sum();
            }
        },
        /** Merges longs, in order. */
        LAST {
            @Override
            DataStream<String> apply(WindowedStream<Reading, String, TimeWindow> windows) {
                return windows.aggregate(new Last(), new Label<>());
            }

            @Override
            String result(List<Reading> elements) {
                return "" + elements.get(elements.size() - 1).value();
            }
        },
        /** Merges objects, in order, and spoils what it was given. */
        TEXTS {
            @Override
            DataStream<String> apply(WindowedStream<Reading, String, TimeWindow> windows) {
                return windows.aggregate(new Texts(), new Label<>());
            }

            @Override
            String result(List<Reading> elements) {
                return elements.stream().map(Reading::value).toList().toString();
            }
        },
        /** Keeps the elements. */
        PROCESS {
            @Override
            DataStream<String> apply(WindowedStream<Reading, String, TimeWindow> windows) {
                return windows.process(new SumAll());
            }

            @Override
            String result(List<Reading> elements) {
                return "" + elements.stream().mapToLong(Reading::value).sum();
            }
        };

        abstract DataStream<String> apply(WindowedStream<Reading, String, TimeWindow> windows);

        abstract String result(List<Reading> elements);
    }

    /** The last value, where slices count and not arrival; nothing that can be subtracted. */
    private static final class Last implements LongAggregateFunction<Reading, Long> {
        @Override
        public long create() {
            return Long.MIN_VALUE;
        }

        @Override
        public long addTo(Reading value, long accumulator) {
            return value.value();
        }

        @Override
        public long mergeLongs(long a, long b) {
            return b == Long.MIN_VALUE ? a : b;
        }

        @Override
        public Long result(long accumulator) {
            return accumulator;
        }
    }

    private static final class Texts implements AggregateFunction<Reading, ArrayList<Long>, String> {
        @Override
        public ArrayList<Long> createAccumulator() {
            return new ArrayList<>();
        }

        @Override
        public ArrayList<Long> add(Reading value, ArrayList<Long> accumulator) {
            accumulator.add(value.value());
            return accumulator;
        }

        @Override
        public String getResult(ArrayList<Long> accumulator) {
            return accumulator.toString();
        }

        @Override
        public ArrayList<Long> merge(ArrayList<Long> a, ArrayList<Long> b) {
            a.addAll(b);
            b.clear();
            return a;
        }
    }

    private static final class Label<R> extends ProcessWindowFunction<R, String, String, TimeWindow> {
        @Override
        public void process(String key, Context context, Iterable<R> elements, Collector<String> out) {
            elements.forEach(result -> out.collect(row(key, context.window().end(), "" + result)));
        }
    }

    private static final class SumAll extends ProcessWindowFunction<Reading, String, String, TimeWindow> {
        @Override
        public void process(String key, Context context, Iterable<Reading> elements, Collector<String> out) {
            long sum = 0;
            for (Reading reading : elements) {
                sum += reading.value();
            }
            out.collect(row(key, context.window().end(), "" + sum));
        }
    }

    private static String row(String key, long end, String result) {
        return key + " " + end + " " + result;
    }

    /** All elements that were ever in time, and what follows from them. */
    private static final class Oracle {
        private final Way way;
        private final long size;
        private final long slide;
        private final long offset;
        private final long lateness;
        private final long slice;
        private final TreeMap<Long, List<Reading>> windows = new TreeMap<>();
        private long watermark = Long.MIN_VALUE;

        Oracle(Way way, long size, long slide, long offset, long lateness) {
            this.way = way;
            this.size = size;
            this.slide = slide;
            this.offset = offset;
            this.lateness = lateness;
            this.slice = gcd(size, slide);
        }

        private static long gcd(long a, long b) {
            return b == 0 ? a : gcd(b, a % b);
        }

        List<String> element(Reading reading) {
            List<String> expected = new ArrayList<>();
            long start = reading.time() - Math.floorMod(reading.time() - offset, slide);
            for (; start > reading.time() - size; start -= slide) {
                long end = start + size;
                if (watermark == Long.MIN_VALUE || end - 1 + lateness > watermark) {
                    windows.computeIfAbsent(end, unused -> new ArrayList<>()).add(reading);
                    if (end - 1 <= watermark) {
                        expected.add(result(reading.key(), end));
                    }
                }
            }
            return expected;
        }

        List<String> watermark(long timestamp) {
            List<String> expected = new ArrayList<>();
            windows.forEach((end, elements) -> {
                if (end - 1 > watermark && end - 1 <= timestamp) {
                    Set<String> keys = new LinkedHashSet<>();
                    elements.forEach(reading -> keys.add(reading.key()));
                    keys.forEach(key -> expected.add(result(key, end)));
                }
            });
            watermark = timestamp;
            return expected;
        }

        private String result(String key, long end) {
            List<Reading> elements = new ArrayList<>(windows.get(end).stream()
                    .filter(reading -> reading.key().equals(key))
                    .toList());
            elements.sort(Comparator.comparingLong(reading -> Math.floorDiv(reading.time() - offset, slice)));
            return row(key, end, way.result(elements));
        }
    }

    @ParameterizedTest
    @EnumSource
    void everyWindowHasTheResultOfItsElements(Way way) throws Exception {
        for (int round = 0; round < ROUNDS; round++) {
            new Round(way, new Random(round * 31L + way.ordinal()), "round " + round).run();
        }
    }

    private static final class Round {
        private final Random random;
        private final String name;
        private final Oracle oracle;
        private final long disorder;
        private final int keys;
        private long now;
        private TestHarness<Reading, String> harness;

        Round(Way way, Random random, String round) {
            this.random = random;
            long slide = 1L + random.nextInt(random.nextBoolean() ? 4 : 20);
            long size = random.nextBoolean() ? slide * (1 + random.nextInt(60)) : 1 + random.nextInt(200);
            long offset = random.nextInt((int) slide);
            long lateness = random.nextBoolean() ? 0 : random.nextInt((int) (2 * size + 5));
            this.disorder = random.nextInt(3) == 0 ? 0 : random.nextInt((int) (2 * size));
            this.keys = 1 + random.nextInt(30);
            this.now = random.nextInt(2_000) - 1_000L;
            this.oracle = new Oracle(way, size, slide, offset, lateness);
            this.name = round + ": " + size + " every " + slide + " from " + offset + ", lateness " + lateness;
            SlidingEventTimeWindows assigner = SlidingEventTimeWindows.of(
                    Duration.ofMillis(size), Duration.ofMillis(slide), Duration.ofMillis(offset));
            Function<DataStream<Reading>, DataStream<String>> segment = stream ->
                    way.apply(stream.keyBy(Reading::key).window(assigner).allowedLateness(Duration.ofMillis(lateness)));
            this.harness = TestHarness.of(segment, 1);
        }

        void run() throws Exception {
            try {
                for (int step = 0; step < 150; step++) {
                    step();
                }
                check(oracle.watermark(Long.MAX_VALUE), () -> harness.endInput());
            } finally {
                harness.close();
            }
        }

        private void step() throws Exception {
            int dice = random.nextInt(100);
            if (dice < 70) {
                // some keys come and go with time
                String key = random.nextBoolean() ? "k" + random.nextInt(keys) : "t" + now / 50;
                Reading reading = new Reading(
                        key, now - (disorder == 0 ? 0 : random.nextInt((int) disorder)), random.nextInt(100));
                check(oracle.element(reading), () -> harness.processElement(reading, reading.time()));
            } else if (dice < 97) {
                now += random.nextInt(20) == 0 ? random.nextInt(600) : random.nextInt(12);
                long watermark = Math.max(now - random.nextInt(10), oracle.watermark);
                check(oracle.watermark(watermark), () -> harness.processWatermark(watermark));
            } else {
                HarnessSnapshot snapshot = harness.snapshot();
                harness.close();
                harness = harness.restore(snapshot, 1 + random.nextInt(3));
            }
        }

        private void check(List<String> expected, Runnable action) {
            int before = harness.output().size();
            action.run();
            List<String> emitted =
                    harness.output().subList(before, harness.output().size());
            assertThat(emitted).as(name).containsExactlyInAnyOrderElementsOf(expected);
        }
    }
}
