/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.sql.connector;

/** A table that can be asked for rows without waiting for them, too: it is, unless the hint {@code LOOKUP} says otherwise. */
public interface AsyncLookupTableSource extends LookupTableSource {
    /**
     * Makes what asks for rows, for one subtask.
     *
     * @param keys the columns that are asked for, by their position among those of {@link TableContext#columns}
     * @param columns those that are wanted
     */
    AsyncTableLookup asyncLookup(int[] keys, int[] columns);
}
