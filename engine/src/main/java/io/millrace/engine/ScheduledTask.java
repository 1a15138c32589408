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
 * One task as workers see it: idle, in the queue of those that are ready, being stepped, or stopped for good.
 *
 * <p>No wake-up is lost: whoever has something for the task makes it visible first and looks at the state then
 * ({@link #activate}); the worker changes the state first and lets the task look then ({@link #run}). An activation during
 * a step is remembered, and answered with another step.
 *
 * <p>A task that is to stop is stopped by the worker that steps it, or that takes it from the queue; one that is idle stops at
 * once.
 */
final class ScheduledTask {
    private static final int IDLE = 0;
    private static final int QUEUED = 1;
    private static final int RUNNING = 2;
    private static final int RUNNING_AND_NOTIFIED = 3;
    private static final int QUEUED_AND_STOPPING = 4;
    private static final int RUNNING_AND_STOPPING = 5;
    private static final int STOPPED = 6;

    private static final long NEVER = Long.MAX_VALUE;

    private final AtomicInteger state = new AtomicInteger(IDLE);
    private final MasterThread timers;
    private @Nullable OperatorTask task;
    private volatile @Nullable WorkerPool workers;
    private @Nullable Future<?> wakeUp;
    private volatile long plannedWakeUp = NEVER;
    private Progress progress = Progress.READY;
    private long stepEnd;
    private volatile Runnable whenStopped = () -> {};
    private @Nullable Thread stepper; // set before the state says that the task runs

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
            if (current == QUEUED || current == RUNNING_AND_NOTIFIED || current >= QUEUED_AND_STOPPING) {
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
        stepper = Thread.currentThread();
        if (!state.compareAndSet(QUEUED, RUNNING)) {
            return start; // it is stopping
        }
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
        int current = state.get();
        while (current != RUNNING_AND_STOPPING && current != QUEUED_AND_STOPPING) {
            if (state.compareAndSet(current, QUEUED)) {
                return false;
            }
            current = state.get();
        }
        endStepping();
        state.set(STOPPED);
        whenStopped.run();
        return true;
    }

    /** Lets no step begin any more; {@code then} is called, on any thread, when none is under way. At most once. */
    void stop(Runnable then) {
        whenStopped = then;
        while (true) {
            int current = state.get();
            if (current == IDLE) {
                if (state.compareAndSet(IDLE, STOPPED)) {
                    then.run();
                    return;
                }
            } else if (state.compareAndSet(current, current == QUEUED ? QUEUED_AND_STOPPING : RUNNING_AND_STOPPING)) {
                return;
            }
        }
    }

    /** Interrupts the step that keeps the task from stopping: user code that waits for something. */
    synchronized void interrupt() {
        Thread thread = stepper;
        if (state.get() == RUNNING_AND_STOPPING && thread != null) {
            thread.interrupt();
        }
    }

    /** The worker goes on with other tasks, which an interrupt of this one must not reach. */
    private synchronized void endStepping() {
        stepper = null;
        boolean unused = Thread.interrupted();
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
