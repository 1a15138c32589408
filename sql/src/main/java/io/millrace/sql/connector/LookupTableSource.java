/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.sql.connector;

/** A table of which rows can be asked for by what some columns hold; joined by {@code FOR SYSTEM_TIME AS OF} a processing time. */
public interface LookupTableSource extends ScanTableSource {
    /**
     * Makes what asks for rows, for one subtask.
     *
     * @param keys the columns that are asked for, by their position among those of {@link TableContext#columns}
     * @param columns those that are wanted
     */
    TableLookup lookup(int[] keys, int[] columns);
}
