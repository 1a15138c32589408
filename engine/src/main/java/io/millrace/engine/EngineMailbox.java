/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.engine;

import io.millrace.task.TaskMailbox;
import org.jctools.queues.MpscUnboundedArrayQueue;
import org.jspecify.annotations.Nullable;

/** A queue that any thread fills and one task empties. */
final class EngineMailbox implements TaskMailbox {
    private static final int CHUNK = 64;

    private final MpscUnboundedArrayQueue<Mail> queue = new MpscUnboundedArrayQueue<>(CHUNK);
    private final ScheduledTask reader;
    private volatile boolean closed;

    EngineMailbox(ScheduledTask reader) {
        this.reader = reader;
    }

    @Override
    public void post(Mail mail) {
        if (!closed) {
            queue.offer(mail);
            reader.activate();
        }
    }

    @Override
    public @Nullable Mail poll() {
        return queue.poll();
    }

    @Override
    public void close() {
        closed = true;
        queue.clear();
    }
}
