/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.engine;

import io.millrace.task.OperatorTask;
import io.millrace.task.OperatorTask.Progress;
import io.millrace.task.TaskMetrics;
import java.lang.invoke.VarHandle;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * One task as workers see it: idle, in the queue of those that are ready, or being stepped.
 *
 * <p>No wake-up is lost: whoever has something for the task makes it visible first and looks at the state then
 * ({@link #activate}); the worker changes the state first and lets the task look then ({@link #run}). An activation during
 * a step is remembered, and answered with another step.
 */
final class ScheduledTask {
    private static final int IDLE = 0;
    private static final int QUEUED = 1;
    private static final int RUNNING = 2;
    private static final int RUNNING_AND_NOTIFIED = 3;

    private static final long NEVER = Long.MAX_VALUE;

    private final AtomicInteger state = new AtomicInteger(IDLE);
    private final MasterThread timers;
    private @Nullable OperatorTask task;
    private volatile @Nullable WorkerPool workers;
    private @Nullable Future<?> wakeUp;
    private volatile long plannedWakeUp = NEVER;
    private Progress progress = Progress.READY;
    private long stepEnd;

    ScheduledTask(MasterThread timers) {
        this.timers = timers;
    }

    /** Takes the task, which is then ready for its first step. */
    void launch(OperatorTask newTask, WorkerPool pool) {
        task = newTask;
        workers = pool;
        stepEnd = System.nanoTime();
        state.set(QUEUED);
        pool.enqueue(this);
    }

    /** Lets the task take a step, since there is something for it. May be called from any thread, also after its end. */
    void activate() {
        VarHandle.fullFence();
        while (true) {
            int current = state.get();
            if (current == QUEUED || current == RUNNING_AND_NOTIFIED) {
                return;
            }
            WorkerPool pool = workers;
            if (pool == null) {
                return; // Its launch will let it take a step.
            }
            if (current == RUNNING) {
                if (state.compareAndSet(RUNNING, RUNNING_AND_NOTIFIED)) {
                    return;
                }
            } else if (state.compareAndSet(IDLE, QUEUED)) {
                pool.enqueue(this);
                return;
            }
        }
    }

    /**
     * Steps the task.
     *
     * @param start the time now, which is also when the worker's last step ended
     * @return the time at the end of the step
     */
    long run(long start) {
        OperatorTask stepped = task();
        state.getAndSet(RUNNING);
        countWaiting(stepped.metrics(), start - stepEnd);
        progress = stepped.step();
        long end = System.nanoTime();
        stepped.metrics().busyNanos += end - start;
        stepEnd = end;
        if (progress == Progress.WAITING_FOR_INPUT) {
            planWakeUp(stepped.wakeUpMillis());
        }
        return end;
    }

    /** Puts the task to rest after a step; returns false if it is to be stepped again and is now in state "queued". */
    boolean rest() {
        if (progress != Progress.READY && state.compareAndSet(RUNNING, IDLE)) {
            return true;
        }
        state.set(QUEUED);
        return false;
    }

    private OperatorTask task() {
        OperatorTask current = task;
        if (current == null) {
            throw new IllegalStateException("The task is not launched");
        }
        return current;
    }

    /** Returns for how long the task has waited since its last step; from other threads a little old. */
    long waitingNanos(Progress kind) {
        return state.get() != RUNNING && progress == kind ? Math.max(0, System.nanoTime() - stepEnd) : 0;
    }

    private void countWaiting(TaskMetrics metrics, long nanos) {
        if (progress == Progress.WAITING_FOR_OUTPUT) {
            metrics.backpressuredNanos += nanos;
        } else if (progress != Progress.READY) {
            metrics.idleNanos += nanos;
        }
    }

    /** Sees to it that a timer activates the task at that time or before; there is at most one timer. */
    private void planWakeUp(long millis) {
        if (millis >= plannedWakeUp) {
            return;
        }
        Future<?> later = wakeUp;
        if (later != null) {
            later.cancel(false);
        }
        plannedWakeUp = millis;
        wakeUp = timers.postAt(millis, () -> {
            plannedWakeUp = NEVER;
            activate();
        });
    }
}
