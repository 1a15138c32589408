/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.engine;

import java.lang.invoke.VarHandle;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.jctools.queues.MpmcArrayQueue;
import org.jspecify.annotations.Nullable;

/**
 * The threads that step the tasks of one attempt: those that are ready, in turn. A worker that finds none parks, and
 * whoever makes a task ready wakes one.
 */
final class WorkerPool {
    private static final int SPINS_BEFORE_PARKING = 100;

    private final MpmcArrayQueue<ScheduledTask> ready;
    private final List<Worker> workers = new ArrayList<>();
    private final AtomicInteger alive;
    private final Consumer<Throwable> crash;
    private volatile boolean stopping;
    private volatile Runnable whenStopped = () -> {};

    /**
     * @param tasks how many tasks there will be
     * @param crash takes what no task could catch: a fault of the engine itself
     */
    WorkerPool(JobThreads threads, int tasks, Consumer<Throwable> crash) {
        int size = Math.max(1, Math.min(tasks, Runtime.getRuntime().availableProcessors()));
        // Each task is in the queue at most once, so that it is never full.
        this.ready = new MpmcArrayQueue<>(Math.max(2, tasks));
        this.alive = new AtomicInteger(size);
        this.crash = crash;
        for (int i = 0; i < size; i++) {
            workers.add(new Worker(threads, i));
        }
    }

    void start() {
        for (Worker worker : workers) {
            worker.thread.start();
        }
    }

    /** Lets no step begin any more; the last worker calls {@code then} when none is left. */
    void stop(Runnable then) {
        whenStopped = then;
        stopping = true;
        for (Worker worker : workers) {
            LockSupport.unpark(worker.thread);
        }
    }

    /** Interrupts steps that still run: user code that waits for something. */
    void interrupt() {
        for (Worker worker : workers) {
            worker.thread.interrupt();
        }
    }

    /** Adds a task that is ready, and wakes a worker if one is parked. */
    void enqueue(ScheduledTask task) {
        offer(task);
        wakeOne();
    }

    private void offer(ScheduledTask task) {
        if (!ready.offer(task)) {
            throw new IllegalStateException("A task is in the queue of ready tasks twice");
        }
    }

    private void wakeOne() {
        // A worker that parks says so first and looks at the queue then; here it is the other way round.
        VarHandle.fullFence();
        for (Worker worker : workers) {
            if (worker.parked.get() && worker.parked.compareAndSet(true, false)) {
                LockSupport.unpark(worker.thread);
                return;
            }
        }
    }

    private final class Worker implements Runnable {
        private final AtomicBoolean parked = new AtomicBoolean();
        private final Thread thread;

        Worker(JobThreads threads, int number) {
            this.thread = threads.create("worker-" + number, this);
        }

        @Override
        public void run() {
            while (!stopping) {
                try {
                    stepTasks();
                } catch (Throwable fault) {
                    crash.accept(fault);
                }
            }
            if (alive.decrementAndGet() == 0) {
                whenStopped.run();
            }
        }

        private void stepTasks() {
            long now = System.nanoTime();
            while (!stopping) {
                ScheduledTask task = spin();
                if (task == null) {
                    task = park();
                    now = System.nanoTime();
                }
                if (task != null) {
                    now = task.run(now);
                    if (!task.rest()) {
                        offer(task); // This worker looks into the queue next: nobody needs to be woken.
                    }
                }
            }
        }

        private @Nullable ScheduledTask spin() {
            ScheduledTask task = ready.poll();
            for (int i = 0; task == null && i < SPINS_BEFORE_PARKING; i++) {
                Thread.onSpinWait();
                task = ready.poll();
            }
            return task;
        }

        /** Waits to be woken; returns a task, or null where another worker was faster. */
        private @Nullable ScheduledTask park() {
            parked.set(true);
            VarHandle.fullFence();
            ScheduledTask task = ready.poll();
            if (task == null) {
                while (parked.get() && !stopping) {
                    LockSupport.park(this);
                }
                task = ready.poll();
            }
            boolean wokenForAnother = !parked.compareAndSet(true, false) && task != null && !ready.isEmpty();
            if (wokenForAnother) {
                wakeOne();
            }
            return task;
        }
    }
}
