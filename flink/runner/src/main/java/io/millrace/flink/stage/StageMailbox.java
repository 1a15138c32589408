/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.flink.stage;

import io.millrace.task.TaskMailbox;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Letters for one task, and the place where it waits for them where it may do nothing else. */
final class StageMailbox implements TaskMailbox {
    private final ConcurrentLinkedQueue<Mail> letters = new ConcurrentLinkedQueue<>();
    private final Semaphore news = new Semaphore(0);
    private final Runnable wakeUp;
    private volatile boolean closed;

    /** @param wakeUp lets the task take a step */
    StageMailbox(Runnable wakeUp) {
        this.wakeUp = wakeUp;
    }

    @Override
    public void post(Mail mail) {
        if (!closed) {
            letters.add(mail);
            notifyTask();
        }
    }

    /** Says that there is something for the task to do. May be called from any thread. */
    void notifyTask() {
        news.release();
        wakeUp.run();
    }

    @Override
    public @Nullable Mail poll() {
        return letters.poll();
    }

    /** Waits until somebody has said since the last call that there is something to do, or the time is over. */
    void await(long millis) throws InterruptedException {
        if (news.tryAcquire(millis, TimeUnit.MILLISECONDS)) {
            news.drainPermits();
        }
    }

    @Override
    public void close() {
        closed = true;
        letters.clear();
    }
}
