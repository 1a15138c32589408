/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.simulation;

import io.millrace.connector.Sink;
import io.millrace.connector.TwoPhaseCommitSink;
import io.millrace.data.CheckpointBarrier;
import io.millrace.data.EndOfInput;
import io.millrace.data.RecordBatch;
import io.millrace.data.StreamElement;
import io.millrace.data.Watermark;
import io.millrace.environment.Storage;
import io.millrace.graph.Exchange;
import io.millrace.graph.JobEdge;
import io.millrace.graph.JobGraph;
import io.millrace.graph.JobNode;
import io.millrace.operator.OperatorFactory;
import io.millrace.operator.SinkOperator;
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
enum PlantedBug {
    CHANNEL_DROPS_BATCH(() -> channels((element, channel, ready, world) -> {
        if (!(element instanceof RecordBatch && world.random().chance(0.02))) {
            ready.add(element);
        }
    })),
    CHANNEL_REPEATS_BATCH(() -> channels((element, channel, ready, world) -> {
        if (element instanceof RecordBatch batch && world.random().chance(0.02)) {
            ready.add(batch.copy());
        }
        ready.add(element);
    })),
    BATCH_IS_OVERTAKEN(() -> channels((element, channel, ready, world) -> {
        if (element instanceof RecordBatch && world.random().chance(0.5)) {
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
    BARRIER_OVERTAKES_BATCH(() -> channels((element, channel, ready, world) -> {
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
    END_OVERTAKES_BATCH(() -> channels((element, channel, ready, world) -> {
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
    ACTIVATION_IS_LOST(() -> new WorldHooks() {
        @Override
        public boolean activates(World world) {
            return !world.random().chance(0.01);
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
    CHANGED_KEY_IS_NOT_WRITTEN(() -> operators(PlantedOperator.Bug.FORGETS_CHANGED_ROW)),
    DELETED_KEY_IS_NOT_WRITTEN(() -> operators(PlantedOperator.Bug.FORGETS_DELETION)),
    FILES_IN_USE_ARE_DELETED(() -> storage(LyingStorage.Lie.DELETE)),
    KEYS_GO_TO_WRONG_TASK_AFTER_RESCALE(() -> nodes(node -> with(
            node,
            node.factory(),
            node.inputs().stream().map(PlantedBug::byModulo).toList(),
            node.sink())));

    private final Supplier<WorldHooks> hooks;

    PlantedBug(Supplier<WorldHooks> hooks) {
        this.hooks = hooks;
    }

    Supplier<WorldHooks> hooks() {
        return hooks;
    }

    // Channels

    private interface Tamper {
        void pass(StreamElement element, PlantedChannel channel, ArrayDeque<StreamElement> ready, World world);
    }

    private static WorldHooks channels(Tamper tamper) {
        return new WorldHooks() {
            @Override
            public Channel channel(Channel channel, TaskId reader, World world) {
                return new PlantedChannel(channel) {
                    @Override
                    void pass(StreamElement element, ArrayDeque<StreamElement> ready) {
                        tamper.pass(element, this, ready, world);
                    }
                };
            }
        };
    }

    /** All channels into a task show the highest watermark of any of them. */
    private static final class HighestWatermark implements WorldHooks {
        private final Map<TaskId, Long> highest = new LinkedHashMap<>();

        @Override
        public JobGraph graph(JobGraph graph, World world) {
            highest.clear();
            return graph;
        }

        @Override
        public Channel channel(Channel channel, TaskId reader, World world) {
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
            public Storage storage(Storage storage, World world) {
                return new LyingStorage(storage, lie);
            }
        };
    }

    // The job

    private static WorldHooks nodes(UnaryOperator<JobNode> change) {
        return new WorldHooks() {
            @Override
            public JobGraph graph(JobGraph graph, World world) {
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

    private static WorldHooks operators(PlantedOperator.Bug bug) {
        return nodes(node -> node.source() != null || node.sink() != null
                ? node
                : with(node, () -> new PlantedOperator(node.factory().create(), bug), node.inputs(), null));
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
