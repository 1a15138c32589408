/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.simulation;

import io.millrace.function.OutputTag;
import io.millrace.graph.GraphCompiler;
import io.millrace.graph.JobConfiguration;
import io.millrace.graph.JobConfiguration.ResumeMode;
import io.millrace.graph.JobGraph;
import io.millrace.graph.JobNode;
import io.millrace.graph.RestartSettings;
import io.millrace.operator.OperatorFactory;
import io.millrace.stream.DataStream;
import io.millrace.stream.SingleOutputStreamOperator;
import io.millrace.stream.StreamExecutionEnvironment;
import io.millrace.task.JobListener;
import io.millrace.task.JobMaster;
import io.millrace.task.JobStatus;
import io.millrace.task.OperatorTask;
import io.millrace.time.WatermarkStrategy;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What the harnesses for one and for two inputs have in common: the part of a program under test runs in a calm world,
 * by the production master and tasks, and each call returns when nothing is left to do at the current time.
 *
 * @param <O> the type of the elements that come out
 */
public abstract sealed class OperatorHarness<O> implements AutoCloseable permits TestHarness, TwoInputTestHarness {
    private static final String CHECKPOINTS = "checkpoints";
    private static final long SEED = 1;

    /** The part of a program under test. */
    interface Segment<O> {
        DataStream<O> apply(StreamExecutionEnvironment environment, List<HarnessInput<?>> inputs);
    }

    private final Segment<O> segment;
    private final List<OutputTag<?>> tags;
    private final List<HarnessInput<?>> inputs = new ArrayList<>();
    private final HarnessOutput<O> output = new HarnessOutput<>();
    private final Map<OutputTag<?>, HarnessOutput<Object>> sideOutputs = new LinkedHashMap<>();
    private final World world;
    private final SimulatedJobHost host;
    private final JobMaster master;
    private @Nullable Throwable failure;

    OperatorHarness(
            Segment<O> segment,
            int inputCount,
            int parallelism,
            List<OutputTag<?>> tags,
            @Nullable HarnessSnapshot snapshot) {
        this.segment = segment;
        this.tags = List.copyOf(tags);
        for (int input = 0; input < inputCount; input++) {
            inputs.add(new HarnessInput<>());
        }
        this.world = new World(new Randomness(SEED), Swarm.calm(parallelism), WorldHooks.NONE);
        world.setClock(snapshot == null ? 0 : snapshot.processingTime());
        if (snapshot != null) {
            world.storage().load(snapshot.files());
        }
        this.host = new SimulatedJobHost(world);
        JobGraph graph = graph(parallelism, snapshot != null);
        this.master = new JobMaster(GraphCompiler.compile(graph), host, new JobListener() {
            @Override
            public void onStatus(JobStatus status, @Nullable Throwable cause) {
                failure = cause;
            }
        });
        host.post(master::start);
        run();
    }

    private JobGraph graph(int parallelism, boolean restored) {
        StreamExecutionEnvironment environment = StreamExecutionEnvironment.createLocalEnvironment(parallelism);
        DataStream<O> result = segment.apply(environment, inputs);
        Map<Object, OperatorFactory> factories = new LinkedHashMap<>();
        for (HarnessInput<?> input : inputs) {
            factories.put(input, input::driver);
        }
        result.sinkTo(output).setParallelism(1).name("Harness output");
        factories.put(output, output::collector);
        for (OutputTag<?> tag : tags) {
            if (!(result instanceof SingleOutputStreamOperator<O> operator)) {
                throw new IllegalArgumentException(
                        "Side outputs are those of the last operator, but the segment ends with none");
            }
            HarnessOutput<Object> side = new HarnessOutput<>();
            sideOutputs.put(tag, side);
            factories.put(side, side::collector);
            sink(operator.getSideOutput(tag), side, tag.getId());
        }
        JobGraph graph = environment.getJobGraph("harness");
        List<JobNode> nodes = new ArrayList<>();
        for (JobNode node : graph.nodes()) {
            Object end = node.source() == null ? node.sink() : node.source();
            OperatorFactory factory = end == null ? null : factories.get(end);
            nodes.add(
                    factory == null
                            ? node
                            : new JobNode(
                                    node.id(),
                                    node.name(),
                                    node.uid(),
                                    node.parallelism(),
                                    node.maxParallelism(),
                                    factory,
                                    node.inputs(),
                                    node.source(),
                                    node.sink()));
        }
        return new JobGraph(
                graph.name(),
                nodes,
                new JobConfiguration(
                        null,
                        CHECKPOINTS,
                        1,
                        restored ? ResumeMode.NEWEST : ResumeMode.FRESH,
                        new RestartSettings.None(),
                        1,
                        graph.configuration().jobParameters()));
    }

    @SuppressWarnings("unchecked")
    private static void sink(DataStream<?> stream, HarnessOutput<Object> side, String name) {
        ((DataStream<Object>) stream).sinkTo(side).setParallelism(1).name("Harness output " + name);
    }

    static <T> DataStream<T> source(StreamExecutionEnvironment environment, HarnessInput<?> input, int number) {
        @SuppressWarnings("unchecked")
        HarnessInput<T> typed = (HarnessInput<T>) input;
        String name = "harness-input-" + number;
        return environment
                .fromSource(typed, WatermarkStrategy.noWatermarks(), name)
                .uid(name)
                .setParallelism(1);
    }

    final Segment<O> segment() {
        return segment;
    }

    final List<OutputTag<?>> tags() {
        return tags;
    }

    final void feed(int input, Consumer<HarnessInput<?>> action) {
        action.accept(inputs.get(input));
        for (OperatorTask task : master.tasks()) {
            if (task.stage().head().source() == inputs.get(input)) {
                host.activate(task.id());
            }
        }
        run();
    }

    private void run() {
        host.runUntilQuiet();
        SimulationFailure wrong = world.failure();
        if (wrong != null) {
            throw wrong;
        }
        Throwable cause = failure;
        if (cause != null) {
            throw new IllegalStateException("The job failed: " + cause, cause);
        }
    }

    /** Lets everything happen that has become possible, such as the answer to an asynchronous request. */
    public void proceed() {
        run();
    }

    /** Sets processing time, and lets the timers fire that are due. */
    public void setProcessingTime(long millis) {
        world.setClock(millis);
        host.wakeAll();
        run();
    }

    public long getProcessingTime() {
        return world.clockMillis();
    }

    /** Returns all elements that came out since the last {@link #clearOutput}. */
    public List<O> output() {
        return values(output);
    }

    /** Returns the elements that came out, with their timestamps. */
    public List<EmittedRecord<O>> outputRecords() {
        return List.copyOf(output.records());
    }

    private static <T> List<T> values(HarnessOutput<T> from) {
        return from.records().stream().map(EmittedRecord::value).toList();
    }

    /** Returns the watermarks that came out. */
    public List<Long> watermarks() {
        return List.copyOf(output.watermarks());
    }

    /**
     * Returns the elements that came out of a side output.
     *
     * @param tag one of those that the harness was made with
     */
    @SuppressWarnings("unchecked")
    public <X> List<X> sideOutput(OutputTag<X> tag) {
        HarnessOutput<Object> side = sideOutputs.get(tag);
        if (side == null) {
            throw new IllegalArgumentException(
                    tag + " is not watched: name it where the harness is made, beside " + tags);
        }
        return (List<X>) values(side);
    }

    public void clearOutput() {
        output.records().clear();
        output.watermarks().clear();
        sideOutputs.values().forEach(side -> side.records().clear());
    }

    /** Takes a checkpoint. */
    public HarnessSnapshot snapshot() {
        List<Throwable> failures = new ArrayList<>();
        List<Long> ids = new ArrayList<>();
        master.triggerCheckpoint((id, cause) -> {
            if (id != null) {
                ids.add(id);
            } else if (cause != null) {
                failures.add(cause);
            }
        });
        run();
        if (ids.isEmpty()) {
            throw new IllegalStateException(
                    "The checkpoint was not completed", failures.isEmpty() ? null : failures.get(0));
        }
        return new HarnessSnapshot(world.storage().save(), world.clockMillis(), keys());
    }

    private long keys() {
        return master.tasks().stream().mapToLong(task -> task.metrics().keys).sum();
    }

    /** Returns how many keys have state, over all operators. Takes a checkpoint to find out. */
    public long numKeyedStateEntries() {
        return snapshot().keys();
    }

    /** Returns the sum of a counter over all tasks and operators. */
    public long counter(String name) {
        return master.tasks().stream()
                .flatMap(task -> task.metrics().counters().entrySet().stream())
                .filter(counter -> counter.getKey().endsWith("." + name))
                .mapToLong(Map.Entry::getValue)
                .sum();
    }

    /** Returns whether all input has ended and the job is done. */
    public boolean isFinished() {
        return master.status() == JobStatus.FINISHED;
    }

    /** Ends the job, and closes its operators. */
    @Override
    public void close() {
        master.cancel();
        host.runUntilQuiet();
    }
}
