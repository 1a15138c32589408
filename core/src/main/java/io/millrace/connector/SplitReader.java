/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.connector;

import java.io.IOException;

/** Reads one split in order. Used by one thread at a time. */
public interface SplitReader<T, S extends SourceSplit> extends AutoCloseable {
    /** The answer of {@link #retryAtMillis} of a reader that has its task woken when there is something. */
    long WHEN_WOKEN = Long.MAX_VALUE;

    /** What a call to {@link #read} ended with. */
    enum Status {
        /** There may be more at once. */
        MORE,
        /** Nothing now; ask again later. */
        NOTHING_NOW,
        /** The split has ended. */
        END
    }

    /** Emits at most {@code maxRecords} elements. Blocks only where {@link #isBlocking} says so. */
    Status read(SourceOutput<T> output, int maxRecords) throws Exception;

    /** Returns the split with the position behind the last element that {@link #read} emitted. */
    S position();

    /** Returns whether {@link #read} may wait for the outside world; the engine then gives it a thread of its own. */
    default boolean isBlocking() {
        return false;
    }

    /**
     * Returns the processing time at which to ask again after {@link Status#NOTHING_NOW}; with {@link #WHEN_WOKEN}, at
     * each step of the task.
     *
     * @param nowMillis processing time now
     */
    default long retryAtMillis(long nowMillis) {
        return nowMillis + 10;
    }

    @Override
    void close() throws IOException;
}
