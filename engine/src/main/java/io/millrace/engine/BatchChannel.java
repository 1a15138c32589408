/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.engine;

import io.millrace.data.StreamElement;
import io.millrace.task.Channel;
import java.lang.invoke.VarHandle;
import org.jctools.queues.SpscUnboundedArrayQueue;
import org.jspecify.annotations.Nullable;

/** A channel between two tasks of one JVM. Its writer is woken when half of what the mark allows is left. */
final class BatchChannel implements Channel {
    /** The number of elements at which the writer should wait. */
    static final int MARK = 8;

    private static final int RESUME_AT = MARK / 2;
    private static final int CHUNK = 16;

    private final SpscUnboundedArrayQueue<StreamElement> queue = new SpscUnboundedArrayQueue<>(CHUNK);
    private final ScheduledTask writer;
    private final ScheduledTask reader;
    private volatile boolean writerWaits;

    BatchChannel(ScheduledTask writer, ScheduledTask reader) {
        this.writer = writer;
        this.reader = reader;
    }

    @Override
    public void add(StreamElement element) {
        queue.offer(element);
        reader.activate();
    }

    @Override
    public @Nullable StreamElement poll() {
        StreamElement element = queue.poll();
        if (element != null) {
            // The writer says that it waits first, and looks at the size then; here it is the other way round.
            VarHandle.fullFence();
            if (writerWaits && queue.size() <= RESUME_AT) {
                writerWaits = false;
                writer.activate();
            }
        }
        return element;
    }

    @Override
    public boolean isEmpty() {
        return queue.isEmpty();
    }

    @Override
    public boolean isAboveMark() {
        if (queue.size() < MARK) {
            return false;
        }
        writerWaits = true;
        VarHandle.fullFence();
        return queue.size() >= MARK;
    }
}
