/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.simulation;

import io.millrace.connector.TwoPhaseCommitSink;
import io.millrace.environment.Environment;
import io.millrace.simulation.SinkProtocolRun.GivingUp;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/**
 * The promises of a {@link TwoPhaseCommitSink}, put to the test for whoever writes one. A short job of several
 * checkpoints is interrupted at every point of the protocol, and then at every pair of points: before and after each
 * write, cut, persist, completion of a checkpoint, commit and abort. Each time it starts again from the last complete
 * checkpoint, with another parallelism. All of that again where every other checkpoint is given up, before its output is durable and
 * after, so that the next one has to bring it in. What must hold:
 *
 * <ul>
 *   <li>at no moment does a reader see an element that no complete checkpoint holds, or one twice;
 *   <li>at the end, a reader sees every element exactly once;
 *   <li>committing again what is committed already changes nothing;
 *   <li>states and committables survive being stored in a snapshot.
 * </ul>
 *
 * <pre>{@code
 * SinkConformance.onVirtualStorage(() -> new OrdersSink("out"), files -> rowsIn(files))
 *         .elements(orders)
 *         .verify();
 * }</pre>
 *
 * @param <T> the type of the elements
 */
public final class SinkConformance<T> {
    private static final int MOST_PAIRS = 3_000;

    private final Supplier<Target<T>> targets;
    private List<T> elements = List.of();
    private int mostParallelism = 3;

    private SinkConformance(Supplier<Target<T>> targets) {
        this.targets = targets;
    }

    /** An empty place to write to, and what an outsider sees there. */
    public interface Target<T> {
        TwoPhaseCommitSink<T, ?, ?> sink();

        /** Returns the environment that the sink's writers and committers get. */
        Environment environment();

        /** Returns all elements that a reader sees now, in any order. */
        List<T> visible() throws Exception;

        /**
         * The process died: what it had not made durable is gone, its connections are broken.
         *
         * @param writers which it had, not closed by anybody
         */
        default void processDied(List<? extends AutoCloseable> writers) throws Exception {
            for (AutoCloseable writer : writers) {
                writer.close();
            }
        }
    }

    /** Reads the elements in the files that are visible, by path. */
    @FunctionalInterface
    public interface FilesReader<T> {
        List<T> read(Map<String, byte[]> files) throws Exception;
    }

    /** Tests a sink of the real world. */
    public static <T> SinkConformance<T> of(Supplier<Target<T>> newTarget) {
        return new SinkConformance<>(newTarget);
    }

    /**
     * Tests a sink that writes to the storage of its environment, which here loses what was not synced when the process
     * dies.
     */
    public static <T> SinkConformance<T> onVirtualStorage(
            Supplier<? extends TwoPhaseCommitSink<T, ?, ?>> sink, FilesReader<T> reader) {
        return new SinkConformance<>(() -> new VirtualTarget<>(sink.get(), reader));
    }

    /** Sets what the job writes; all different, and at least six, for a checkpoint needs something to hold. */
    public SinkConformance<T> elements(List<T> newElements) {
        this.elements = List.copyOf(newElements);
        return this;
    }

    /** Sets the most writers that the job ever has; 3 unless set. */
    public SinkConformance<T> parallelism(int most) {
        this.mostParallelism = most;
        return this;
    }

    /**
     * Tests it.
     *
     * @return how many interrupted runs there were
     * @throws SimulationFailure that names the points of interruption and what was wrong
     */
    public int verify() {
        if (elements.size() < 6 || elements.stream().distinct().count() < elements.size()) {
            throw new IllegalArgumentException("Give at least six elements, all different, with elements(...)");
        }
        int runs = 0;
        for (GivingUp givingUp : GivingUp.values()) {
            runs += verify(givingUp);
        }
        return runs;
    }

    private int verify(GivingUp givingUp) {
        int points = run(List.of(), false, givingUp).points();
        int runs = 0;
        for (int first = 1; first <= points; first++) {
            run(List.of(first), false, givingUp);
            run(List.of(first), true, givingUp);
            runs += 2;
        }
        // Of the pairs all, or every so many of them.
        int stride = Math.max(1, points * points / MOST_PAIRS);
        for (int pair = 0; pair < points * points; pair += stride) {
            run(List.of(1 + pair / points, 1 + pair % points), pair % 2 == 0, givingUp);
            runs++;
        }
        return runs;
    }

    private SinkProtocolRun<T> run(List<Integer> interruptions, boolean processDies, GivingUp givingUp) {
        SinkProtocolRun<T> run =
                new SinkProtocolRun<>(targets.get(), elements, mostParallelism, interruptions, processDies, givingUp);
        run.runToTheEnd();
        return run;
    }

    private static final class VirtualTarget<T> implements Target<T> {
        private final ConformanceWorld world = new ConformanceWorld(1, Map.of());
        private final TwoPhaseCommitSink<T, ?, ?> sink;
        private final FilesReader<T> reader;

        VirtualTarget(TwoPhaseCommitSink<T, ?, ?> sink, FilesReader<T> reader) {
            this.sink = sink;
            this.reader = reader;
        }

        @Override
        public TwoPhaseCommitSink<T, ?, ?> sink() {
            return sink;
        }

        @Override
        public Environment environment() {
            return world.environment();
        }

        @Override
        public List<T> visible() throws Exception {
            return reader.read(world.files());
        }

        @Override
        public void processDied(List<? extends AutoCloseable> writers) {
            world.losePower();
        }
    }
}
