/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.flink.stage;

import io.millrace.flink.stage.SinkEvent.MayWrite;
import io.millrace.flink.stage.SinkEvent.Opened;
import io.millrace.flink.stage.SinkEvent.Settle;
import io.millrace.flink.stage.SinkEvent.Settled;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
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
    private final int parallelism;
    private final Map<Integer, Reachable> reachable = new HashMap<>(); // by subtask
    private final Map<Integer, Integer> opened = new HashMap<>(); // subtasks that wait for word: their attempts
    private final Set<Integer> restarting = new HashSet<>();
    private final List<CompletableFuture<byte[]>> checkpoints = new ArrayList<>(); // that wait for all to write
    private boolean settled;

    SinkCoordinator(int parallelism) {
        this.parallelism = parallelism;
    }

    /** An attempt of a subtask that can be sent to. What it sends may come before we are told so. */
    private record Reachable(int attempt, SubtaskGateway gateway) {}

    /** Makes the coordinator of one sink. */
    record Provider(OperatorID operatorId) implements OperatorCoordinator.Provider {
        @Override
        public OperatorID getOperatorId() {
            return operatorId;
        }

        @Override
        public OperatorCoordinator create(Context context) {
            return new SinkCoordinator(context.currentParallelism());
        }
    }

    @Override
    public void start() {}

    @Override
    public void close() {}

    @Override
    public void handleEventFromOperator(int subtask, int attempt, OperatorEvent event) {
        if (event instanceof Opened) {
            opened.put(subtask, attempt);
            answer(subtask);
        } else if (event instanceof Settled) {
            settled = true;
            List.copyOf(opened.keySet()).forEach(this::answer);
            letCheckpointsGo();
        }
    }

    @Override
    public void executionAttemptReady(int subtask, int attempt, SubtaskGateway gateway) {
        reachable.put(subtask, new Reachable(attempt, gateway));
        answer(subtask);
    }

    /** Tells a subtask what it may do, where it waits for that and can be told. */
    private void answer(int subtask) {
        Integer attempt = opened.get(subtask);
        Reachable there = reachable.get(subtask);
        if (attempt == null || there == null || there.attempt() != attempt) {
            return;
        }
        if (settled) {
            opened.remove(subtask);
            send(there, new MayWrite(!restarting.remove(subtask)));
            letCheckpointsGo();
        } else if (subtask == 0) {
            send(there, new Settle());
        }
    }

    private static void send(Reachable subtask, SinkEvent event) {
        CompletableFuture<?> unused = subtask.gateway().sendEvent(event); // a task that is gone is started again
    }

    @Override
    public void subtaskReset(int subtask, long checkpointId) {
        forget(subtask);
        restarting.add(subtask);
        if (restarting.size() == parallelism) {
            startAnew();
        }
    }

    @Override
    public void resetToCheckpoint(long checkpointId, byte @Nullable [] checkpointData) {
        startAnew();
    }

    private void startAnew() {
        settled = false;
        restarting.clear();
        opened.clear();
        giveUpCheckpoints();
    }

    @Override
    public void executionAttemptFailed(int subtask, int attempt, @Nullable Throwable reason) {
        forget(subtask);
    }

    private void forget(int subtask) {
        reachable.remove(subtask);
        opened.remove(subtask);
        giveUpCheckpoints();
    }

    /**
     * From when a coordinator has its part of a checkpoint until a subtask has its own, Flink keeps back what is sent to the
     * subtask. A subtask that waits for word would wait for ever, so the checkpoint waits.
     */
    @Override
    public void checkpointCoordinator(long checkpointId, CompletableFuture<byte[]> result) {
        checkpoints.add(result);
        letCheckpointsGo();
    }

    private void letCheckpointsGo() {
        if (settled && opened.isEmpty()) {
            checkpoints.forEach(each -> each.complete(new byte[0]));
            checkpoints.clear();
        }
    }

    private void giveUpCheckpoints() {
        checkpoints.forEach(
                each -> each.completeExceptionally(new IllegalStateException("A subtask of the sink is gone")));
        checkpoints.clear();
    }

    @Override
    public void notifyCheckpointComplete(long checkpointId) {}
}
