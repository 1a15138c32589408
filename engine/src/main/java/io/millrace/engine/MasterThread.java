/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.engine;

import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** The one thread on which a job's master acts, and the timers of the job. What comes after {@link #shutdown} is dropped. */
final class MasterThread {
    private final ScheduledThreadPoolExecutor executor;
    private final Consumer<Throwable> crash;

    /**
     * @param crash takes what an action threw: a fault of the engine itself
     */
    MasterThread(JobThreads threads, Consumer<Throwable> crash) {
        this.executor = new ScheduledThreadPoolExecutor(
                1, work -> threads.create("master", work), new ThreadPoolExecutor.DiscardPolicy());
        this.executor.setRemoveOnCancelPolicy(true);
        this.executor.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
        this.crash = crash;
    }

    /** Runs an action after those posted before. */
    void post(Runnable action) {
        executor.execute(guarded(action));
    }

    /** Runs an action when the system's clock has reached {@code millis}. */
    Future<?> postAt(long millis, Runnable action) {
        long delay = Math.max(0, millis - System.currentTimeMillis());
        return executor.schedule(guarded(action), delay, TimeUnit.MILLISECONDS);
    }

    /** Ends the thread when the current action is done. */
    void shutdown() {
        executor.shutdown();
    }

    private Runnable guarded(Runnable action) {
        return () -> {
            try {
                action.run();
            } catch (Throwable fault) {
                crash.accept(fault);
            }
        };
    }
}
