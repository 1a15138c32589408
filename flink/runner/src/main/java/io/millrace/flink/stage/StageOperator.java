/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.flink.stage;

import io.millrace.data.CheckpointBarrier;
import io.millrace.flink.exchange.Envelope;
import io.millrace.operator.SourceProgress;
import io.millrace.task.OperatorTask.Progress;
import io.millrace.task.TaskCommand;
import io.millrace.task.TaskResources;
import java.util.concurrent.ScheduledFuture;
import org.apache.flink.api.common.operators.MailboxExecutor;
import org.apache.flink.runtime.checkpoint.CheckpointOptions;
import org.apache.flink.runtime.state.CheckpointStreamFactory;
import org.apache.flink.streaming.api.operators.BoundedOneInput;
import org.apache.flink.streaming.api.operators.OperatorSnapshotFutures;
import org.apache.flink.streaming.api.operators.StreamOperatorParameters;
import org.apache.flink.streaming.runtime.tasks.mailbox.TaskMailbox;
import org.jspecify.annotations.Nullable;

/**
 * Drives a stage: it steps the task of the stage when Flink brings elements, when letters come, and when time has come. Behind
 * it in the same task stands a {@link NodeOperator} for each operator of the stage.
 */
abstract class StageOperator<I> extends StageMember<I> implements BoundedOneInput {
    /** The checkpoint, written nowhere, by which the last output comes in where Flink takes none. */
    static final long END = Long.MAX_VALUE;

    private static final long NEVER = Long.MAX_VALUE;

    private final StageMailbox mailbox = new StageMailbox(this::wakeUp);
    private @Nullable StageDriver driver;
    private @Nullable StageMetrics stageMetrics;
    private @Nullable ScheduledFuture<?> timer;
    private long timerMillis = NEVER;
    private long completedId = -1;

    StageOperator(StageProgram program, StreamOperatorParameters<Envelope> parameters) {
        super(program, parameters);
    }

    final StageDriver driver() {
        StageDriver current = driver;
        if (current == null) {
            throw new IllegalStateException("The operator is not open");
        }
        return current;
    }

    /** The operators behind this one are open already: Flink opens a chain from its end. */
    @Override
    public void open() throws Exception {
        TaskResources resources = TaskResources.open(program().jobName(), classLoader());
        driver = new StageDriver(
                program(),
                taskInfo().getIndexOfThisSubtask(),
                taskInfo().getAttemptNumber(),
                attemptId(),
                link(),
                new StageOutput(parameters().getOutput(), environment().getAllWriters()),
                mailbox,
                resources,
                new StageEnvironment(
                        resources.environment(), parameters().getProcessingTimeService()::getCurrentProcessingTime),
                this::onProgress);
        stageMetrics =
                new StageMetrics(driver().task(), environment().getMetricGroup().getIOMetricGroup(), getMetricGroup());
        link().whenSettled(this::wakeUp);
        wakeUp();
    }

    /** Takes how far a source is that keeps step with others. */
    void onProgress(SourceProgress progress) {}

    /** Called when the task has emitted all that it ever will. */
    void onEnded() {}

    /** Lets the task take a step soon. May be called from any thread. */
    abstract void wakeUp();

    /** Has the task woken up when what it waits for may be there. */
    final void plan(Progress progress) {
        updateMetrics();
        if (progress == Progress.ENDED) {
            onEnded();
        } else if (progress != Progress.WAITING_FOR_INPUT) {
            wakeUp(); // Flink sees to it that the network has room
        } else {
            planTimer(driver().task().wakeUpMillis());
        }
    }

    private void updateMetrics() {
        StageMetrics metrics = stageMetrics;
        if (metrics != null) {
            metrics.update(parameters().getProcessingTimeService().getCurrentProcessingTime());
        }
    }

    private void planTimer(long millis) {
        if (millis != timerMillis) {
            if (timer != null) {
                timer.cancel(false);
            }
            timerMillis = millis;
            timer = millis == NEVER
                    ? null
                    : parameters().getProcessingTimeService().registerTimer(millis, time -> {
                        timerMillis = NEVER;
                        wakeUp();
                    });
        }
    }

    /** Waits until what earlier attempts left is settled. Events of coordinators have the lowest priority, so all come through. */
    final void awaitSettled() throws InterruptedException {
        MailboxExecutor all = task().getMailboxExecutorFactory().createExecutor(TaskMailbox.MIN_PRIORITY);
        while (!link().isSettled()) {
            all.yield();
        }
    }

    @Override
    public void prepareSnapshotPreBarrier(long checkpointId) throws Exception {
        awaitSettled();
        driver().checkpoint(new CheckpointBarrier(checkpointId, completedId));
        wakeUp();
    }

    /** The operators behind this one have taken their parts. */
    @Override
    public OperatorSnapshotFutures snapshotState(
            long checkpointId, long timestamp, CheckpointOptions options, CheckpointStreamFactory streams) {
        link().closeUnclaimed(checkpointId);
        driver().release();
        return new OperatorSnapshotFutures();
    }

    @Override
    public void notifyCheckpointComplete(long checkpointId) throws Exception {
        completedId = Math.max(completedId, checkpointId);
        driver().tell(new TaskCommand.CompleteCheckpoint(checkpointId));
        wakeUp();
    }

    @Override
    public void notifyCheckpointAborted(long checkpointId) {
        driver().tell(new TaskCommand.AbortCheckpoint(checkpointId));
        wakeUp();
    }

    @Override
    public void endInput() throws Exception {
        awaitSettled();
        driver().end();
        updateMetrics();
        onEnded();
    }

    @Override
    public void finish() throws Exception {
        if (!takesCheckpoints()) {
            driver().checkpoint(new CheckpointBarrier(END, completedId));
        }
    }

    @Override
    public void close() throws Exception {
        StageDriver closing = driver;
        driver = null;
        try {
            if (closing != null) {
                closing.close();
            }
        } finally {
            super.close();
        }
    }
}
