/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.operator;

import io.millrace.connector.SourceSplit;
import io.millrace.time.WatermarkAlignmentParams;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The operator at the head of a source stage: the host polls it instead of handing it batches. */
public interface SourceDriver extends Operator {
    /** What a poll ended with. */
    enum Poll {
        /** There may be more at once. */
        MORE,
        /** Nothing until {@link #retryAtMillis}, a wake-up, or new splits. */
        NOTHING_NOW,
        /** All splits have ended and no more will come. */
        END
    }

    /** Emits at most {@code maxRecords} records. */
    Poll poll(int maxRecords) throws Exception;

    /** Returns the processing time at which to poll again after {@link Poll#NOTHING_NOW}. */
    long retryAtMillis();

    /**
     * Takes splits that were found for this subtask.
     *
     * @param noMore whether no more will ever be found
     */
    void assign(List<? extends SourceSplit> splits, boolean noMore) throws Exception;

    /** Ends the source though there may be more to read: the next poll answers {@link Poll#END}. */
    void endEarly();

    /** Returns how the source keeps step with others, or null where it does not. */
    default @Nullable WatermarkAlignmentParams alignment() {
        return null;
    }

    /** Splits whose watermark is above the limit are not to be read. */
    default void alignTo(long limit) {}

    /** Returns what the source's watermark group is to be told, or null for nothing new. */
    default @Nullable SourceProgress takeProgress() {
        return null;
    }

    /** Returns the splits that are being read. May be called from any thread, and be a little old. */
    default List<SplitStatus> splits() {
        return List.of();
    }
}
