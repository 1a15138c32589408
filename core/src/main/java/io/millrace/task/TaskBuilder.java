/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.task;

import io.millrace.graph.Exchange;
import io.millrace.graph.ExecutionPlan;
import io.millrace.graph.JobEdge;
import io.millrace.graph.PipelinedRegion;
import io.millrace.graph.Stage;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;

/** Builds the tasks of a region and the channels between them. */
final class TaskBuilder {
    private final ExecutionPlan plan;
    private final PipelinedRegion region;
    private final JobHost host;
    private final RestoredJob restored;
    private final TaskListener listener;
    private final Map<TaskId, Queue<TaskCommand>> commands;
    private final int attemptNumber;
    private final long attemptId;
    private final Map<TaskId, List<Channel>> inputs = new LinkedHashMap<>();
    private final Map<TaskId, List<Integer>> inputsOf = new LinkedHashMap<>();
    private final Map<TaskId, List<OperatorTask.OutgoingEdge>> outputs = new LinkedHashMap<>();

    TaskBuilder(
            ExecutionPlan plan,
            PipelinedRegion region,
            JobHost host,
            RestoredJob restored,
            TaskListener listener,
            Map<TaskId, Queue<TaskCommand>> commands,
            int attemptNumber,
            long attemptId) {
        this.plan = plan;
        this.region = region;
        this.host = host;
        this.restored = restored;
        this.listener = listener;
        this.commands = commands;
        this.attemptNumber = attemptNumber;
        this.attemptId = attemptId;
    }

    List<OperatorTask> build() {
        for (Stage reader : region.stages()) {
            for (Stage.StageInput input : reader.inputs()) {
                connect(plan.stages().get(input.fromStage()), reader, input.edge());
            }
        }
        List<OperatorTask> tasks = new ArrayList<>();
        for (Stage stage : region.stages()) {
            for (int subtask = 0; subtask < stage.parallelism(); subtask++) {
                tasks.add(build(stage, new TaskId(stage.id(), subtask)));
            }
        }
        return tasks;
    }

    private void connect(Stage writer, Stage reader, JobEdge edge) {
        boolean forward = edge.exchange() instanceof Exchange.Forward && writer.parallelism() == reader.parallelism();
        for (int from = 0; from < writer.parallelism(); from++) {
            TaskId writerTask = new TaskId(writer.id(), from);
            Channel[] channels = new Channel[forward ? 1 : reader.parallelism()];
            for (int to = 0; to < channels.length; to++) {
                TaskId readerTask = new TaskId(reader.id(), forward ? from : to);
                channels[to] = host.createChannel(writerTask, readerTask);
                inputs.computeIfAbsent(readerTask, task -> new ArrayList<>()).add(channels[to]);
                inputsOf.computeIfAbsent(readerTask, task -> new ArrayList<>()).add(edge.input());
            }
            outputs.computeIfAbsent(writerTask, task -> new ArrayList<>())
                    .add(new OperatorTask.OutgoingEdge(
                            edge,
                            channels,
                            reader.head().maxParallelism(),
                            restored.watermarkOf(reader.head().uid())));
        }
    }

    private OperatorTask build(Stage stage, TaskId id) {
        Queue<TaskCommand> queue = host.createCommandQueue(id);
        commands.put(id, queue);
        TaskSetup setup = new TaskSetup(
                id,
                host.environment(),
                host.policy(),
                restored,
                queue,
                host.createMailbox(id),
                listener,
                host.offload(),
                host::kernels,
                attemptNumber,
                attemptId,
                plan.graph().configuration().watermarkIntervalRecords(),
                plan.graph().name(),
                plan.graph().configuration().jobParameters(),
                plan.graph().configuration().stateBackend(),
                plan.graph().configuration().batch() != null);
        return new OperatorTask(
                stage,
                setup,
                inputs.getOrDefault(id, List.of()).toArray(Channel[]::new),
                inputsOf.getOrDefault(id, List.of()).stream()
                        .mapToInt(Integer::intValue)
                        .toArray(),
                outputs.getOrDefault(id, List.of()));
    }
}
