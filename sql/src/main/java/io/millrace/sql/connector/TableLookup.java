/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.sql.connector;

import io.millrace.data.RowData;
import java.util.List;

/** Asks a table for rows. Each subtask has its own, used by one thread; what takes long holds up the rows behind. */
public interface TableLookup {
    /** Called once before the first look. */
    default void open() throws Exception {}

    /**
     * Returns the rows that are there now.
     *
     * @param key the values of the columns that are asked for, none of them null, as columns hold them
     * @return the wanted columns
     */
    List<RowData> find(RowData key) throws Exception;

    /** Called once at the end, also after a failure. */
    default void close() throws Exception {}
}
