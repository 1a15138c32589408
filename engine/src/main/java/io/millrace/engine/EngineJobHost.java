/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.engine;

import io.millrace.environment.Environment;
import io.millrace.graph.JobNode;
import io.millrace.operator.Kernels;
import io.millrace.task.Channel;
import io.millrace.task.JobHost;
import io.millrace.task.OperatorTask;
import io.millrace.task.SchedulingPolicy;
import io.millrace.task.TaskCommand;
import io.millrace.task.TaskId;
import io.millrace.task.TaskMailbox;
import io.millrace.task.TaskSetup;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Threads, channels, timers and disk for one job. All methods but those that say otherwise are called on the master. */
final class EngineJobHost implements JobHost {
    private static final int BLOCKING_THREADS = 4;

    /** How long a step may go on after a stop before it is interrupted. */
    private static final long STOP_GRACE_MILLIS = 1_000;

    private static final Logger LOG = LoggerFactory.getLogger(EngineJobHost.class);

    private final ScratchDirectory scratch = new ScratchDirectory();
    private final Environment environment = new EngineEnvironment(scratch);
    private final JobThreads threads;
    private final MasterThread master;
    private final ThreadPoolExecutor blocking;
    private final Consumer<Throwable> crash;

    /** The tasks of the current attempt, or of the one that is being built. Workers look tasks up, too. */
    private volatile Map<TaskId, ScheduledTask> tasks = new ConcurrentHashMap<>();

    private @Nullable WorkerPool workers;

    /**
     * @param crash takes a fault of the engine itself; may be called from any thread
     */
    EngineJobHost(String jobName, Consumer<Throwable> crash) {
        this.threads = new JobThreads(jobName);
        this.master = new MasterThread(threads, crash);
        this.crash = crash;
        this.blocking = new ThreadPoolExecutor(
                BLOCKING_THREADS,
                BLOCKING_THREADS,
                1,
                TimeUnit.SECONDS,
                new LinkedBlockingQueue<>(),
                threads.factory("blocking"));
        blocking.allowCoreThreadTimeOut(true);
    }

    @Override
    public Environment environment() {
        return environment;
    }

    @Override
    public SchedulingPolicy policy() {
        return SchedulingPolicy.IN_TURN;
    }

    @Override
    public TaskSetup.ReaderOffload offload() {
        return new EngineReaderOffload(threads, id -> task(id)::activate);
    }

    @Override
    public Kernels kernels(JobNode node) {
        return Kernels.fresh();
    }

    private ScheduledTask task(TaskId id) {
        return tasks.computeIfAbsent(id, unused -> new ScheduledTask(master));
    }

    /** Returns how long a task has waited since its last step. May be called from any thread. */
    long waitingNanos(TaskId id, OperatorTask.Progress kind) {
        ScheduledTask task = tasks.get(id);
        return task == null ? 0 : task.waitingNanos(kind);
    }

    @Override
    public Channel createChannel(TaskId writer, TaskId reader) {
        return new BatchChannel(task(writer), task(reader));
    }

    @Override
    public Queue<TaskCommand> createCommandQueue(TaskId id) {
        return new ConcurrentLinkedQueue<>();
    }

    @Override
    public TaskMailbox createMailbox(TaskId id) {
        return new EngineMailbox(task(id));
    }

    @Override
    public void launch(List<OperatorTask> launched) {
        WorkerPool running = workers;
        WorkerPool pool = running == null ? new WorkerPool(threads, launched.size(), crash) : running;
        for (OperatorTask task : launched) {
            task(task.id()).launch(task, pool);
        }
        if (running == null) {
            workers = pool;
            pool.start();
        }
    }

    @Override
    public void activate(TaskId id) {
        task(id).activate();
    }

    @Override
    public void stop(Runnable then) {
        WorkerPool stopping = workers;
        if (stopping == null) {
            post(then);
            return;
        }
        stopping.stop(() -> post(() -> {
            workers = null;
            tasks = new ConcurrentHashMap<>();
            then.run();
        }));
        postAt(environment.clockMillis() + STOP_GRACE_MILLIS, stopping::interrupt);
    }

    @Override
    public void stop(Set<TaskId> some, Runnable then) {
        List<ScheduledTask> stopping = new ArrayList<>();
        some.forEach(id -> stopping.add(task(id)));
        AtomicInteger stepped = new AtomicInteger(stopping.size());
        for (ScheduledTask task : stopping) {
            task.stop(() -> {
                if (stepped.decrementAndGet() == 0) {
                    post(() -> {
                        tasks.keySet().removeAll(some);
                        then.run();
                    });
                }
            });
        }
        postAt(environment.clockMillis() + STOP_GRACE_MILLIS, () -> stopping.forEach(ScheduledTask::interrupt));
    }

    @Override
    public void post(Runnable onMaster) {
        master.post(onMaster);
    }

    @Override
    public void postAt(long millis, Runnable onMaster) {
        Future<?> unused = master.postAt(millis, onMaster);
    }

    @Override
    public <T> void runBlocking(Callable<T> work, Completion<T> completion) {
        blocking.execute(() -> {
            try {
                T result = work.call();
                post(() -> completion.complete(result, null));
            } catch (Throwable failure) {
                post(() -> completion.complete(null, failure));
            }
        });
    }

    /** Ends all threads; {@code then} runs on the master as the last action of the job. */
    void shutdown(Runnable then) {
        stop(() -> {
            try {
                scratch.delete();
            } catch (IOException failure) {
                LOG.warn("Temporary files could not be deleted", failure);
            }
            blocking.shutdown();
            master.shutdown();
            then.run();
        });
    }
}
