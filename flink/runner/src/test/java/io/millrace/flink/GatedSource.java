/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.flink;

import io.millrace.connector.Boundedness;
import io.millrace.connector.Source;
import io.millrace.connector.SourceContext;
import io.millrace.connector.SourceOutput;
import io.millrace.connector.SourceSplit;
import io.millrace.connector.SplitEnumerator;
import io.millrace.connector.SplitReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;

/**
 * Numbers in several splits, which the test lets through up to a gate: so a test decides what a job has read when something
 * happens to it. In split {@code s} of {@code n} are the numbers {@code s}, {@code s + n}, {@code s + 2n} and so on.
 */
final class GatedSource implements Source<Long, GatedSource.Split> {
    private static final Map<String, AtomicLong> GATES = new ConcurrentHashMap<>();
    private static final Map<String, AtomicLong> READ = new ConcurrentHashMap<>();

    private final String name;
    private final int splits;
    private final long numbersPerSplit;

    GatedSource(String name, int splits, long numbersPerSplit) {
        this.name = name;
        this.splits = splits;
        this.numbersPerSplit = numbersPerSplit;
    }

    record Split(int index, long next) implements SourceSplit {
        @Override
        public String splitId() {
            return "split-" + index;
        }
    }

    private static AtomicLong gateOf(String name) {
        return GATES.computeIfAbsent(name, unused -> new AtomicLong());
    }

    private static AtomicLong readOf(String name) {
        return READ.computeIfAbsent(name, unused -> new AtomicLong());
    }

    /** Lets each split go on to its number in that place. */
    static void open(String name, long numbersPerSplit) {
        gateOf(name).set(numbersPerSplit);
    }

    /** Waits until so many numbers were read in all, those that were read again included. */
    static void awaitRead(String name, long numbers) throws InterruptedException {
        AtomicLong read = readOf(name);
        synchronized (read) {
            while (read.get() < numbers) {
                read.wait();
            }
        }
    }

    /** Returns how many numbers were read in all, those that were read again included. */
    static long read(String name) {
        return readOf(name).get();
    }

    @Override
    public Boundedness getBoundedness() {
        return Boundedness.BOUNDED;
    }

    @Override
    public SplitEnumerator<Split> createEnumerator(SourceContext context) {
        return known -> {
            List<Split> found = new ArrayList<>();
            IntStream.range(0, splits).mapToObj(index -> new Split(index, 0)).forEach(found::add);
            found.removeIf(split -> known.contains(split.splitId()));
            return found;
        };
    }

    @Override
    public SplitReader<Long, Split> createReader(Split split, SourceContext context) {
        return new SplitReader<>() {
            private long next = split.next();

            @Override
            public Status read(SourceOutput<Long> output, int maxRecords) {
                long end = Math.min(Math.min(next + maxRecords, gateOf(name).get()), numbersPerSplit);
                long before = next;
                for (; next < end; next++) {
                    output.collect(next * splits + split.index(), next);
                }
                AtomicLong read = readOf(name);
                synchronized (read) {
                    read.addAndGet(next - before);
                    read.notifyAll();
                }
                return next == numbersPerSplit ? Status.END : next == before ? Status.NOTHING_NOW : Status.MORE;
            }

            @Override
            public Split position() {
                return new Split(split.index(), next);
            }

            @Override
            public void close() {}
        };
    }
}
