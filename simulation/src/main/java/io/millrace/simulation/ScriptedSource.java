/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.simulation;

import io.millrace.connector.Boundedness;
import io.millrace.connector.Source;
import io.millrace.connector.SourceContext;
import io.millrace.connector.SourceOutput;
import io.millrace.connector.SplitEnumerator;
import io.millrace.connector.SplitReader;
import io.millrace.environment.Environment;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * A source that reads lists, one a split, each at a pace of its own. In a simulation, reads now and then find nothing
 * or fail.
 *
 * @param <T> the type of the elements
 */
public final class ScriptedSource<T> implements Source<T, ScriptedSplit> {
    private static final long serialVersionUID = 1L;

    private final List<Script<T>> scripts;
    private final List<String> splitIds;
    private final Boundedness boundedness;

    private ScriptedSource(List<Script<T>> scripts, Boundedness boundedness) {
        this.scripts = List.copyOf(scripts);
        this.splitIds = IntStream.range(0, scripts.size())
                .mapToObj(index -> String.format(Locale.ROOT, "split-%04d", index))
                .toList();
        this.boundedness = boundedness;
    }

    /**
     * What one split holds.
     *
     * @param pauseEvery after how many elements the split pauses; 0 for never
     * @param pauseMillis for how long
     * @param appearsAfterMillis how long after the start of the world the split is found; unbounded sources alone
     */
    public record Script<T>(List<T> elements, int pauseEvery, long pauseMillis, long appearsAfterMillis)
            implements Serializable {
        public Script {
            elements = List.copyOf(elements);
        }

        public static <T> Script<T> of(List<T> elements) {
            return new Script<>(elements, 0, 0, 0);
        }
    }

    public static <T> ScriptedSource<T> bounded(List<Script<T>> scripts) {
        return new ScriptedSource<>(scripts, Boundedness.BOUNDED);
    }

    public static <T> ScriptedSource<T> unbounded(List<Script<T>> scripts) {
        return new ScriptedSource<>(scripts, Boundedness.CONTINUOUS_UNBOUNDED);
    }

    @Override
    public Boundedness getBoundedness() {
        return boundedness;
    }

    @Override
    public SplitEnumerator<ScriptedSplit> createEnumerator(SourceContext context) {
        return new SplitEnumerator<>() {
            @Override
            public List<ScriptedSplit> discover(Set<String> knownSplitIds) throws Exception {
                World world = worldOf(context.environment());
                if (world != null) {
                    world.touchOutside();
                }
                List<ScriptedSplit> found = new ArrayList<>();
                for (int index = 0; index < scripts.size(); index++) {
                    String id = splitIds.get(index);
                    long age = context.environment().clockMillis() - World.epochMillis();
                    boolean there = boundedness == Boundedness.BOUNDED
                            || scripts.get(index).appearsAfterMillis() <= age;
                    if (there && !knownSplitIds.contains(id)) {
                        found.add(new ScriptedSplit(id, index, 0));
                    }
                }
                return found;
            }

            @Override
            public long discoveryIntervalMillis() {
                return boundedness == Boundedness.BOUNDED ? -1 : 20;
            }
        };
    }

    @Override
    public SplitReader<T, ScriptedSplit> createReader(ScriptedSplit split, SourceContext context) {
        return new Reader(split, context.environment());
    }

    private static @org.jspecify.annotations.Nullable World worldOf(Environment environment) {
        return environment instanceof SimulatedEnvironment simulated ? simulated.world() : null;
    }

    private final class Reader implements SplitReader<T, ScriptedSplit> {
        private final ScriptedSplit split;
        private final Script<T> script;
        private final Environment environment;
        private int position;
        private long pausedUntil;

        Reader(ScriptedSplit split, Environment environment) {
            this.split = split;
            this.script = scripts.get(split.index());
            this.environment = environment;
            this.position = split.position();
        }

        @Override
        public Status read(SourceOutput<T> output, int maxRecords) {
            World world = worldOf(environment);
            if (world != null) {
                world.maybeFailTask("read");
            }
            if (pausedUntil > environment.clockMillis()) {
                return Status.NOTHING_NOW;
            }
            pausedUntil = 0;
            for (int read = 0; read < maxRecords && position < script.elements().size(); read++) {
                output.collect(script.elements().get(position++));
                if (script.pauseEvery() > 0 && position % script.pauseEvery() == 0) {
                    pausedUntil = environment.clockMillis() + script.pauseMillis();
                    return Status.NOTHING_NOW;
                }
            }
            if (position < script.elements().size()) {
                return Status.MORE;
            }
            return boundedness == Boundedness.BOUNDED ? Status.END : Status.NOTHING_NOW;
        }

        @Override
        public long retryAtMillis(long nowMillis) {
            return Math.max(nowMillis + 1, pausedUntil);
        }

        @Override
        public ScriptedSplit position() {
            World world = worldOf(environment);
            int told = world == null || position == 0
                    ? position
                    : position + world.hooks().positionShift();
            return new ScriptedSplit(
                    split.splitId(),
                    split.index(),
                    Math.min(told, script.elements().size()));
        }

        @Override
        public void close() {}
    }
}
