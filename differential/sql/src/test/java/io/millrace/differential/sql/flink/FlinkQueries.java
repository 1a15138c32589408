/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.differential.sql.flink;

import io.millrace.differential.sql.Answer;
import io.millrace.differential.sql.QueryCase;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.HeartbeatManagerOptions;
import org.apache.flink.configuration.JobManagerOptions;
import org.apache.flink.configuration.MemorySize;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.configuration.RestOptions;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.configuration.StateBackendOptions;
import org.apache.flink.configuration.TaskManagerOptions;
import org.apache.flink.runtime.jobgraph.JobGraph;
import org.apache.flink.runtime.minicluster.MiniCluster;
import org.apache.flink.runtime.minicluster.MiniClusterConfiguration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.sink.v2.DiscardingSink;
import org.apache.flink.streaming.api.graph.StreamGraph;
import org.apache.flink.table.api.EnvironmentSettings;
import org.apache.flink.table.api.Table;
import org.apache.flink.table.api.bridge.java.StreamTableEnvironment;
import org.apache.flink.table.types.logical.LogicalType;
import org.codehaus.commons.compiler.CompilerFactoryFactory;

/** Runs queries on one Flink cluster in this JVM, many in one job, which costs more to start than a query takes. Used by one thread. */
public final class FlinkQueries implements AutoCloseable {
    /** Errors of Flink's own: code that does not compile, and null where its types say that there is none. */
    private static final List<String> OWN_ERRORS = List.of(
            "CompileException", "EnforcerException", "NullPointerException", "NumberFormatException: Character N");

    private static final Duration PATIENCE = Duration.ofMinutes(30);

    private final Configuration configuration = configuration();
    private final MiniCluster cluster;
    private int queries;

    public FlinkQueries() throws Exception {
        // It is remembered: the class loader of Flink's planner would not find the one that is on the class path.
        CompilerFactoryFactory.getDefaultCompilerFactory(FlinkQueries.class.getClassLoader());
        cluster = new MiniCluster(new MiniClusterConfiguration.Builder()
                .setConfiguration(configuration)
                .setNumTaskManagers(1)
                .setNumSlotsPerTaskManager(1)
                .build());
        cluster.start();
    }

    private static Configuration configuration() {
        Configuration configuration = new Configuration();
        configuration.set(RestOptions.BIND_PORT, "0");
        configuration.set(StateBackendOptions.STATE_BACKEND, "hashmap");
        configuration.set(RestartStrategyOptions.RESTART_STRATEGY, "none");
        configuration.set(PipelineOptions.AUTO_WATERMARK_INTERVAL, Duration.ZERO);
        configuration.set(TaskManagerOptions.MEMORY_SEGMENT_SIZE, MemorySize.parse("4kb"));
        configuration.set(TaskManagerOptions.NETWORK_MEMORY_MIN, MemorySize.parse("256mb"));
        configuration.set(TaskManagerOptions.NETWORK_MEMORY_MAX, MemorySize.parse("256mb"));
        configuration.set(TaskManagerOptions.MANAGED_MEMORY_SIZE, MemorySize.parse("256mb"));
        configuration.set(
                HeartbeatManagerOptions.HEARTBEAT_TIMEOUT, PATIENCE); // on a starved machine a beat may be late
        configuration.set(JobManagerOptions.SLOT_REQUEST_TIMEOUT, PATIENCE);
        configuration.set(JobManagerOptions.SCHEDULER, JobManagerOptions.SchedulerType.Default);
        configuration.setString("table.local-time-zone", "UTC");
        return configuration;
    }

    /** Returns what Flink makes of each of the cases. */
    public List<Answer> run(List<QueryCase> cases) throws Exception {
        Map<Integer, Answer> answers = new TreeMap<>();
        List<Integer> all = new ArrayList<>();
        for (int i = 0; i < cases.size(); i++) {
            all.add(i);
        }
        run(cases, all, answers);
        return List.copyOf(answers.values());
    }

    /** Runs some of the cases; where their job fails, in two halves, until the one that fails is alone. */
    private void run(List<QueryCase> cases, List<Integer> chosen, Map<Integer, Answer> answers) throws Exception {
        StreamExecutionEnvironment environment = StreamExecutionEnvironment.createLocalEnvironment(1, configuration);
        List<Started> started = new ArrayList<>();
        for (int index : chosen) {
            int number = queries++;
            cases.get(index).publish("f" + number);
            try {
                started.add(new Started(index, number, translate(cases.get(index), number, environment)));
            } catch (Exception | AssertionError | StackOverflowError refusal) {
                answers.put(index, new Answer.Refused(Answer.reason(refusal)));
            } finally {
                cases.get(index).withdraw("f" + number);
            }
        }
        Exception failure = started.isEmpty() ? null : execute(environment);
        FlinkInputs.clear();
        for (Started each : started) {
            List<Answer.ChangedRow> rows = FlinkChangelog.take(each.number());
            if (failure == null) {
                answers.put(each.index(), new Answer.Rows(each.types(), rows));
            }
        }
        if (failure != null && started.size() == 1) {
            String why = Answer.reason(failure);
            boolean isOwn = OWN_ERRORS.stream().anyMatch(why::startsWith);
            answers.put(started.get(0).index(), isOwn ? new Answer.Refused(why) : new Answer.Failed(why));
        } else if (failure != null) {
            List<Integer> indices = started.stream().map(Started::index).toList();
            run(cases, indices.subList(0, indices.size() / 2), answers);
            run(cases, indices.subList(indices.size() / 2, indices.size()), answers);
        }
    }

    private record Started(int index, int number, List<String> types) {}

    private static List<String> translate(QueryCase query, int number, StreamExecutionEnvironment environment) {
        StreamTableEnvironment tables = StreamTableEnvironment.create(
                environment, EnvironmentSettings.newInstance().inStreamingMode().build());
        query.definitions("f" + number).forEach(tables::executeSql);
        Table table = tables.sqlQuery(query.sql());
        tables.toChangelogStream(table)
                .map(new FlinkChangelog(number))
                .returns(Types.INT)
                .sinkTo(new DiscardingSink<>());
        return table.getResolvedSchema().getColumnDataTypes().stream()
                .map(type -> name(type.getLogicalType()))
                .toList();
    }

    private static String name(LogicalType type) {
        return type.asSummaryString().replaceAll(" \\*.*\\*", "");
    }

    /** Returns the failure, if it fails. */
    private Exception execute(StreamExecutionEnvironment environment) throws Exception {
        StreamGraph stream = environment.getStreamGraph();
        stream.setAllVerticesInSameSlotSharingGroupByDefault(true);
        JobGraph graph = stream.getJobGraph();
        try {
            cluster.executeJobBlocking(graph);
            return null;
        } catch (InterruptedException e) {
            throw e;
        } catch (Exception failure) {
            return failure;
        } finally {
            cluster.requestJobResult(graph.getJobID()).join();
        }
    }

    @Override
    public void close() {
        try {
            cluster.close();
        } catch (Exception e) {
            throw new IllegalStateException("Flink's cluster cannot be closed", e);
        }
    }
}
