/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.task;

import io.millrace.environment.Environment;
import io.millrace.graph.JobNode;
import io.millrace.operator.Kernels;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/**
 * What a runner supplies to the master of one job: it drives the tasks, carries elements between them, and lets the
 * master act on one thread at a time ("on the master").
 */
public interface JobHost {
    Environment environment();

    SchedulingPolicy policy();

    TaskSetup.ReaderOffload offload();

    /** Returns the loop classes of one operator, the same for each call with the same node. */
    Kernels kernels(JobNode node);

    Channel createChannel(TaskId writer, TaskId reader);

    /** Returns a queue that the master fills and the task empties. */
    Queue<TaskCommand> createCommandQueue(TaskId task);

    /** Returns the mailbox of a task that is being built. */
    TaskMailbox createMailbox(TaskId task);

    /** Starts driving tasks, in the order of their stages, beside those that it drives already. */
    void launch(List<OperatorTask> tasks);

    /** Lets a task take a step, since there is a command for it. */
    void activate(TaskId task);

    /** Stops driving all tasks; {@code then} runs on the master when none is being stepped and none will be. */
    void stop(Runnable then);

    /** Stops driving some tasks, as {@link #stop(Runnable)}; others with their ids may be launched behind it. */
    void stop(Set<TaskId> tasks, Runnable then);

    /** Runs an action on the master, after those posted before. May be called from any thread. */
    void post(Runnable onMaster);

    /** Runs an action on the master when processing time has reached {@code millis}. */
    void postAt(long millis, Runnable onMaster);

    /** Runs work that may block off the master and the tasks, then the completion on the master. */
    <T> void runBlocking(Callable<T> work, Completion<T> completion);

    /** Takes the result of blocking work, or its failure. */
    interface Completion<T> {
        void complete(@Nullable T result, @Nullable Throwable failure);
    }
}
