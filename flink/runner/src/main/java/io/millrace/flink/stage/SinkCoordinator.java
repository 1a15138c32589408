/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.flink.stage;

import io.millrace.flink.stage.SinkEvent.MayWrite;
import io.millrace.flink.stage.SinkEvent.Opened;
import io.millrace.flink.stage.SinkEvent.Settle;
import io.millrace.flink.stage.SinkEvent.Settled;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.apache.flink.runtime.jobgraph.OperatorID;
import org.apache.flink.runtime.operators.coordination.OperatorCoordinator;
import org.apache.flink.runtime.operators.coordination.OperatorEvent;
import org.jspecify.annotations.Nullable;

/**
 * Sees to it that, when all subtasks of a sink start, the first one settles what earlier attempts left before any writes. A
 * subtask that is started again while others go on has nothing settled, since that would take away what these are writing.
 * All calls come from the thread of the job's master.
 */
final class SinkCoordinator implements OperatorCoordinator {
    private final Context context;
    private final Map<Integer, SubtaskGateway> subtasks = new HashMap<>();
    private final Set<Integer> waiting = new HashSet<>();
    private final Set<Integer> restarting = new HashSet<>();
    private boolean settled;

    private SinkCoordinator(Context context) {
        this.context = context;
    }

    /** Makes the coordinator of one sink. */
    record Provider(OperatorID operatorId) implements OperatorCoordinator.Provider {
        @Override
        public OperatorID getOperatorId() {
            return operatorId;
        }

        @Override
        public OperatorCoordinator create(Context context) {
            return new SinkCoordinator(context);
        }
    }

    @Override
    public void start() {}

    @Override
    public void close() {}

    @Override
    public void handleEventFromOperator(int subtask, int attemptNumber, OperatorEvent event) {
        if (event instanceof Opened) {
            boolean alone = restarting.remove(subtask);
            if (settled) {
                send(subtask, new MayWrite(!alone));
            } else {
                waiting.add(subtask);
                if (subtask == 0) {
                    send(subtask, new Settle());
                }
            }
        } else if (event instanceof Settled) {
            settled = true;
            waiting.forEach(each -> send(each, new MayWrite(true)));
            waiting.clear();
        }
    }

    private void send(int subtask, SinkEvent event) {
        SubtaskGateway gateway = subtasks.get(subtask);
        if (gateway != null) {
            CompletableFuture<?> unused = gateway.sendEvent(event); // a task that is gone is started again
        }
    }

    @Override
    public void subtaskReset(int subtask, long checkpointId) {
        restarting.add(subtask);
        subtasks.remove(subtask);
        waiting.remove(subtask);
        if (restarting.size() == context.currentParallelism()) {
            startAnew();
        }
    }

    private void startAnew() {
        settled = false;
        restarting.clear();
        waiting.clear();
    }

    @Override
    public void resetToCheckpoint(long checkpointId, byte @Nullable [] checkpointData) {
        startAnew();
    }

    @Override
    public void executionAttemptFailed(int subtask, int attemptNumber, @Nullable Throwable reason) {
        subtasks.remove(subtask);
        waiting.remove(subtask);
    }

    @Override
    public void executionAttemptReady(int subtask, int attemptNumber, SubtaskGateway gateway) {
        subtasks.put(subtask, gateway);
    }

    @Override
    public void checkpointCoordinator(long checkpointId, CompletableFuture<byte[]> result) {
        result.complete(new byte[0]);
    }

    @Override
    public void notifyCheckpointComplete(long checkpointId) {}
}
