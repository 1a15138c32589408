/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.stream;

import io.millrace.connector.Sink;
import io.millrace.connector.basic.PrintSink;
import io.millrace.data.FunctionTypes;
import io.millrace.data.UnsupportedTypeException;
import io.millrace.function.FilterFunction;
import io.millrace.function.FlatMapFunction;
import io.millrace.function.FunctionCopier;
import io.millrace.function.KeySelector;
import io.millrace.function.MapFunction;
import io.millrace.function.OutputTag;
import io.millrace.function.Partitioner;
import io.millrace.graph.Exchange;
import io.millrace.graph.JobEdge;
import io.millrace.operator.FilterOperator;
import io.millrace.operator.FlatMapOperator;
import io.millrace.operator.MapOperator;
import io.millrace.operator.OperatorFactory;
import io.millrace.operator.ProcessOperator;
import io.millrace.operator.SinkOperator;
import io.millrace.operator.TimestampsAndWatermarksOperator;
import io.millrace.process.ProcessFunction;
import io.millrace.state.MapStateDescriptor;
import io.millrace.time.WatermarkStrategy;
import io.millrace.tuple.Tuple;
import io.millrace.window.GlobalWindow;
import io.millrace.window.Window;
import io.millrace.window.WindowAssigner;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A stream of elements of one type. */
public class DataStream<T> {
    private final StreamExecutionEnvironment environment;
    private final List<StreamPort> ports;

    DataStream(StreamExecutionEnvironment environment, List<StreamPort> ports) {
        this.environment = environment;
        this.ports = List.copyOf(ports);
    }

    @SuppressWarnings("unchecked")
    static <X> X cast(Object object) {
        return (X) object;
    }

    public final StreamExecutionEnvironment getExecutionEnvironment() {
        return environment;
    }

    /** Returns the number of the operator that made this stream, from 0; of a union, that of the first. */
    public final int getId() {
        return ports.get(0).node().id;
    }

    /** Returns how many subtasks the operator has that made this stream; of a union, that of the first. */
    public final int getParallelism() {
        return ports.get(0).node().parallelism;
    }

    public final ExecutionConfig getExecutionConfig() {
        return environment.getConfig();
    }

    final List<StreamPort> ports() {
        return ports;
    }

    /**
     * Appends an operator that reads this stream. For who brings operators of their own: nothing is checked here.
     *
     * @param name shown in plans and metrics
     */
    public final <O> SingleOutputStreamOperator<O> transform(String name, OperatorFactory factory) {
        StreamNode node = environment.addNode(name, factory, environment.getParallelism());
        connect(node, 0);
        return new SingleOutputStreamOperator<>(environment, node);
    }

    /**
     * Passes batches of this stream and of another one to an operator of one's own, as its inputs 0 and 1.
     *
     * @param name shown in plans and metrics
     */
    public final <O> SingleOutputStreamOperator<O> transform(
            String name, DataStream<?> second, OperatorFactory factory) {
        SingleOutputStreamOperator<O> result = transform(name, factory);
        second.connect(result.ports().get(0).node(), 1);
        return result;
    }

    /**
     * Passes batches of this stream and of any number of others to an operator of one's own: this one is its input 0, and the others follow.
     *
     * @param name shown in plans and metrics
     */
    public final <O> SingleOutputStreamOperator<O> transform(
            String name, List<? extends DataStream<?>> others, OperatorFactory factory) {
        SingleOutputStreamOperator<O> result = transform(name, factory);
        for (int i = 0; i < others.size(); i++) {
            others.get(i).connect(result.ports().get(0).node(), i + 1);
        }
        return result;
    }

    /**
     * Deals out a stream of columns by the key that some of them make: rows of equal keys, null among them, meet in one subtask.
     * For operators of columns, which take the keys by {@link io.millrace.operator.ColumnKeys}.
     *
     * @param columns by position; none sends all rows to one subtask
     */
    public final DataStream<T> keyByColumns(List<Integer> columns) {
        return exchanged(new Exchange.KeyedColumns(columns));
    }

    final void connect(StreamNode node, int input) {
        for (StreamPort port : ports) {
            Exchange exchange = port.exchange() == null ? new Exchange.Forward() : port.exchange();
            node.inputs.add(new JobEdge(port.node().id, port.sideOutput(), exchange, input));
        }
    }

    public <O> SingleOutputStreamOperator<O> map(MapFunction<T, O> mapper) {
        return transform("Map", () -> new MapOperator(FunctionCopier.copyIfMutable(mapper)));
    }

    public <O> SingleOutputStreamOperator<O> flatMap(FlatMapFunction<T, O> flatMapper) {
        return transform("Flat Map", () -> new FlatMapOperator(FunctionCopier.copyIfMutable(flatMapper)));
    }

    public SingleOutputStreamOperator<T> filter(FilterFunction<T> filter) {
        return transform("Filter", () -> new FilterOperator(FunctionCopier.copyIfMutable(filter)));
    }

    public <O> SingleOutputStreamOperator<O> process(ProcessFunction<T, O> processFunction) {
        return transform("Process", () -> new ProcessOperator(FunctionCopier.copyIfMutable(processFunction)));
    }

    /**
     * Divides the stream by key.
     *
     * @throws UnsupportedTypeException if it can be seen now that the keys cannot be encoded
     */
    public <K> KeyedStream<T, K> keyBy(KeySelector<T, K> key) {
        FunctionTypes.requireEncodable(key, KeySelector.class, 1, "The key of keyBy(...)");
        return new KeyedStream<>(environment, exchangedPorts(new Exchange.Keyed(cast(key))), key);
    }

    /** Groups the elements of the whole stream into windows; a single subtask does so. */
    public <W extends Window> AllWindowedStream<T, W> windowAll(WindowAssigner<? super T, W> assigner) {
        return new AllWindowedStream<>(new WindowedStream<>(keyBy(element -> 0L), assigner));
    }

    /** Groups each {@code size} elements; see {@link KeyedStream#countWindow(long)}. */
    public AllWindowedStream<T, GlobalWindow> countWindowAll(long size) {
        return new AllWindowedStream<>(this.<Long>keyBy(element -> 0L).countWindow(size));
    }

    /** Emits, with each {@code slide} elements, the last {@code size} of them. */
    public AllWindowedStream<T, GlobalWindow> countWindowAll(long size, long slide) {
        return new AllWindowedStream<>(this.<Long>keyBy(element -> 0L).countWindow(size, slide));
    }

    /** Hands over what each subtask has had once its input has ended; see {@link PartitionWindowedStream}. */
    public PartitionWindowedStream<T> fullWindowPartition() {
        return new SubtaskPartitionWindowedStream<>(this);
    }

    /**
     * Makes tuples of some fields of tuples: {@code project(2, 0)} makes a {@code Tuple2} of fields 2 and 0.
     *
     * @param fieldIndexes from 0, in the order in which the fields come; at most {@link Tuple#MAX_ARITY}
     * @param <R> the type of the tuples, which the caller knows
     */
    public <R extends Tuple> SingleOutputStreamOperator<R> project(int... fieldIndexes) {
        MapFunction<T, R> projection = cast(new Projection<>(fieldIndexes));
        return map(projection).name("Projection");
    }

    /** Merges streams of one type; elements of one stream keep their order. */
    @SafeVarargs
    public final DataStream<T> union(DataStream<T>... streams) {
        List<StreamPort> all = new ArrayList<>(ports);
        for (DataStream<T> stream : streams) {
            all.addAll(stream.ports());
        }
        return new DataStream<>(environment, all);
    }

    /** Pairs the elements of two streams that have one key and lie in one window. */
    public <T2> JoinedStreams<T, T2> join(DataStream<T2> otherStream) {
        return new JoinedStreams<>(this, otherStream);
    }

    /** Processes the elements of two streams that have one key and lie in one window together. */
    public <T2> CoGroupedStreams<T, T2> coGroup(DataStream<T2> otherStream) {
        return new CoGroupedStreams<>(this, otherStream);
    }

    public <R> ConnectedStreams<T, R> connect(DataStream<R> other) {
        return new ConnectedStreams<>(this, other);
    }

    public <R> BroadcastConnectedStream<T, R> connect(BroadcastStream<R> broadcast) {
        return new BroadcastConnectedStream<>(this, broadcast);
    }

    public SingleOutputStreamOperator<T> assignTimestampsAndWatermarks(WatermarkStrategy<T> strategy) {
        if (strategy.getAlignmentParameters() != null) {
            throw new IllegalArgumentException(
                    "assignTimestampsAndWatermarks(...) cannot pause what it reads. Give the "
                            + "strategy with watermark alignment to fromSource(...).");
        }
        boolean unbounded = environment.isUnbounded(ports);
        return transform("Timestamps/Watermarks", () -> new TimestampsAndWatermarksOperator(strategy, unbounded));
    }

    /** Deals batches out to the next operator's subtasks in turn. */
    public DataStream<T> rebalance() {
        return exchanged(new Exchange.Rebalance());
    }

    /**
     * Deals batches out in turn, each subtask to a few of the next operator's: from 2 subtasks to 4, each to 2 of its own; from
     * 4 to 2, each two to one.
     */
    public DataStream<T> rescale() {
        return exchanged(new Exchange.Rescale());
    }

    /** Scatters elements evenly over the next operator's subtasks, in a way that is the same in every run. */
    public DataStream<T> shuffle() {
        return exchanged(new Exchange.Shuffle());
    }

    /** Sends all elements to the first subtask of the next operator. */
    public DataStream<T> global() {
        return exchanged(new Exchange.Global());
    }

    /** Sends each element to the subtask of the same index; both sides must have the same parallelism. */
    public DataStream<T> forward() {
        return exchanged(new Exchange.Forward());
    }

    /** Sends each element to every subtask. */
    public DataStream<T> broadcast() {
        return exchanged(new Exchange.Broadcast());
    }

    /** Sends each element to every subtask, to be kept as broadcast state. */
    public BroadcastStream<T> broadcast(MapStateDescriptor<?, ?>... descriptors) {
        return new BroadcastStream<>(exchanged(new Exchange.Broadcast()), List.of(descriptors));
    }

    public <K> DataStream<T> partitionCustom(Partitioner<K> partitioner, KeySelector<T, K> keySelector) {
        return exchanged(new Exchange.Custom(cast(partitioner), cast(keySelector)));
    }

    private DataStream<T> exchanged(Exchange exchange) {
        return new DataStream<>(environment, exchangedPorts(exchange));
    }

    private List<StreamPort> exchangedPorts(@Nullable Exchange exchange) {
        return ports.stream()
                .map(port -> new StreamPort(port.node(), port.sideOutput(), exchange))
                .toList();
    }

    /** Returns the stream of a side output of the operator that made this stream. */
    final <X> DataStream<X> sideOutput(OutputTag<X> tag) {
        return new DataStream<>(
                environment,
                ports.stream()
                        .map(port -> new StreamPort(port.node(), tag, null))
                        .toList());
    }

    public DataStreamSink<T> sinkTo(Sink<T> sink) {
        StreamNode node = environment.addNode("Sink", () -> new SinkOperator(sink), environment.getParallelism());
        node.sink = sink;
        connect(node, 0);
        return new DataStreamSink<>(node);
    }

    /** Writes each element to standard output. */
    public DataStreamSink<T> print() {
        return sinkTo(new PrintSink<>()).name("Print");
    }

    /** Writes each element to standard output, behind a name. */
    public DataStreamSink<T> print(String sinkIdentifier) {
        return sinkTo(new PrintSink<>(sinkIdentifier)).name("Print " + sinkIdentifier);
    }

    /** Writes each element to standard error. */
    public DataStreamSink<T> printToErr() {
        return printToErr("");
    }

    /** Writes each element to standard error, behind a name. */
    public DataStreamSink<T> printToErr(String sinkIdentifier) {
        return sinkTo(new PrintSink<>(sinkIdentifier, true)).name(("Print to Std. Err " + sinkIdentifier).trim());
    }

    /**
     * Starts the program and returns the elements of this stream as they come. With checkpoints, each comes when the
     * checkpoint is complete that it belongs to, and exactly once; without, at once. What is not taken yet is held in memory.
     * Close the iterator: that ends the job.
     */
    public CloseableIterator<T> executeAndCollect() throws Exception {
        return executeAndCollect("Collect");
    }

    /** As {@link #executeAndCollect()}, with a name for the job. */
    public CloseableIterator<T> executeAndCollect(String jobExecutionName) throws Exception {
        return environment.executeAndCollect(this, jobExecutionName);
    }

    /** Runs the program until {@code limit} elements of this stream came, or it has ended; returns them. */
    public List<T> executeAndCollect(int limit) throws Exception {
        return executeAndCollect("Collect", limit);
    }

    /** As {@link #executeAndCollect(int)}, with a name for the job. */
    public List<T> executeAndCollect(String jobExecutionName, int limit) throws Exception {
        if (limit < 1) {
            throw new IllegalArgumentException("At least one element must be collected, not " + limit);
        }
        List<T> elements = new ArrayList<>();
        try (CloseableIterator<T> results = executeAndCollect(jobExecutionName)) {
            while (elements.size() < limit && results.hasNext()) {
                elements.add(results.next());
            }
        }
        return elements;
    }

    /** Returns what will be the elements of this stream once the environment is told to execute the program. */
    public CloseableIterator<T> collectAsync() {
        CollectedResults<T> results = new CollectedResults<>();
        environment.collect(this, results);
        return results;
    }
}
