/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.simulation;

import io.millrace.connector.Boundedness;
import io.millrace.connector.Source;
import io.millrace.connector.SourceContext;
import io.millrace.connector.SourceOutput;
import io.millrace.connector.SourceSplit;
import io.millrace.connector.SplitEnumerator;
import io.millrace.connector.SplitReader;
import io.millrace.data.Batch;
import io.millrace.environment.Environment;
import io.millrace.function.OutputTag;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * The promises of a {@link Source}, put to the test for whoever writes one:
 *
 * <ul>
 *   <li>splits have ids of their own, are found once, and in the same order each time;
 *   <li>a read emits at most as many elements as it may;
 *   <li>from any position, stored and restored as a snapshot does it, a new reader emits exactly the rest, with the same
 *       timestamps; so splits can move to other subtasks at any moment;
 *   <li>a position does not change when its reader goes on;
 *   <li>a split that was read to its end stays there.
 * </ul>
 *
 * <pre>{@code
 * SourceConformance.of(new OrdersSource("orders")).files(files).expecting(orders).verify();
 * }</pre>
 *
 * @param <T> the type of the elements
 */
public final class SourceConformance<T> {
    /** Reads that may give nothing, one after another, before a split counts as stuck. */
    private static final int PATIENCE = 10_000;

    private final Source<T, SourceSplit> source;
    private Map<String, byte[]> files = Map.of();
    private @Nullable Environment environment;
    private @Nullable List<T> expected;
    private int mostElements = Integer.MAX_VALUE;
    private long firstSeed = 1;
    private int seeds = 10;

    private SourceConformance(Source<T, SourceSplit> source) {
        this.source = source;
    }

    @SuppressWarnings("unchecked")
    public static <T> SourceConformance<T> of(Source<T, ?> source) {
        return new SourceConformance<>((Source<T, SourceSplit>) source);
    }

    /** Sets the files of the virtual storage that the source reads, by path. */
    public SourceConformance<T> files(Map<String, byte[]> newFiles) {
        this.files = Map.copyOf(newFiles);
        return this;
    }

    /** Sets the environment, for a source of the real world; a virtual one otherwise. */
    public SourceConformance<T> in(Environment newEnvironment) {
        this.environment = newEnvironment;
        return this;
    }

    /** Sets what all splits hold together, in any order. Without it, what a first reading gives is taken for right. */
    public SourceConformance<T> expecting(List<T> elements) {
        this.expected = List.copyOf(elements);
        return this;
    }

    /** Reads no more of a split; an unbounded source needs it. */
    public SourceConformance<T> atMost(int elements) {
        this.mostElements = elements;
        return this;
    }

    /** Sets the seeds, from which the sizes of reads are drawn: {@code count} of them from {@code first} on; 10 unless set. */
    public SourceConformance<T> seeds(long first, int count) {
        this.firstSeed = first;
        this.seeds = count;
        return this;
    }

    /**
     * Tests it.
     *
     * @throws SimulationFailure that names the promise that is broken, the split and the position
     */
    public void verify() {
        if (source.getBoundedness() == Boundedness.CONTINUOUS_UNBOUNDED && mostElements == Integer.MAX_VALUE) {
            throw new IllegalArgumentException("The source is unbounded: say how much to read with atMost(...)");
        }
        for (long seed = firstSeed; seed < firstSeed + seeds; seed++) {
            try {
                new Run(seed).verify();
            } catch (SimulationFailure broken) {
                throw broken;
            } catch (Exception e) {
                throw new SimulationFailure("The source failed under seed " + seed + ": " + e, e);
            }
        }
    }

    /** An element and the timestamp that the source gave it. */
    private record Emission<T>(@Nullable T element, long timestamp) {
        @Override
        public String toString() {
            return timestamp == Batch.NO_TIMESTAMP ? String.valueOf(element) : element + " at " + timestamp;
        }
    }

    /** What a reader emits, up to a bound. */
    private final class Emissions implements SourceOutput<T> {
        private final List<Emission<T>> list = new ArrayList<>();
        private int sideOutputs;

        @Override
        public void collect(T element) {
            list.add(new Emission<>(element, Batch.NO_TIMESTAMP));
        }

        @Override
        public void collect(T element, long timestamp) {
            list.add(new Emission<>(element, timestamp));
        }

        @Override
        public <X> void sideOutput(OutputTag<X> tag, X element) {
            sideOutputs++;
        }
    }

    /** The test under one seed. */
    private final class Run {
        private final long seed;
        private final ConformanceWorld world;
        private final SourceContext context;

        Run(long seed) {
            this.seed = seed;
            this.world = new ConformanceWorld(seed, files);
            Environment real = environment;
            this.context = new ConformanceWorld.OfSource(real == null ? world.environment() : real, 2);
        }

        void verify() throws Exception {
            List<Emission<T>> all = new ArrayList<>();
            for (SourceSplit split : discover()) {
                List<SourceSplit> positions = new ArrayList<>();
                List<Emission<T>> content = read(split, 1, positions);
                all.addAll(content);
                for (int i = 0; i < positions.size(); i++) {
                    requireRest(split, positions.get(i), content, i);
                }
                requireRest(split, split, content, 0);
            }
            List<T> wanted = expected;
            if (wanted != null) {
                List<T> elements = new ArrayList<>();
                all.forEach(emission -> elements.add(emission.element()));
                Outputs.requireSame("The source", elements, wanted);
            }
        }

        private List<SourceSplit> discover() throws Exception {
            Set<String> ids = new LinkedHashSet<>();
            List<SourceSplit> splits;
            try (SplitEnumerator<SourceSplit> enumerator = source.createEnumerator(context)) {
                splits = enumerator.discover(Set.of());
                for (SourceSplit split : splits) {
                    if (!ids.add(split.splitId())) {
                        throw broken("two splits have the id " + split.splitId());
                    }
                }
                requireNothingNew(enumerator.discover(ids));
            }
            try (SplitEnumerator<SourceSplit> enumerator = source.createEnumerator(context)) {
                requireNothingNew(enumerator.discover(ids));
                List<String> again = enumerator.discover(Set.of()).stream()
                        .map(SourceSplit::splitId)
                        .toList();
                if (!again.equals(List.copyOf(ids))) {
                    throw broken("a second enumerator found the splits " + again + " where the first had found " + ids);
                }
            }
            return splits;
        }

        private void requireNothingNew(List<SourceSplit> found) {
            if (!found.isEmpty()) {
                throw broken("split " + found.get(0).splitId() + " was found again, though it was known");
            }
        }

        /** The position {@code after} so many elements must lead to exactly the others. */
        private void requireRest(SourceSplit split, SourceSplit position, List<Emission<T>> content, int after)
                throws Exception {
            SourceSplit stored = ConformanceWorld.stored(position);
            if (!stored.splitId().equals(split.splitId())) {
                throw broken("the position of split " + split.splitId() + " after element " + after + " has the id "
                        + stored.splitId());
            }
            List<Emission<T>> rest = read(stored, world.random().upTo(100), null);
            List<Emission<T>> wanted = content.subList(after, content.size());
            List<Emission<T>> got = rest.subList(0, Math.min(rest.size(), wanted.size()));
            boolean tooMany = mostElements == Integer.MAX_VALUE && rest.size() > wanted.size();
            if (tooMany || !got.equals(wanted)) {
                throw broken("split " + split.splitId() + " restored after element " + after + " (position " + stored
                        + ") gave " + abbreviated(rest) + " where " + abbreviated(wanted) + " was left");
            }
        }

        /**
         * Reads a split to its end.
         *
         * @param most elements in one read; 1 to see a position after each element
         * @param positions takes the position before the first read and after each element, or null
         */
        private List<Emission<T>> read(SourceSplit split, int most, @Nullable List<SourceSplit> positions)
                throws Exception {
            Emissions out = new Emissions();
            Map<Integer, String> printed = new LinkedHashMap<>();
            SplitReader<T, SourceSplit> reader = source.createReader(split, context);
            try {
                SplitReader.Status status = SplitReader.Status.MORE;
                int emptyReads = 0;
                note(positions, printed, reader.position());
                while (status != SplitReader.Status.END && out.list.size() < mostElements) {
                    int before = out.list.size();
                    int sides = out.sideOutputs;
                    status = reader.read(out, most);
                    if (out.list.size() - before > most) {
                        throw broken("a read of split " + split.splitId() + " emitted " + (out.list.size() - before)
                                + " elements where at most " + most + " were asked for");
                    }
                    if (out.list.size() > before) {
                        emptyReads = 0;
                        note(positions, printed, reader.position());
                    } else if (out.sideOutputs == sides && ++emptyReads > PATIENCE) {
                        throw broken("split " + split.splitId() + " neither ends nor gives anything after element "
                                + before);
                    }
                    if (status == SplitReader.Status.NOTHING_NOW) {
                        await(reader);
                    }
                }
                if (status == SplitReader.Status.END) {
                    requireEnd(reader.position());
                }
            } finally {
                reader.close();
            }
            requireUnchanged(positions, printed);
            return out.list;
        }

        private void note(@Nullable List<SourceSplit> positions, Map<Integer, String> printed, SourceSplit position) {
            if (positions != null) {
                printed.put(positions.size(), position.toString());
                positions.add(position);
            }
        }

        private void requireUnchanged(@Nullable List<SourceSplit> positions, Map<Integer, String> printed) {
            if (positions != null) {
                printed.forEach((index, text) -> {
                    if (!Objects.equals(positions.get(index).toString(), text)) {
                        throw broken("the position " + text + " changed to " + positions.get(index)
                                + " when its reader went on. Make splits immutable.");
                    }
                });
            }
        }

        private void requireEnd(SourceSplit end) throws Exception {
            Emissions more = new Emissions();
            SplitReader<T, SourceSplit> reader = source.createReader(ConformanceWorld.stored(end), context);
            try {
                SplitReader.Status status = reader.read(more, 1);
                for (int i = 0; status != SplitReader.Status.END && more.list.isEmpty() && i < PATIENCE; i++) {
                    await(reader);
                    status = reader.read(more, 1);
                }
            } finally {
                reader.close();
            }
            if (!more.list.isEmpty()) {
                throw broken(
                        "split " + end.splitId() + ", restored at its end " + end + ", gave " + abbreviated(more.list));
            }
        }

        private void await(SplitReader<T, SourceSplit> reader) {
            long now = context.environment().clockMillis();
            long retryAt = reader.retryAtMillis(now);
            long millis = retryAt == SplitReader.WHEN_WOKEN ? 1 : Math.max(1, retryAt - now);
            if (environment == null) {
                world.moveClock(millis);
            } else {
                LockSupport.parkNanos(Duration.ofMillis(Math.min(millis, 100)).toNanos());
            }
        }

        private String abbreviated(List<Emission<T>> emissions) {
            return emissions.size() <= 5
                    ? emissions.toString()
                    : emissions.size() + " elements, the first " + emissions.subList(0, 3);
        }

        private SimulationFailure broken(String what) {
            return new SimulationFailure("The source breaks its contract under seed " + seed + ": " + what);
        }
    }
}
