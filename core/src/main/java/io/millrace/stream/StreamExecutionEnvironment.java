/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.stream;

import io.millrace.connector.Boundedness;
import io.millrace.connector.Sink;
import io.millrace.connector.Source;
import io.millrace.connector.basic.CollectingSink;
import io.millrace.connector.basic.CollectionSource;
import io.millrace.connector.basic.SequenceSource;
import io.millrace.data.Batch;
import io.millrace.graph.BatchSettings;
import io.millrace.graph.Chaining;
import io.millrace.graph.CheckpointSettings;
import io.millrace.graph.Exchange;
import io.millrace.graph.GraphCompiler;
import io.millrace.graph.JobConfiguration;
import io.millrace.graph.JobConfiguration.ResumeMode;
import io.millrace.graph.JobEdge;
import io.millrace.graph.JobGraph;
import io.millrace.graph.JobNode;
import io.millrace.graph.RestartSettings;
import io.millrace.graph.SavepointRestoreSettings;
import io.millrace.graph.StateBackendSettings;
import io.millrace.operator.OperatorFactory;
import io.millrace.operator.SourceOperator;
import io.millrace.runner.JobClient;
import io.millrace.runner.JobExecutionResult;
import io.millrace.runner.Runner;
import io.millrace.snapshot.Folding;
import io.millrace.time.WatermarkStrategy;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Where a program starts: it makes streams from sources, holds the job's settings, and runs it. Not thread-safe. */
public final class StreamExecutionEnvironment {
    /** The number of key groups unless set. */
    public static final int DEFAULT_MAX_PARALLELISM = 128;

    /** The number of records of a split between two periodic watermarks unless set. */
    public static final int DEFAULT_WATERMARK_INTERVAL_RECORDS = 8 * Batch.CAPACITY;

    private static final String DEFAULT_JOB_NAME = "Millrace job";

    private final @Nullable Runner runner;
    private final List<StreamNode> nodes = new ArrayList<>();
    private final ExecutionConfig config = new ExecutionConfig(this);
    private final CheckpointConfig checkpointConfig = new CheckpointConfig(this);
    private final List<JobListener> jobListeners = new ArrayList<>();
    private final List<CollectedResults<?>> waitingResults = new ArrayList<>();
    private boolean chaining = true;
    private int parallelism;
    private int maxParallelism = DEFAULT_MAX_PARALLELISM;
    private @Nullable Duration checkpointInterval;
    private @Nullable String checkpointDirectory;
    private int retainedCheckpoints = 2;
    private boolean incrementalCheckpoints = true;
    private Duration minPauseBetweenCheckpoints = Duration.ZERO;
    private @Nullable Duration checkpointTimeout;
    private int tolerableCheckpointFailures;
    private StateBackendSettings stateBackend = StateBackendSettings.HASHMAP;
    private ResumeMode resumeMode = ResumeMode.FRESH;
    private @Nullable SavepointRestoreSettings savepoint;
    private @Nullable RestartSettings restart;
    private RuntimeExecutionMode runtimeMode = RuntimeExecutionMode.STREAMING;
    private long batchMemoryBytes = BatchSettings.DEFAULT_MEMORY_BYTES;
    private int watermarkIntervalRecords = DEFAULT_WATERMARK_INTERVAL_RECORDS;

    private StreamExecutionEnvironment(@Nullable Runner runner, int parallelism) {
        this.runner = runner;
        this.parallelism = parallelism;
    }

    /** Returns an environment that runs jobs in this JVM, with the runner that is on the class path. */
    public static StreamExecutionEnvironment getExecutionEnvironment() {
        return withRunner(Runner.find());
    }

    /** As {@link #getExecutionEnvironment}. */
    public static StreamExecutionEnvironment createLocalEnvironment() {
        return getExecutionEnvironment();
    }

    public static StreamExecutionEnvironment createLocalEnvironment(int parallelism) {
        return new StreamExecutionEnvironment(null, parallelism).setParallelism(parallelism);
    }

    /** Returns an environment whose jobs go to a runner of your choice, such as a simulation. */
    public static StreamExecutionEnvironment withRunner(Runner runner) {
        return new StreamExecutionEnvironment(runner, runner.defaultParallelism());
    }

    /** Sets how many subtasks operators have that do not say otherwise. */
    public StreamExecutionEnvironment setParallelism(int newParallelism) {
        requireParallelism(newParallelism);
        this.parallelism = newParallelism;
        return this;
    }

    /** Returns the settings that operators share; changing them changes this environment. */
    public ExecutionConfig getConfig() {
        return config;
    }

    /** Returns the settings of checkpoints; changing them changes this environment. */
    public CheckpointConfig getCheckpointConfig() {
        return checkpointConfig;
    }

    @Nullable
    Duration checkpointInterval() {
        return checkpointInterval;
    }

    @Nullable
    String checkpointDirectory() {
        return checkpointDirectory;
    }

    boolean incrementalCheckpoints() {
        return incrementalCheckpoints;
    }

    void setIncrementalCheckpoints(boolean incremental) {
        this.incrementalCheckpoints = incremental;
    }

    Duration minPauseBetweenCheckpoints() {
        return minPauseBetweenCheckpoints;
    }

    void setMinPauseBetweenCheckpoints(Duration minPause) {
        this.minPauseBetweenCheckpoints = minPause;
    }

    @Nullable
    Duration checkpointTimeout() {
        return checkpointTimeout;
    }

    int tolerableCheckpointFailures() {
        return tolerableCheckpointFailures;
    }

    void setTolerableCheckpointFailures(int number) {
        this.tolerableCheckpointFailures = number;
    }

    void setCheckpointTimeout(Duration timeout) {
        this.checkpointTimeout = timeout;
    }

    /** Makes every operator a stage of its own: slower, and each has metrics of its own. */
    public StreamExecutionEnvironment disableOperatorChaining() {
        chaining = false;
        return this;
    }

    public boolean isChainingEnabled() {
        return chaining;
    }

    /** Tells a listener of every job that this environment starts from now on. */
    public void registerJobListener(JobListener listener) {
        jobListeners.add(listener);
    }

    public List<JobListener> getJobListeners() {
        return Collections.unmodifiableList(jobListeners);
    }

    public void clearJobListeners() {
        jobListeners.clear();
    }

    public int getParallelism() {
        return parallelism;
    }

    /** Sets the number of key groups, the most subtasks that a keyed operator can ever have. Fixed once there is state. */
    public StreamExecutionEnvironment setMaxParallelism(int newMaxParallelism) {
        requireParallelism(newMaxParallelism);
        this.maxParallelism = newMaxParallelism;
        return this;
    }

    public int getMaxParallelism() {
        return maxParallelism;
    }

    static void requireParallelism(int parallelism) {
        if (parallelism < 1 || parallelism > 1 << 15) {
            throw new IllegalArgumentException("A parallelism must be from 1 to 32768, not " + parallelism);
        }
    }

    /** Takes a checkpoint every {@code intervalMillis} milliseconds; needs {@link #setCheckpointDirectory}. */
    public StreamExecutionEnvironment enableCheckpointing(long intervalMillis) {
        if (intervalMillis < 1) {
            throw new IllegalArgumentException(
                    "The checkpoint interval must be at least one millisecond, not " + intervalMillis);
        }
        this.checkpointInterval = Duration.ofMillis(intervalMillis);
        return this;
    }

    /** Returns the milliseconds between two checkpoints, or -1 without checkpoints. */
    public long getCheckpointInterval() {
        return checkpointConfig.getCheckpointInterval();
    }

    /** Sets where checkpoints go: a directory of this job alone, a path or such as {@code s3://bucket/path}. */
    public StreamExecutionEnvironment setCheckpointDirectory(String directory) {
        this.checkpointDirectory = directory;
        return this;
    }

    /** Sets how many complete checkpoints are kept; 2 unless set. */
    public StreamExecutionEnvironment setRetainedCheckpoints(int count) {
        if (count < 1) {
            throw new IllegalArgumentException("At least one checkpoint must be kept, not " + count);
        }
        this.retainedCheckpoints = count;
        return this;
    }

    /** Sets what a start does with checkpoints that are already in the directory; starts afresh unless set. */
    public StreamExecutionEnvironment setResumeMode(ResumeMode mode) {
        this.resumeMode = mode;
        return this;
    }

    /**
     * Starts the program from a savepoint, or from a checkpoint given by its own directory. Where the resume mode finds a
     * checkpoint of the checkpoint directory to go on from, that one comes first; so a job that is started again after a
     * failure need not be told anything else.
     */
    public StreamExecutionEnvironment setSavepointRestoreSettings(SavepointRestoreSettings settings) {
        this.savepoint = settings;
        return this;
    }

    /**
     * Sets where keyed state is while the job runs; in memory unless set. Checkpoints and savepoints know nothing of it, so
     * a job may go on from one with another backend than the one that wrote it.
     */
    public StreamExecutionEnvironment setStateBackend(StateBackendSettings settings) {
        this.stateBackend = settings;
        return this;
    }

    /** Sets what happens after a failure; without it, a job with checkpoints restarts, ever more slowly. */
    public StreamExecutionEnvironment setRestartStrategy(RestartSettings settings) {
        this.restart = settings;
        return this;
    }

    /** Sets how many records of a split lie between two periodic watermarks; {@link #DEFAULT_WATERMARK_INTERVAL_RECORDS} unless set. */
    public StreamExecutionEnvironment setWatermarkIntervalRecords(int records) {
        if (records < 1) {
            throw new IllegalArgumentException("The watermark interval must be at least one record, not " + records);
        }
        this.watermarkIntervalRecords = records;
        return this;
    }

    /**
     * Sets how the program runs; {@link RuntimeExecutionMode#STREAMING} unless set. In BATCH mode the checkpoint interval
     * counts for nothing: a job that fails starts from the beginning, and the checkpoint directory, where there is one,
     * gets the one checkpoint that makes the output of all sinks visible together.
     */
    public StreamExecutionEnvironment setRuntimeMode(RuntimeExecutionMode mode) {
        this.runtimeMode = mode;
        return this;
    }

    /** Returns the mode that {@link #setRuntimeMode} has set; STREAMING unless it has. */
    public RuntimeExecutionMode getRuntimeMode() {
        return runtimeMode;
    }

    /**
     * Sets how much memory the records may take, about, that wait in one subtask of an operator in BATCH mode; what is
     * more goes to disk. 64 MiB unless set.
     */
    public StreamExecutionEnvironment setBatchMemory(long bytes) {
        this.batchMemoryBytes = new BatchSettings(bytes).memoryBytes();
        return this;
    }

    public <T> DataStreamSource<T> fromSource(
            Source<T, ?> source, WatermarkStrategy<T> watermarkStrategy, String sourceName) {
        StreamNode node = addNode(sourceName, () -> new SourceOperator(source, watermarkStrategy), parallelism);
        node.source = source;
        return new DataStreamSource<>(this, node);
    }

    /** Makes a bounded stream of the given elements, without watermarks but the last. */
    @SafeVarargs
    @SuppressWarnings("varargs") // the array is only read
    public final <T> DataStreamSource<T> fromData(T... data) {
        return fromData(Arrays.asList(data));
    }

    /** As {@link #fromData(Object[])}, for elements of several classes with {@code type} in common. */
    @SafeVarargs
    @SuppressWarnings("varargs") // the array is only read
    public final <T> DataStreamSource<T> fromData(Class<T> type, T... data) {
        return fromData(Arrays.asList(data));
    }

    /** Makes a bounded stream of the elements of a collection, without watermarks but the last. */
    public <T> DataStreamSource<T> fromData(Collection<T> data) {
        DataStreamSource<T> stream =
                fromSource(new CollectionSource<>(data), WatermarkStrategy.noWatermarks(), "Collection");
        stream.setParallelism(1);
        return stream;
    }

    /** Makes a bounded stream of the numbers from {@code from} to {@code to}, both included. */
    public DataStreamSource<Long> fromSequence(long from, long to) {
        return fromSource(new SequenceSource(from, to), WatermarkStrategy.noWatermarks(), "Sequence");
    }

    StreamNode addNode(String name, OperatorFactory factory, int nodeParallelism) {
        StreamNode node = new StreamNode(nodes.size(), name, factory, nodeParallelism, maxParallelism);
        nodes.add(node);
        return node;
    }

    /** Returns whether any source behind these ports may never end. */
    boolean isUnbounded(List<StreamPort> ports) {
        Set<Integer> seen = new LinkedHashSet<>();
        ArrayDeque<Integer> open = new ArrayDeque<>();
        ports.forEach(port -> open.add(port.node().id));
        while (!open.isEmpty()) {
            StreamNode node = nodes.get(open.remove());
            Source<?, ?> source = node.source;
            if (source != null && source.getBoundedness() == Boundedness.CONTINUOUS_UNBOUNDED) {
                return true;
            }
            node.inputs.stream().map(JobEdge::source).filter(seen::add).forEach(open::add);
        }
        return false;
    }

    /** Runs the program to its end. */
    public JobExecutionResult execute(String jobName) throws Exception {
        JobClient client = executeAsync(jobName);
        JobExecutionResult result;
        try {
            result = client.await();
        } catch (Exception failure) {
            jobListeners.forEach(listener -> listener.onJobExecuted(null, failure));
            throw failure;
        }
        jobListeners.forEach(listener -> listener.onJobExecuted(result, null));
        return result;
    }

    public JobExecutionResult execute() throws Exception {
        return execute(DEFAULT_JOB_NAME);
    }

    /** Starts the program and returns at once. */
    public JobClient executeAsync(String jobName) throws Exception {
        return submit(() -> getJobGraph(jobName));
    }

    private JobClient submit(Supplier<JobGraph> program) throws Exception {
        JobClient client;
        try {
            client = (runner == null ? Runner.find() : runner).submit(program.get());
        } catch (Exception failure) {
            jobListeners.forEach(listener -> listener.onJobSubmitted(null, failure));
            throw failure;
        }
        waitingResults.forEach(results -> results.follow(client));
        waitingResults.clear();
        jobListeners.forEach(listener -> listener.onJobSubmitted(client, null));
        return client;
    }

    public JobClient executeAsync() throws Exception {
        return executeAsync(DEFAULT_JOB_NAME);
    }

    /**
     * Starts a part of a program as a job of its own: the operators that {@code part} adds, and those that they read from.
     * Afterwards the program is as it was before.
     *
     * @param part adds to streams of this environment, at least one sink among what it adds
     */
    public JobClient executeApart(String jobName, Runnable part) throws Exception {
        List<CollectedResults<?>> waitingBefore = List.copyOf(waitingResults);
        int before = nodes.size();
        waitingResults.clear();
        try {
            part.run();
            return submit(() -> graph(jobName, readBy(nodes.subList(before, nodes.size()))));
        } finally {
            nodes.subList(before, nodes.size()).clear();
            waitingResults.clear();
            waitingResults.addAll(waitingBefore);
        }
    }

    /** Adds a part to the program; if that fails, nothing of the part stays. */
    public <T> T addWhole(Supplier<T> part) {
        int before = nodes.size();
        boolean whole = false;
        try {
            T added = part.get();
            whole = true;
            return added;
        } finally {
            if (!whole) {
                nodes.subList(before, nodes.size()).clear();
            }
        }
    }

    /** Returns some nodes and all that they read from, in the order of the program. */
    private List<StreamNode> readBy(List<StreamNode> readers) {
        Set<Integer> read = new HashSet<>();
        for (StreamNode reader : readers) {
            read.add(reader.id);
        }
        // Each node comes after those that it reads from.
        for (int id = nodes.size() - 1; id >= 0; id--) {
            if (read.contains(id)) {
                nodes.get(id).inputs.forEach(input -> read.add(input.source()));
            }
        }
        return nodes.stream().filter(node -> read.contains(node.id)).toList();
    }

    /** Appends a sink whose rows {@code results} gets once the program has been started. */
    <T> void collect(DataStream<T> stream, CollectedResults<T> results) {
        Sink<T> sink = checkpointInterval == null ? new CollectSink<>(results) : new CollectingSink<>(results::addAll);
        stream.sinkTo(sink).name("Collect").setParallelism(stream.getParallelism()); // keeps the order of each subtask
        nodes.get(nodes.size() - 1).hidden = true;
        waitingResults.add(results);
    }

    /** Starts the program with a sink for one stream, which is not part of what this environment runs later. */
    <T> CloseableIterator<T> executeAndCollect(DataStream<T> stream, String jobName) throws Exception {
        CollectedResults<T> results = new CollectedResults<>();
        collect(stream, results);
        try {
            executeAsync(jobName);
        } finally {
            waitingResults.remove(results);
            nodes.remove(nodes.size() - 1);
        }
        return results;
    }

    /** Returns the stages and operators of the program as text, for people to read. */
    public String getExecutionPlan() {
        return PlanText.of(GraphCompiler.compile(getJobGraph(DEFAULT_JOB_NAME)), nodes);
    }

    /** Returns the program as data. */
    public JobGraph getJobGraph(String jobName) {
        if (nodes.isEmpty()) {
            throw new IllegalStateException("The program has no operators: make a stream with fromSource(...) first");
        }
        return graph(jobName, nodes);
    }

    private JobGraph graph(String jobName, List<StreamNode> program) {
        Map<String, Integer> counts = new LinkedHashMap<>();
        List<JobNode> jobNodes = new ArrayList<>();
        for (StreamNode node : program) {
            String slug = node.name.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-");
            int count = counts.merge(slug, 1, Integer::sum);
            String uid = node.uid == null ? slug + "-" + count : node.uid;
            jobNodes.add(new JobNode(
                    node.id,
                    node.name,
                    uid,
                    node.parallelism,
                    Math.max(node.maxParallelism, node.parallelism),
                    node.factory,
                    edges(node),
                    node.source,
                    node.sink,
                    node.combiner,
                    chaining ? node.chaining : Chaining.NEVER,
                    node.uid == null && !node.hidden));
        }
        return new JobGraph(jobName, jobNodes, configuration(program));
    }

    private List<JobEdge> edges(StreamNode node) {
        List<JobEdge> edges = new ArrayList<>();
        for (JobEdge edge : node.inputs) {
            boolean equal = nodes.get(edge.source()).parallelism == node.parallelism;
            if (edge.exchange() instanceof Exchange.Forward && !equal) {
                edges.add(new JobEdge(edge.source(), edge.sideOutput(), new Exchange.Rebalance(), edge.input()));
            } else {
                edges.add(edge);
            }
        }
        return edges;
    }

    private JobConfiguration configuration(List<StreamNode> program) {
        boolean batch = runsAsBatch(program);
        if (checkpointInterval != null && checkpointDirectory == null && !batch) {
            throw new IllegalStateException("Checkpointing is enabled, but there is nowhere to put checkpoints."
                    + " Set a directory with setCheckpointDirectory(...).");
        }
        RestartSettings settings = restart;
        if (settings == null) {
            settings = checkpointDirectory == null
                    ? new RestartSettings.None()
                    : new RestartSettings.ExponentialDelay(
                            Duration.ofMillis(100), Duration.ofMinutes(1), 1.5, Duration.ofMinutes(10));
        }
        return new JobConfiguration(
                checkpointInterval,
                checkpointDirectory,
                retainedCheckpoints,
                resumeMode,
                settings,
                watermarkIntervalRecords,
                config.getGlobalJobParameters().toMap(),
                batch ? new BatchSettings(batchMemoryBytes) : null,
                savepoint,
                new CheckpointSettings(
                        incrementalCheckpoints ? Folding.DEFAULT : null,
                        minPauseBetweenCheckpoints,
                        checkpointTimeout,
                        tolerableCheckpointFailures),
                stateBackend);
    }

    private boolean runsAsBatch(List<StreamNode> program) {
        List<String> unbounded = program.stream()
                .filter(node -> node.source != null && node.source.getBoundedness() != Boundedness.BOUNDED)
                .map(node -> "'" + node.name + "'")
                .toList();
        if (runtimeMode == RuntimeExecutionMode.BATCH && !unbounded.isEmpty()) {
            throw new IllegalStateException(
                    "BATCH mode needs sources that end, and these do not: " + String.join(", ", unbounded)
                            + ". Bound them, or set RuntimeExecutionMode.STREAMING or AUTOMATIC.");
        }
        return runtimeMode != RuntimeExecutionMode.STREAMING && unbounded.isEmpty();
    }

    /** Returns whether every source of the program ends. */
    public boolean isBounded() {
        return nodes.stream()
                .allMatch(node -> node.source == null || node.source.getBoundedness() == Boundedness.BOUNDED);
    }
}
