/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.task;

import io.millrace.data.Batch;
import io.millrace.data.RecordBatch;
import java.util.ArrayDeque;

/** Empty batches of one task, so that a fused chain allocates none. */
final class BatchPool {
    private static final int MAX_POOLED = 16;

    private final ArrayDeque<RecordBatch> free = new ArrayDeque<>();

    RecordBatch take() {
        RecordBatch batch = free.poll();
        return batch == null ? new RecordBatch() : batch;
    }

    /** Columns are shared between batches, so that nobody knows when the last one is done with them. */
    void recycle(Batch used) {
        if (!(used instanceof RecordBatch batch) || batch.capacity() != Batch.CAPACITY || free.size() >= MAX_POOLED) {
            return;
        }
        batch.values = new Object[Batch.CAPACITY];
        batch.size = 0;
        batch.kinds = null;
        batch.longKeys = null;
        free.push(batch);
    }
}
