/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.flink.translation;

import io.millrace.connector.SourceSplit;
import io.millrace.flink.exchange.Envelope;
import io.millrace.flink.exchange.EnvelopeRouter;
import io.millrace.flink.exchange.OpaqueType;
import io.millrace.flink.source.SplitSource;
import io.millrace.flink.stage.NodeOperatorFactory;
import io.millrace.flink.stage.StageOperatorFactory;
import io.millrace.flink.stage.StageProgram;
import io.millrace.graph.ExecutionPlan;
import io.millrace.graph.JobEdge;
import io.millrace.graph.JobNode;
import io.millrace.graph.Stage;
import io.millrace.operator.SourceOperator;
import io.millrace.operator.SplitState;
import io.millrace.task.RestoredJob;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.dag.Transformation;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.operators.StreamOperatorFactory;
import org.apache.flink.streaming.api.transformations.OneInputTransformation;
import org.apache.flink.streaming.api.transformations.PartitionTransformation;
import org.apache.flink.streaming.api.transformations.SideOutputTransformation;
import org.apache.flink.streaming.api.transformations.SourceTransformation;
import org.apache.flink.streaming.api.transformations.UnionTransformation;

/**
 * Makes Flink's graph of a job. Each stage becomes a chain: where it reads a source, what carries its splits; then what drives
 * the stage; then one operator for each operator of the stage, which holds its state.
 *
 * <pre>
 *  splits of flights -> task -> flights -> map        task -> window -> sink
 *                        '------ exchange 0 ----------'
 * </pre>
 */
public final class JobTranslator {
    /** What stands behind a source's uid in that of the operator that carries its splits. */
    public static final String SPLITS = "-splits";

    private final ExecutionPlan plan;
    private final StreamExecutionEnvironment environment;
    private final RestoredJob start;
    private final String run = UUID.randomUUID().toString();
    private final int sources;
    private final Map<Integer, StageProgram> programs = new HashMap<>(); // by stage
    private final Map<Integer, Transformation<Envelope>> drivers = new HashMap<>(); // by stage

    /** Those that the program declares. What the compiler puts in beside them keeps no state over a barrier. */
    private final Set<String> declared = new HashSet<>();

    private JobTranslator(ExecutionPlan plan, StreamExecutionEnvironment environment, RestoredJob start) {
        this.plan = plan;
        this.environment = environment;
        this.start = start;
        this.sources = (int) plan.stages().stream()
                .filter(stage -> stage.head().source() != null)
                .count();
        plan.graph().nodes().forEach(node -> declared.add(node.uid()));
    }

    /**
     * Adds the job to what the environment will execute.
     *
     * @param start the savepoint of Millrace that the job starts from
     */
    public static void translate(ExecutionPlan plan, StreamExecutionEnvironment environment, RestoredJob start)
            throws IOException {
        JobTranslator translator = new JobTranslator(plan, environment, start);
        translator.describe();
        for (Stage stage : plan.stages()) {
            translator.add(stage);
        }
    }

    /** Numbers the exchanges, and notes at both ends what the tasks there need to know. */
    private void describe() {
        Map<Integer, List<StageProgram.Incoming>> incoming = new HashMap<>();
        Map<Integer, List<StageProgram.Outgoing>> outgoing = new HashMap<>();
        int number = 0;
        for (Stage reader : plan.stages()) {
            for (Stage.StageInput input : reader.inputs()) {
                JobEdge edge = input.edge();
                Stage writer = plan.stages().get(input.fromStage());
                incoming.computeIfAbsent(reader.id(), id -> new ArrayList<>())
                        .add(new StageProgram.Incoming(number, edge, writer.parallelism()));
                outgoing.computeIfAbsent(writer.id(), id -> new ArrayList<>())
                        .add(new StageProgram.Outgoing(
                                number,
                                edge,
                                reader.parallelism(),
                                reader.head().maxParallelism()));
                number++;
            }
        }
        for (Stage stage : plan.stages()) {
            programs.put(
                    stage.id(),
                    new StageProgram(
                            stage,
                            List.copyOf(incoming.getOrDefault(stage.id(), List.of())),
                            List.copyOf(outgoing.getOrDefault(stage.id(), List.of())),
                            plan.graph().name(),
                            plan.graph().configuration()));
        }
    }

    private StageProgram program(int stage) {
        StageProgram program = programs.get(stage);
        if (program == null) {
            throw new IllegalArgumentException("There is no stage " + stage);
        }
        return program;
    }

    private void add(Stage stage) throws IOException {
        StageProgram program = program(stage.id());
        Transformation<?> input = stage.head().source() == null ? exchanges(stage) : splits(stage);
        Transformation<Envelope> last =
                operator(input, stage, "Task", stage.head().uid() + "-task", new StageOperatorFactory(program));
        drivers.put(stage.id(), last);
        for (JobNode node : stage.nodes()) {
            if (declared.contains(node.uid())) {
                last = operator(last, stage, node.name(), node.uid(), NodeOperatorFactory.of(program, node));
            }
        }
        environment.addOperator(last);
    }

    private <I> Transformation<Envelope> operator(
            Transformation<I> input, Stage stage, String name, String uid, StreamOperatorFactory<Envelope> factory) {
        OneInputTransformation<I, Envelope> operator =
                new OneInputTransformation<>(input, name, factory, OpaqueType.ofEnvelopes(), stage.parallelism(), true);
        operator.setMaxParallelism(stage.head().maxParallelism());
        operator.setUid(uid);
        return operator;
    }

    private Transformation<?> splits(Stage stage) throws IOException {
        JobNode head = stage.head();
        if (head.source() == null) {
            throw new IllegalArgumentException("'" + head.name() + "' is no source");
        }
        SplitSource source = new SplitSource(
                plan.graph().name(),
                head.source(),
                Refusals.alignmentOf(head),
                stage.id(),
                run,
                sources,
                splitsGiven(head.uid()));
        SourceTransformation<?, ?, ?> splits = new SourceTransformation<>(
                "splits of " + head.name(),
                source,
                WatermarkStrategy.noWatermarks(),
                SplitSource.type(),
                stage.parallelism(),
                true);
        splits.setMaxParallelism(head.maxParallelism());
        splits.setUid(head.uid() + SPLITS);
        return splits;
    }

    private Set<String> splitsGiven(String uid) throws IOException {
        Set<String> ids = new HashSet<>();
        for (SplitState state : SourceOperator.restoredSplits(start.stateOf(uid))) {
            ids.add(((SourceSplit) state.split()).splitId());
        }
        return ids;
    }

    private Transformation<Envelope> exchanges(Stage stage) {
        List<Transformation<Envelope>> all = new ArrayList<>();
        for (int i = 0; i < stage.inputs().size(); i++) {
            int from = stage.inputs().get(i).fromStage();
            int number = program(stage.id()).incoming().get(i).number();
            Transformation<Envelope> writer = drivers.get(from);
            if (writer == null) {
                throw new IllegalArgumentException("Stage " + from + " is read before it is declared");
            }
            for (StageProgram.Outgoing outgoing : program(from).outgoing()) {
                if (outgoing.number() == number) {
                    all.add(new PartitionTransformation<>(
                            new SideOutputTransformation<>(writer, outgoing.tag()), new EnvelopeRouter()));
                }
            }
        }
        return all.size() == 1 ? all.get(0) : new UnionTransformation<>(all);
    }
}
