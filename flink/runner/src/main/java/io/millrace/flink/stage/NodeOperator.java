/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.flink.stage;

import io.millrace.flink.exchange.Envelope;
import io.millrace.flink.state.NodeSnapshot;
import io.millrace.flink.state.RestoredNode;
import io.millrace.graph.JobNode;
import io.millrace.task.TaskSnapshot;
import java.util.List;
import org.apache.flink.runtime.checkpoint.CheckpointOptions;
import org.apache.flink.runtime.state.CheckpointStreamFactory;
import org.apache.flink.runtime.state.KeyGroupRangeAssignment;
import org.apache.flink.runtime.state.OperatorStateBackend;
import org.apache.flink.streaming.api.operators.OperatorSnapshotFutures;
import org.apache.flink.streaming.api.operators.StreamOperatorParameters;
import org.apache.flink.streaming.api.operators.StreamOperatorStateContext;
import org.apache.flink.streaming.api.operators.StreamTaskStateInitializer;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.jspecify.annotations.Nullable;

/**
 * One operator of the job as Flink knows it: by its name and uid, and by its state. What it does is done by the task of its
 * stage, which the {@link StageOperator} drives. So state is found again whatever is fused with what.
 */
class NodeOperator extends StageMember<Envelope> {
    private final JobNode node;
    private @Nullable OperatorStateBackend unused;

    NodeOperator(StageProgram program, JobNode node, StreamOperatorParameters<Envelope> parameters) {
        super(program, parameters);
        this.node = node;
    }

    final JobNode node() {
        return node;
    }

    /** Takes what a sink wants committed when the checkpoint is complete; called on another thread. */
    void onCommittables(long checkpointId, List<Object> committables) {}

    /** Commits output. */
    void commit(List<Object> committables) throws Exception {}

    @Override
    public void initializeState(StreamTaskStateInitializer initializer) throws Exception {
        StreamOperatorStateContext context = initializer.streamOperatorStateContext(
                getOperatorID(),
                getClass().getSimpleName(),
                parameters().getProcessingTimeService(),
                this,
                null,
                task().getCancelables(),
                getMetricGroup(),
                0,
                true,
                false);
        unused = context.operatorStateBackend();
        RestoredNode found = RestoredNode.read(node.uid(), classLoader(), context);
        link().restore(node.uid(), found);
        if (!found.isRestored() && !link().hasStart()) {
            link().startFrom(program().openSavepoint(classLoader()));
        }
    }

    @Override
    public OperatorSnapshotFutures snapshotState(
            long checkpointId, long timestamp, CheckpointOptions options, CheckpointStreamFactory streams) {
        return NodeSnapshot.futures(
                program().jobName(),
                node,
                taskInfo().getIndexOfThisSubtask(),
                KeyGroupRangeAssignment.computeKeyGroupRangeForOperatorIndex(
                        taskInfo().getMaxNumberOfParallelSubtasks(),
                        taskInfo().getNumberOfParallelSubtasks(),
                        taskInfo().getIndexOfThisSubtask()),
                link().part(checkpointId, node.uid()),
                streams,
                committables -> onCommittables(checkpointId, committables));
    }

    /** Without checkpoints, output shows when its subtask has come to the end. */
    @Override
    public void finish() throws Exception {
        if (!takesCheckpoints()) {
            TaskSnapshot.Part last = link().part(StageOperator.END, node.uid());
            try {
                last.snapshot().persist();
                commit(List.copyOf(last.snapshot().committables()));
            } finally {
                last.snapshot().close();
            }
        }
    }

    @Override
    public void processElement(StreamRecord<Envelope> element) {
        throw new IllegalStateException("Nothing is sent to an operator whose work another does");
    }

    @Override
    public void close() throws Exception {
        try {
            super.close();
        } finally {
            if (unused != null) {
                unused.dispose();
            }
        }
    }
}
