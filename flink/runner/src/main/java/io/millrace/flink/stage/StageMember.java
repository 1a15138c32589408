/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.flink.stage;

import io.millrace.flink.exchange.Envelope;
import java.util.Map;
import org.apache.flink.api.common.TaskInfo;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.runtime.checkpoint.CheckpointOptions;
import org.apache.flink.runtime.execution.Environment;
import org.apache.flink.runtime.jobgraph.OperatorID;
import org.apache.flink.runtime.metrics.groups.InternalOperatorMetricGroup;
import org.apache.flink.runtime.state.CheckpointStreamFactory;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.api.operators.OperatorSnapshotFutures;
import org.apache.flink.streaming.api.operators.StreamOperatorParameters;
import org.apache.flink.streaming.api.operators.StreamTaskStateInitializer;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.LatencyMarker;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.runtime.tasks.StreamTask;
import org.apache.flink.streaming.runtime.watermarkstatus.WatermarkStatus;

/** A Flink operator of a stage: what all of them have in common, which is little, since they have no keys of Flink's. */
abstract class StageMember<I> implements OneInputStreamOperator<I, Envelope> {
    private final StageProgram program;
    private final StreamOperatorParameters<Envelope> parameters;
    private final InternalOperatorMetricGroup metrics;
    private final StageLink link;

    StageMember(StageProgram program, StreamOperatorParameters<Envelope> parameters) {
        this.program = program;
        this.parameters = parameters;
        this.metrics = environment()
                .getMetricGroup()
                .getOrAddOperator(getOperatorID(), parameters.getStreamConfig().getOperatorName(), Map.of());
        this.link = StageLink.of(task());
    }

    final StageProgram program() {
        return program;
    }

    final StreamOperatorParameters<Envelope> parameters() {
        return parameters;
    }

    final StreamTask<?, ?> task() {
        return parameters.getContainingTask();
    }

    final Environment environment() {
        return task().getEnvironment();
    }

    final TaskInfo taskInfo() {
        return environment().getTaskInfo();
    }

    final ClassLoader classLoader() {
        return task().getUserCodeClassLoader();
    }

    final StageLink link() {
        return link;
    }

    /** Returns a number that no other run of the job has; restarts count as runs. */
    final long attemptId() {
        String run = environment().getExecutionId().toString();
        long graph = Long.parseUnsignedLong(run.substring(0, 16), 16); // random, and the same for all tasks
        return Math.max(1, (graph + taskInfo().getAttemptNumber()) & Long.MAX_VALUE);
    }

    /** Returns whether Flink takes checkpoints of the job, at least the one at its end. */
    final boolean takesCheckpoints() {
        return CheckpointingOptions.isCheckpointingEnabled(task().getJobConfiguration());
    }

    /** There is no state but that of the operators of the job. */
    @Override
    public void initializeState(StreamTaskStateInitializer initializer) throws Exception {}

    @Override
    public OperatorSnapshotFutures snapshotState(
            long checkpointId, long timestamp, CheckpointOptions options, CheckpointStreamFactory streams)
            throws Exception {
        return new OperatorSnapshotFutures();
    }

    @Override
    public void open() throws Exception {}

    @Override
    public void finish() throws Exception {}

    @Override
    public void close() throws Exception {
        StageLink.forget(task());
    }

    @Override
    public void prepareSnapshotPreBarrier(long checkpointId) throws Exception {}

    @Override
    public void notifyCheckpointComplete(long checkpointId) throws Exception {}

    /** Event time travels in envelopes; Flink's watermarks show it to people. */
    @Override
    public void processWatermark(Watermark mark) {}

    @Override
    public void processWatermarkStatus(WatermarkStatus status) {}

    @Override
    public void processLatencyMarker(LatencyMarker marker) {
        parameters.getOutput().emitLatencyMarker(marker);
    }

    @Override
    public void setKeyContextElement1(StreamRecord<?> record) {}

    @Override
    public void setKeyContextElement2(StreamRecord<?> record) {}

    @Override
    public void setCurrentKey(Object key) {
        throw new UnsupportedOperationException("Keys are known to the operators of the stage alone");
    }

    @Override
    public Object getCurrentKey() {
        throw new UnsupportedOperationException("Keys are known to the operators of the stage alone");
    }

    @Override
    public InternalOperatorMetricGroup getMetricGroup() {
        return metrics;
    }

    @Override
    public OperatorID getOperatorID() {
        return parameters.getStreamConfig().getOperatorID();
    }
}
