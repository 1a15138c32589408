/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.campaign.planted;

import io.millrace.connector.Sink;
import io.millrace.connector.Source;
import io.millrace.connector.TwoPhaseCommitSink;
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
import io.millrace.simulation.WorldHooks;
import io.millrace.store.KeyHash;
import io.millrace.task.Channel;
import io.millrace.task.TaskId;
import java.util.ArrayDeque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Where bugs are put: into channels, storage, or the operators, sources and sinks of a job. Each call is for one world. */
final class Planting {
    private Planting() {}

    /**
     * Hooks of planted bugs, many of which make a job hang. Records that are all right stand still for a few thousand events
     * at most, when faults are over.
     */
    private abstract static class Hooks implements WorldHooks {
        @Override
        public int patience() {
            return 30_000;
        }
    }

    // Channels

    /** Puts what the reader shall get instead of an element into {@code ready}. */
    interface Tamper {
        void pass(StreamElement element, PlantedChannel channel, ArrayDeque<StreamElement> ready, Randomness random);
    }

    static WorldHooks channels(Tamper tamper) {
        return new Hooks() {
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
    static final class HighestWatermark extends Hooks {
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

    static WorldHooks lostActivations() {
        return new Hooks() {
            @Override
            public boolean activates(Randomness random) {
                return !random.chance(0.01);
            }
        };
    }

    // Storage

    static WorldHooks storage(LyingStorage.Lie lie) {
        Moments moments = new Moments();
        return new Hooks() {
            @Override
            public JobGraph graph(JobGraph graph) {
                moments.processStarts();
                return graph;
            }

            @Override
            public Storage storage(Storage storage) {
                return new LyingStorage(storage, lie, moments);
            }
        };
    }

    // The job

    private static JobGraph changed(JobGraph graph, UnaryOperator<JobNode> change) {
        return new JobGraph(graph.name(), graph.nodes().stream().map(change).toList(), graph.configuration());
    }

    static WorldHooks nodes(UnaryOperator<JobNode> change) {
        return new Hooks() {
            @Override
            public JobGraph graph(JobGraph graph) {
                return changed(graph, change);
            }
        };
    }

    private static JobNode with(
            JobNode node,
            OperatorFactory factory,
            List<JobEdge> inputs,
            @Nullable Source<?, ?> source,
            @Nullable Sink<?> sink) {
        return new JobNode(
                node.id(),
                node.name(),
                node.uid(),
                node.parallelism(),
                node.maxParallelism(),
                factory,
                inputs,
                source,
                sink);
    }

    private static JobNode with(JobNode node, UnaryOperator<Operator> change) {
        return with(node, () -> change.apply(node.factory().create()), node.inputs(), node.source(), node.sink());
    }

    /** Deals keys out by their hash and the number of subtasks, while their state lies in key groups. */
    static WorldHooks exchangesByModulo() {
        return nodes(node -> with(
                node,
                node.factory(),
                node.inputs().stream().map(Planting::byModulo).toList(),
                node.source(),
                node.sink()));
    }

    private static JobEdge byModulo(JobEdge edge) {
        if (edge.exchange() instanceof Exchange.Keyed keyed) {
            Exchange modulo = new Exchange.Custom(
                    (key, partitions) -> Math.floorMod(KeyHash.of(key), partitions), keyed.keySelector());
            return new JobEdge(edge.source(), edge.sideOutput(), modulo, edge.input());
        }
        return edge;
    }

    // Operators

    static WorldHooks operators(PlantedOperator.Bug bug) {
        return ofStreams(nodes(node -> isBetween(node) ? with(node, operator -> planted(operator, bug)) : node));
    }

    static WorldHooks sinkOperators(PlantedOperator.Bug bug) {
        return ofStreams(nodes(node -> node.sink() == null ? node : with(node, operator -> planted(operator, bug))));
    }

    static WorldHooks windows(PlantedWindows.Bug bug) {
        return ofStreams(nodes(node -> with(node, operator -> PlantedWindows.planted(operator, bug))));
    }

    /** A batch looks at the classes of its operators, and takes checkpoints at its end alone: it is left as it is. */
    private static WorldHooks ofStreams(WorldHooks hooks) {
        return new Hooks() {
            @Override
            public JobGraph graph(JobGraph graph) {
                return graph.configuration().batch() == null ? hooks.graph(graph) : graph;
            }
        };
    }

    private static boolean isBetween(JobNode node) {
        return node.source() == null && node.sink() == null;
    }

    /** What folds in front of an exchange has no state, and its task knows it by its class. */
    private static boolean isCombiner(Operator operator) {
        return operator instanceof SliceCombineOperator;
    }

    private static Operator planted(Operator operator, PlantedOperator.Bug bug) {
        return isCombiner(operator) ? operator : new PlantedOperator(operator, bug);
    }

    /** Time goes wrong; in a batch there is none. */
    static WorldHooks time(PlantedTime.Bug bug) {
        return atMoments(bug == PlantedTime.Bug.STOP_IS_THE_END, moments -> node -> {
            if (isBetween(node)) {
                return with(
                        node, operator -> isCombiner(operator) ? operator : new PlantedTime(operator, bug, moments));
            }
            return bug == PlantedTime.Bug.DRAIN_IS_NO_END && node.source() != null
                    ? with(
                            node,
                            operator -> new PlantedSource((SourceDriver) operator, PlantedSource.Bug.NONE, moments))
                    : node;
        });
    }

    // Sources

    static WorldHooks positions(int shift) {
        return new Hooks() {
            @Override
            public int positionShift() {
                return shift;
            }
        };
    }

    static WorldHooks sources(PlantedSource.Bug bug) {
        return atMoments(
                bug == PlantedSource.Bug.STOPPED_IS_WRITTEN_AS_ENDED,
                moments -> node -> node.source() == null
                        ? node
                        : with(node, operator -> new PlantedSource((SourceDriver) operator, bug, moments)));
    }

    static WorldHooks enumerators() {
        return nodes(node -> node.source() == null
                ? node
                : with(node, node.factory(), node.inputs(), new PlantedEnumerator<>(node.source()), null));
    }

    private interface AtMoments {
        UnaryOperator<JobNode> change(Moments moments);
    }

    /** @param stops whether somebody stops the job now and then */
    private static WorldHooks atMoments(boolean stops, AtMoments planting) {
        Moments moments = new Moments();
        return new Hooks() {
            @Override
            public JobGraph graph(JobGraph graph) {
                moments.processStarts();
                return graph.configuration().batch() == null ? changed(graph, planting.change(moments)) : graph;
            }

            @Override
            public Wish wish() {
                return stops && moments.stopsNow() ? Wish.STOP_WITH_SAVEPOINT : Wish.NOTHING;
            }
        };
    }

    // Sinks

    static WorldHooks sinks(PlantedSink.Bug bug) {
        PlantedSink.Outside outside = new PlantedSink.Outside();
        WorldHooks hooks = nodes(node -> {
            if (node.sink() instanceof TwoPhaseCommitSink<?, ?, ?> twoPhase) {
                PlantedSink<?, ?, ?> planted = new PlantedSink<>(twoPhase, bug, outside);
                return with(node, () -> new SinkOperator(planted), node.inputs(), null, planted);
            }
            return node;
        });
        return new Hooks() {
            @Override
            public JobGraph graph(JobGraph graph) {
                outside.newProcess();
                return hooks.graph(graph);
            }
        };
    }
}
