/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.flink.source;

import org.apache.flink.api.connector.source.SourceEvent;

/** What the readers of a source and its enumerator tell each other beside splits. */
sealed interface SplitEvent extends SourceEvent {
    /**
     * To a reader: these were all splits for now.
     *
     * @param noMore whether for good
     */
    record Assigned(boolean noMore) implements SplitEvent {}

    /** From a reader: its stage has emitted all that it will. */
    record Ended() implements SplitEvent {}

    /** To a reader: all of all sources have ended. They go together, since a savepoint needs the state of all. */
    record MayFinish() implements SplitEvent {}

    /** From a reader that keeps step with others: how far it is. */
    record Progress(boolean live, long watermark) implements SplitEvent {}

    /** To a reader: do not read splits whose watermark is above the limit. */
    record Limit(long watermark) implements SplitEvent {}
}
