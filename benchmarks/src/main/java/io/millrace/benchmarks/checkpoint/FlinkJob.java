/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.benchmarks.checkpoint;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.apache.flink.api.common.JobID;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.api.connector.sink2.SinkWriter;
import org.apache.flink.api.connector.sink2.WriterInitContext;
import org.apache.flink.api.java.tuple.Tuple2;
import org.apache.flink.api.java.tuple.Tuple3;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.MemorySize;
import org.apache.flink.configuration.StateBackendOptions;
import org.apache.flink.configuration.TaskManagerOptions;
import org.apache.flink.core.execution.CheckpointType;
import org.apache.flink.runtime.checkpoint.CheckpointStatsSnapshot;
import org.apache.flink.runtime.checkpoint.CompletedCheckpointStats;
import org.apache.flink.runtime.checkpoint.SubtaskStateStats;
import org.apache.flink.runtime.checkpoint.TaskStateStats;
import org.apache.flink.runtime.minicluster.MiniCluster;
import org.apache.flink.runtime.minicluster.MiniClusterConfiguration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.streaming.api.graph.StreamGraph;
import org.apache.flink.util.Collector;

/** The job as a Flink program, with object reuse: state in hash maps, or in RocksDB with incremental checkpoints. */
final class FlinkJob implements BenchmarkJob {
    private static final TypeInformation<Tuple3<Long, Long, Long>> UPDATE =
            Types.TUPLE(Types.LONG, Types.LONG, Types.LONG);
    private static final MemorySize ROCKSDB_MEMORY = MemorySize.ofMebiBytes(1024);
    private static final long BUFFER_MILLIS = 1; // 100 unless set, most of which would be latency
    private static final long NEVER_BY_ITSELF_MILLIS = TimeUnit.DAYS.toMillis(1000);

    private final MiniCluster cluster;
    private final JobID job;

    private FlinkJob(MiniCluster cluster, JobID job) {
        this.cluster = cluster;
        this.job = job;
    }

    /** Starts the job of the current {@link Load}. */
    static FlinkJob start(Path directory, boolean rocksdb) throws Exception {
        int parallelism = Load.current().parallelism();
        Configuration configuration = new Configuration();
        configuration.set(StateBackendOptions.STATE_BACKEND, rocksdb ? "rocksdb" : "hashmap");
        configuration.set(CheckpointingOptions.INCREMENTAL_CHECKPOINTS, rocksdb);
        configuration.set(
                CheckpointingOptions.CHECKPOINTS_DIRECTORY, directory.toUri().toString());
        configuration.set(TaskManagerOptions.MANAGED_MEMORY_SIZE, ROCKSDB_MEMORY);
        configuration.set(TaskManagerOptions.NUM_TASK_SLOTS, parallelism);
        MiniCluster cluster = new MiniCluster(new MiniClusterConfiguration.Builder()
                .setConfiguration(configuration)
                .setNumTaskManagers(1)
                .setNumSlotsPerTaskManager(parallelism)
                .withRandomPorts()
                .build());
        cluster.start();
        StreamGraph graph = graph(configuration, parallelism);
        graph.setJobId(new JobID());
        cluster.submitJob(graph).get();
        return new FlinkJob(cluster, graph.getJobID());
    }

    private static StreamGraph graph(Configuration configuration, int parallelism) {
        StreamExecutionEnvironment environment =
                StreamExecutionEnvironment.createLocalEnvironment(parallelism, configuration);
        environment.getConfig().enableObjectReuse();
        environment.setBufferTimeout(BUFFER_MILLIS);
        environment.enableCheckpointing(NEVER_BY_ITSELF_MILLIS);
        environment
                .fromSource(new FlinkUpdates(), WatermarkStrategy.noWatermarks(), "updates", UPDATE)
                .keyBy(update -> update.f1, Types.LONG)
                .process(new Counting(), UPDATE)
                .sinkTo(new Rows());
        return environment.getStreamGraph();
    }

    @Override
    public Checkpoint checkpoint() throws Exception {
        long start = System.nanoTime();
        long id = cluster.triggerCheckpoint(job, CheckpointType.CONFIGURED).get();
        long nanos = System.nanoTime() - start;
        CheckpointStatsSnapshot all = cluster.getExecutionGraph(job).get().getCheckpointStatsSnapshot();
        CompletedCheckpointStats stats = all == null ? null : all.getHistory().getLatestCompletedCheckpoint();
        if (stats == null || stats.getCheckpointId() != id) {
            throw new IllegalStateException("Flink says nothing of checkpoint " + id);
        }
        return new Checkpoint(nanos, stats.getCheckpointedSize() + stats.getMetadataSize(), pauses(stats));
    }

    private static List<Pause> pauses(CompletedCheckpointStats stats) {
        TaskStateStats counting = stats.getAllTaskStateStats().stream()
                .max(Comparator.comparingLong(TaskStateStats::getStateSize))
                .orElseThrow();
        List<Pause> pauses = new ArrayList<>();
        for (SubtaskStateStats subtask : counting.getSubtaskStats()) {
            pauses.add(new Pause(-1, TimeUnit.MILLISECONDS.toNanos(subtask.getSyncCheckpointDuration())));
        }
        return pauses;
    }

    private static final class Counting
            extends KeyedProcessFunction<Long, Tuple3<Long, Long, Long>, Tuple3<Long, Long, Long>> {
        private static final long serialVersionUID = 1;

        @SuppressWarnings("NullAway.Init") // set by open
        private transient ValueState<Tuple2<Long, String>> accounts;

        @Override
        public void open(OpenContext context) {
            accounts = getRuntimeContext()
                    .getState(new ValueStateDescriptor<>("account", Types.TUPLE(Types.LONG, Types.STRING)));
        }

        @Override
        public void processElement(
                Tuple3<Long, Long, Long> update, Context context, Collector<Tuple3<Long, Long, Long>> out)
                throws Exception {
            Tuple2<Long, String> before = accounts.value();
            Tuple2<Long, String> after =
                    before == null ? Tuple2.of(1L, Account.textOf(update.f1)) : Tuple2.of(before.f0 + 1, before.f1);
            accounts.update(after);
            out.collect(Tuple3.of(update.f0, after.f0, update.f2));
        }
    }

    private static final class Rows implements Sink<Tuple3<Long, Long, Long>> {
        private static final long serialVersionUID = 1;

        @Override
        public SinkWriter<Tuple3<Long, Long, Long>> createWriter(WriterInitContext context) {
            return new Writer(context.getTaskInfo().getIndexOfThisSubtask());
        }
    }

    private static final class Writer implements SinkWriter<Tuple3<Long, Long, Long>> {
        private final Load load = Load.current();
        private final int subtask;

        Writer(int subtask) {
            this.subtask = subtask;
        }

        @Override
        public void write(Tuple3<Long, Long, Long> row, Context context) {
            load.arrived(subtask, row.f0, row.f1, row.f2);
        }

        @Override
        public void flush(boolean endOfInput) {}

        @Override
        public void close() {}
    }
}
