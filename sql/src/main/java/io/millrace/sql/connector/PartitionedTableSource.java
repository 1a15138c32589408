/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.sql.connector;

import java.util.List;

/** A table whose rows lie in partitions, of which those can be passed by that a query wants nothing of. */
public interface PartitionedTableSource extends ScanTableSource {
    /**
     * Returns the columns that are the same in all rows of a partition, by their position among those of {@link TableContext#columns}. Partitions may lie
     * within each other; the column of the outermost ones is the first.
     */
    List<Integer> partitionColumns();

    /**
     * Returns what reads no partition that a filter does not accept, of those that appear while the job runs, too. Conditions that are in the filter need not be in the query any
     * more: to read such a partition all the same is wrong.
     */
    ScanTableSource withPartitions(PartitionFilter filter);
}
