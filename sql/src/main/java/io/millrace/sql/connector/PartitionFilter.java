/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.sql.connector;

import java.io.Serializable;
import org.jspecify.annotations.Nullable;

/** Says which partitions of a table a query wants. Can be used by several threads. */
@FunctionalInterface
public interface PartitionFilter extends Serializable {
    /**
     * Returns whether a partition may have rows that the query wants; where only the outer columns are known, whether one of the partitions within may.
     *
     * @param values of {@link PartitionedTableSource#partitionColumns}, or of the first of them, boxed as they lie in columns
     */
    boolean accepts(@Nullable Object[] values);
}
