/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.campaign.shape;

import static io.millrace.campaign.shape.EventScenario.exact;

import io.millrace.function.Collector;
import io.millrace.function.FlatMapFunction;
import io.millrace.function.MapFunction;
import io.millrace.process.CheckpointedFunction;
import io.millrace.process.FunctionInitializationContext;
import io.millrace.process.FunctionSnapshotContext;
import io.millrace.process.RichMapFunction;
import io.millrace.simulation.Outputs;
import io.millrace.simulation.Randomness;
import io.millrace.simulation.Scenario;
import io.millrace.simulation.SimulationFailure;
import io.millrace.state.ListState;
import io.millrace.state.ListStateDescriptor;
import io.millrace.stream.StreamExecutionEnvironment;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Jobs whose functions keep state that belongs to a subtask and not to a key. */
final class OperatorStateShapes {
    private static final int MAX_HELD = 8;

    private OperatorStateShapes() {}

    static List<Scenario> all() {
        return List.of(
                exact(
                        "operator-state",
                        stream -> stream.map(new CountingAll()).setParallelism(1),
                        OperatorStateShapes::countedAll),
                exact(
                        "union-list-state",
                        stream -> stream.partitionCustom(
                                        (key, partitions) -> Math.floorMod(key, partitions), Event::key)
                                .map(new CountingByKey()),
                        OperatorStateShapes::countedByKey),
                exact(
                        "union-list-state-in-source-chain",
                        stream -> stream.map(new CountingWhatComes()),
                        OperatorStateShapes::countedByKey),
                new HoldingBack());
    }

    // One number for all, in a value that is changed in place

    private static final class CountingAll implements MapFunction<Event, Result>, CheckpointedFunction {
        private final List<Long> own = new ArrayList<>();

        @SuppressWarnings("NullAway.Init") // set in open
        private transient ListState<List<Long>> state;

        @Override
        public Result map(Event value) {
            own.set(0, own.get(0) + 1);
            return new Result("n", own.get(0), 0, 0);
        }

        @Override
        public void initializeState(FunctionInitializationContext context) throws Exception {
            state = context.getOperatorStateStore().getListState(new ListStateDescriptor<>("counts"));
            own.add(0L);
            for (List<Long> count : state.get()) {
                own.set(0, own.get(0) + count.get(0));
            }
            state.update(List.of(own));
        }

        @Override
        public void snapshotState(FunctionSnapshotContext context) {
            // the state holds the list itself, as it is now
        }
    }

    private static List<?> countedAll(List<Event> events) {
        List<Result> expected = new ArrayList<>();
        for (int i = 1; i <= events.size(); i++) {
            expected.add(new Result("n", i, 0, 0));
        }
        return expected;
    }

    // One number a key, for keys that a partitioner of the job's own deals out

    /**
     * One element of the union state.
     *
     * @param count how many events of the key there were
     */
    record Count(int key, long count) {}

    private static final class CountingByKey extends RichMapFunction<Event, Result> implements CheckpointedFunction {
        private final Map<Integer, Long> counts = new LinkedHashMap<>();

        @SuppressWarnings("NullAway.Init") // set in open
        private transient ListState<Count> state;

        @Override
        public Result map(Event value) {
            long count = counts.merge(value.key(), 1L, Long::sum);
            return new Result("count", value.key(), value.id(), count);
        }

        @Override
        public void initializeState(FunctionInitializationContext context) throws Exception {
            state = context.getOperatorStateStore().getUnionListState(new ListStateDescriptor<>("counts", Count.class));
            int subtasks = getRuntimeContext().getTaskInfo().getNumberOfParallelSubtasks();
            int subtask = getRuntimeContext().getTaskInfo().getIndexOfThisSubtask();
            for (Count count : state.get()) {
                if (Math.floorMod(count.key(), subtasks) == subtask && counts.put(count.key(), count.count()) != null) {
                    throw new SimulationFailure("Two subtasks wrote the count of key " + count.key());
                }
            }
        }

        @Override
        public void snapshotState(FunctionSnapshotContext context) {
            List<Count> own = new ArrayList<>();
            counts.forEach((key, count) -> own.add(new Count(key, count)));
            state.update(own);
        }
    }

    /**
     * Fused to a source, of which some subtasks end early (SEMANTICS 20) and whose splits change subtask. Every subtask knows
     * the counts of all keys and goes on with those whose events come to it.
     */
    private static final class CountingWhatComes extends RichMapFunction<Event, Result>
            implements CheckpointedFunction {
        private final Map<Integer, Long> known = new LinkedHashMap<>();
        private final Set<Integer> here = new LinkedHashSet<>();

        @SuppressWarnings("NullAway.Init") // set in open
        private transient ListState<Count> state;

        @Override
        public Result map(Event value) {
            here.add(value.key());
            return new Result("count", value.key(), value.id(), known.merge(value.key(), 1L, Long::sum));
        }

        @Override
        public void initializeState(FunctionInitializationContext context) throws Exception {
            state = context.getOperatorStateStore().getUnionListState(new ListStateDescriptor<>("counts", Count.class));
            for (Count count : state.get()) {
                known.merge(count.key(), count.count(), Math::max);
            }
        }

        @Override
        public void snapshotState(FunctionSnapshotContext context) {
            int subtasks = getRuntimeContext().getNumberOfParallelSubtasks();
            int subtask = getRuntimeContext().getIndexOfThisSubtask();
            List<Count> own = new ArrayList<>();
            known.forEach((key, count) -> {
                if (here.contains(key) || Math.floorMod(key, subtasks) == subtask) {
                    own.add(new Count(key, count));
                }
            });
            state.update(own);
        }
    }

    private static List<?> countedByKey(List<Event> events) {
        List<Result> expected = new ArrayList<>();
        Events.grouped(events, Event::key).forEach((key, group) -> {
            for (int i = 0; i < group.size(); i++) {
                expected.add(new Result("count", key, group.get(i).id(), i + 1));
            }
        });
        return expected;
    }

    // Each subtask holds its last event back

    private static final class HoldLast implements FlatMapFunction<Event, Integer>, CheckpointedFunction {
        @SuppressWarnings("NullAway.Init") // set in open
        private transient ListState<Integer> held;

        @Override
        public void flatMap(Event value, Collector<Integer> out) throws Exception {
            for (int id : held.get()) {
                out.collect(id);
            }
            held.update(List.of(value.id()));
        }

        @Override
        public void initializeState(FunctionInitializationContext context) throws Exception {
            held = context.getOperatorStateStore().getListState(new ListStateDescriptor<>("held", Integer.class));
        }

        @Override
        public void snapshotState(FunctionSnapshotContext context) {
            // nothing is held outside of the state
        }
    }

    /** No event comes twice, and at the end no more are missing than there are subtasks to hold them. */
    private static final class HoldingBack implements Scenario {
        @Override
        public String name() {
            return "operator-list-state";
        }

        @Override
        public Run draw(Randomness random) {
            Events events = Events.draw(random, 0);
            return new Run() {
                @Override
                public void build(StreamExecutionEnvironment environment) {
                    EventScenario.sink(
                            events.stream(environment).rebalance().flatMap(new HoldLast()), EventScenario.OUT);
                }

                @Override
                public void verify(Outputs outputs) {
                    List<Integer> rows = outputs.rows(EventScenario.OUT);
                    Set<Integer> missing = new LinkedHashSet<>();
                    events.all().forEach(event -> missing.add(event.id()));
                    for (int id : rows) {
                        if (!missing.remove(id)) {
                            throw new SimulationFailure("Event " + id + " came twice, or never went in");
                        }
                    }
                    if (missing.size() > MAX_HELD) {
                        throw new SimulationFailure("These events were lost: " + missing);
                    }
                }
            };
        }
    }
}
