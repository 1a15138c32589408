/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.campaign.planted;

import io.millrace.campaign.shape.Shapes;
import io.millrace.connector.Sink;
import io.millrace.connector.TwoPhaseCommitSink;
import io.millrace.data.CheckpointBarrier;
import io.millrace.data.EndOfInput;
import io.millrace.data.IdleStatus;
import io.millrace.data.RecordBatch;
import io.millrace.data.StreamElement;
import io.millrace.data.Watermark;
import io.millrace.environment.Storage;
import io.millrace.graph.Exchange;
import io.millrace.graph.JobEdge;
import io.millrace.graph.JobGraph;
import io.millrace.graph.JobNode;
import io.millrace.operator.Operator;
import io.millrace.operator.OperatorFactory;
import io.millrace.operator.SinkOperator;
import io.millrace.operator.SliceCombineOperator;
import io.millrace.operator.SourceDriver;
import io.millrace.simulation.Randomness;
import io.millrace.simulation.Scenario;
import io.millrace.simulation.WorldHooks;
import io.millrace.store.KeyHash;
import io.millrace.task.Channel;
import io.millrace.task.TaskId;
import java.util.ArrayDeque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Bugs that a stream processor might well have, put between the job and its world. They measure whether the simulation
 * can see.
 */
public enum PlantedBug {
    CHANNEL_DROPS_BATCH(() -> channels((element, channel, ready, random) -> {
        if (!(element instanceof RecordBatch && random.chance(0.02))) {
            ready.add(element);
        }
    })),
    CHANNEL_REPEATS_BATCH(() -> channels((element, channel, ready, random) -> {
        if (element instanceof RecordBatch batch && random.chance(0.02)) {
            ready.add(batch.copy());
        }
        ready.add(element);
    })),
    BATCH_IS_OVERTAKEN(() -> channels((element, channel, ready, random) -> {
        if (element instanceof RecordBatch && random.chance(0.5)) {
            StreamElement second = channel.following();
            if (second instanceof RecordBatch || second instanceof Watermark) {
                ready.add(second);
                ready.add(element);
                return;
            }
            ready.add(element);
            if (second != null) {
                ready.add(second);
            }
            return;
        }
        ready.add(element);
    })),
    BARRIER_OVERTAKES_BATCH(() -> channels((element, channel, ready, random) -> {
        if (element instanceof RecordBatch) {
            StreamElement second = channel.following();
            if (second instanceof CheckpointBarrier) {
                ready.add(second);
                ready.add(element);
                return;
            }
            ready.add(element);
            if (second != null) {
                ready.add(second);
            }
            return;
        }
        ready.add(element);
    })),
    END_OVERTAKES_BATCH(() -> channels((element, channel, ready, random) -> {
        if (element instanceof RecordBatch) {
            StreamElement second = channel.following();
            StreamElement third = second instanceof Watermark ? channel.following() : null;
            if (third instanceof EndOfInput) {
                ready.add(third);
                return;
            }
            ready.add(element);
            if (second != null) {
                ready.add(second);
            }
            if (third != null) {
                ready.add(third);
            }
            return;
        }
        ready.add(element);
    })),
    WATERMARK_IS_HIGHEST_OF_CHANNELS(HighestWatermark::new),
    /** FLINK-40504: who was idle once takes no part in the watermark any more. */
    IDLE_WRITER_STAYS_IDLE(
            "waking-up",
            () -> channels((element, channel, ready, random) -> {
                if (!(element instanceof IdleStatus status && !status.idle())) {
                    ready.add(element);
                }
            })),
    ACTIVATION_IS_LOST(() -> new WorldHooks() {
        @Override
        public boolean activates(Randomness random) {
            return !random.chance(0.01);
        }
    }),
    RENAME_IS_NOT_DURABLE(() -> storage(LyingStorage.Lie.RENAME)),
    SYNC_DOES_NOTHING(() -> storage(LyingStorage.Lie.SYNC)),
    SOURCE_POSITION_IS_BEHIND(() -> sources(-1)),
    SOURCE_POSITION_IS_AHEAD(() -> sources(1)),
    COMMITS_BEFORE_CHECKPOINT(() -> sinks(PlantedSink.Bug.COMMITS_EARLY)),
    FORGETS_TO_COMMIT_AFTER_RESTORE(() -> sinks(PlantedSink.Bug.NO_COMMIT_AFTER_RESTORE)),
    FORGETS_TO_ABORT(() -> sinks(PlantedSink.Bug.NO_ABORT)),
    SNAPSHOT_IS_TAKEN_LATE(() -> operators(PlantedOperator.Bug.LATE_SNAPSHOT)),
    SNAPSHOT_FORGETS_A_KEY(() -> operators(PlantedOperator.Bug.FORGETS_ROW)),
    /** FLINK-15406: timers are no part of the snapshot. */
    SNAPSHOT_FORGETS_TIMERS(() -> operators(PlantedOperator.Bug.FORGETS_TIMERS)),
    /** FLINK-26063. */
    TIMERS_ARE_WRITTEN_UNDER_WRONG_KEY_GROUP(() -> operators(PlantedOperator.Bug.TIMERS_OF_WRONG_KEY_GROUP)),
    /** FLINK-4884. */
    SNAPSHOT_FORGETS_MERGED_WINDOWS(() -> operators(PlantedOperator.Bug.FORGETS_MERGED_WINDOWS)),
    /** FLINK-36663. */
    WATERMARK_IS_FORGOTTEN(() -> operators(PlantedOperator.Bug.FORGETS_WATERMARK)),
    /** flink-agents #824. */
    UNION_LIST_IS_WRITTEN_BY_ALL_WHO_GOT_IT("union-list-state", () -> operators(PlantedOperator.Bug.UNION_GHOSTS)),
    /** FLINK-32828. */
    RESTORED_SPLIT_COUNTS_WITH_ITS_FIRST_RECORD(() -> nodes(node -> node.source() == null
            ? node
            : with(node, () -> new PlantedSource((SourceDriver) node.factory().create()), node.inputs(), null))),
    CHANGED_KEY_IS_NOT_WRITTEN(() -> operators(PlantedOperator.Bug.FORGETS_CHANGED_ROW)),
    /** Rare elsewhere: it takes a key that goes, no restart until the checkpoint behind, and one before the next. */
    DELETED_KEY_IS_NOT_WRITTEN("processing-sessions", () -> operators(PlantedOperator.Bug.FORGETS_DELETION)),
    FILES_IN_USE_ARE_DELETED(() -> storage(LyingStorage.Lie.DELETE)),
    KEYS_GO_TO_WRONG_TASK_AFTER_RESCALE(() -> nodes(node -> with(
            node,
            node.factory(),
            node.inputs().stream().map(PlantedBug::byModulo).toList(),
            node.sink())));

    private final @Nullable String shape;
    private final Supplier<WorldHooks> hooks;

    PlantedBug(Supplier<WorldHooks> hooks) {
        this(null, hooks);
    }

    /** @param shape the only one in which the bug shows, or null */
    PlantedBug(@Nullable String shape, Supplier<WorldHooks> hooks) {
        this.shape = shape;
        this.hooks = hooks;
    }

    /** Returns the shapes to look for the bug in. */
    public List<Scenario> shapes() {
        return shape == null ? Shapes.all() : List.of(Shapes.named(shape));
    }

    /** Returns what makes the hooks of one run. */
    public Supplier<WorldHooks> hooks() {
        return hooks;
    }

    // Channels

    private interface Tamper {
        void pass(StreamElement element, PlantedChannel channel, ArrayDeque<StreamElement> ready, Randomness random);
    }

    private static WorldHooks channels(Tamper tamper) {
        return new WorldHooks() {
            @Override
            public Channel channel(Channel channel, TaskId reader, Randomness random) {
                return new PlantedChannel(channel) {
                    @Override
                    void pass(StreamElement element, ArrayDeque<StreamElement> ready) {
                        tamper.pass(element, this, ready, random);
                    }
                };
            }
        };
    }

    /** All channels into a task show the highest watermark of any of them. */
    private static final class HighestWatermark implements WorldHooks {
        private final Map<TaskId, Long> highest = new LinkedHashMap<>();

        @Override
        public JobGraph graph(JobGraph graph) {
            highest.clear();
            return graph;
        }

        @Override
        public Channel channel(Channel channel, TaskId reader, Randomness random) {
            return new PlantedChannel(channel) {
                @Override
                void pass(StreamElement element, ArrayDeque<StreamElement> ready) {
                    if (element instanceof Watermark watermark) {
                        ready.add(new Watermark(highest.merge(reader, watermark.timestamp(), Math::max)));
                    } else {
                        if (highest.containsKey(reader)) {
                            ready.add(new Watermark(highest.get(reader)));
                        }
                        ready.add(element);
                    }
                }
            };
        }
    }

    // Storage

    private static WorldHooks storage(LyingStorage.Lie lie) {
        return new WorldHooks() {
            @Override
            public Storage storage(Storage storage) {
                return new LyingStorage(storage, lie);
            }
        };
    }

    // The job

    private static WorldHooks nodes(UnaryOperator<JobNode> change) {
        return new WorldHooks() {
            @Override
            public JobGraph graph(JobGraph graph) {
                return new JobGraph(
                        graph.name(), graph.nodes().stream().map(change).toList(), graph.configuration());
            }
        };
    }

    private static JobNode with(JobNode node, OperatorFactory factory, List<JobEdge> inputs, @Nullable Sink<?> sink) {
        return new JobNode(
                node.id(),
                node.name(),
                node.uid(),
                node.parallelism(),
                node.maxParallelism(),
                factory,
                inputs,
                node.source(),
                sink);
    }

    private static JobEdge byModulo(JobEdge edge) {
        if (edge.exchange() instanceof Exchange.Keyed keyed) {
            Exchange modulo = new Exchange.Custom(
                    (key, partitions) -> Math.floorMod(KeyHash.of(key), partitions), keyed.keySelector());
            return new JobEdge(edge.source(), edge.sideOutput(), modulo, edge.input());
        }
        return edge;
    }

    /** A batch looks at the classes of its operators, and takes checkpoints at its end alone: it is left as it is. */
    static WorldHooks operators(PlantedOperator.Bug bug) {
        WorldHooks streams = nodes(node -> node.source() != null || node.sink() != null
                ? node
                : with(node, () -> planted(node.factory().create(), bug), node.inputs(), null));
        return new WorldHooks() {
            @Override
            public JobGraph graph(JobGraph graph) {
                return graph.configuration().batch() == null ? streams.graph(graph) : graph;
            }
        };
    }

    /** What folds in front of an exchange has no state, and its task knows it by its class. */
    private static Operator planted(Operator operator, PlantedOperator.Bug bug) {
        return operator instanceof SliceCombineOperator ? operator : new PlantedOperator(operator, bug);
    }

    private static WorldHooks sources(int shift) {
        return new WorldHooks() {
            @Override
            public int positionShift() {
                return shift;
            }
        };
    }

    private static WorldHooks sinks(PlantedSink.Bug bug) {
        return nodes(node -> {
            Sink<?> sink = node.sink();
            if (sink instanceof TwoPhaseCommitSink<?, ?, ?> twoPhase) {
                PlantedSink<?, ?, ?> planted = new PlantedSink<>(twoPhase, bug);
                return with(node, () -> new SinkOperator(planted), node.inputs(), planted);
            }
            return node;
        });
    }
}
