/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.engine;

import io.millrace.data.Batch;
import io.millrace.data.StreamElement;
import io.millrace.task.Channel;
import java.lang.invoke.VarHandle;
import java.util.concurrent.atomic.AtomicLong;
import org.jctools.queues.SpscUnboundedArrayQueue;
import org.jspecify.annotations.Nullable;

/**
 * A channel between two tasks of one JVM. Its mark is a number of elements, and a number of rows that the reader sets. Its
 * writer is woken when half of what the mark allows is left.
 */
final class BatchChannel implements Channel {
    /** The number of elements at which the writer should wait. */
    static final int MARK = 8;

    private static final int RESUME_AT = MARK / 2;
    private static final int CHUNK = 16;

    private final SpscUnboundedArrayQueue<StreamElement> queue = new SpscUnboundedArrayQueue<>(CHUNK);
    private final ScheduledTask writer;
    private final ScheduledTask reader;
    private volatile boolean writerWaits;
    private volatile int mostRows = Integer.MAX_VALUE;
    private final AtomicLong rowsAdded = new AtomicLong(); // set by the writer alone
    private final AtomicLong rowsTaken = new AtomicLong(); // set by the reader alone

    BatchChannel(ScheduledTask writer, ScheduledTask reader) {
        this.writer = writer;
        this.reader = reader;
    }

    @Override
    public void add(StreamElement element) {
        if (element instanceof Batch batch) {
            rowsAdded.setOpaque(rowsAdded.getPlain() + batch.size); // before the reader may take them
        }
        queue.offer(element);
        reader.activate();
    }

    @Override
    public @Nullable StreamElement poll() {
        StreamElement element = queue.poll();
        if (element != null) {
            if (element instanceof Batch batch) {
                rowsTaken.setOpaque(rowsTaken.getPlain() + batch.size);
            }
            // The writer says that it waits first, and looks at the size then; here it is the other way round.
            VarHandle.fullFence();
            if (writerWaits && queue.size() <= RESUME_AT && rows() <= mostRows / 2) {
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
        if (!isFull()) {
            return false;
        }
        writerWaits = true;
        VarHandle.fullFence();
        return isFull();
    }

    private boolean isFull() {
        return queue.size() >= MARK || rows() >= mostRows;
    }

    private long rows() {
        return rowsAdded.getOpaque() - rowsTaken.getOpaque();
    }

    @Override
    public void setMostRows(int rows) {
        mostRows = rows;
    }

    @Override
    public int mostRows() {
        return mostRows;
    }
}
