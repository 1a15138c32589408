/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.connector.files;

import java.io.Serializable;
import org.jspecify.annotations.Nullable;

/** What becomes of the files that are there when a run of a {@link FileSink} starts afresh. */
sealed interface ExistingFiles extends Serializable {
    /** They stay. */
    record Kept() implements ExistingFiles {}

    /** They go before anything is written. */
    record RemovedFirst() implements ExistingFiles {}

    /**
     * They go at the end, from the buckets that are written to.
     *
     * @param emptied the bucket from which they go in any case; null for none
     */
    record Overwritten(@Nullable String emptied) implements ExistingFiles {}
}
