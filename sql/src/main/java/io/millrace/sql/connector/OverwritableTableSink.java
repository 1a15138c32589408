/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.sql.connector;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What writes a table of which INSERT OVERWRITE can replace the rows. */
public interface OverwritableTableSink extends TableSink {
    /**
     * Returns what writes rows that take the place of those that are there: in a table with partitions, of those in the same partitions; in one without, of all. The job runs in batch mode. What is there can be read to
     * its end, by the query itself, too.
     *
     * @param partition the values that the statement gives partition columns, by the columns' names, as programs know them: all rows that come have them. Where they are those of all partition columns, also where there are
     *     none, old rows go though no new ones come; else only the partitions that get rows lose those that they have
     */
    TableSink overwriting(Map<String, @Nullable Object> partition);
}
