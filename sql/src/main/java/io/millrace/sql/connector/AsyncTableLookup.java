/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.sql.connector;

import io.millrace.data.RowData;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** Asks a table for rows without waiting for them, so that many questions are under way at once. Each subtask has its own, used by one thread. */
public interface AsyncTableLookup {
    /** Called once before the first look. */
    default void open() throws Exception {}

    /**
     * Asks for the rows that are there now. Must not wait for them: the rows behind do.
     *
     * @param key the values of the columns that are asked for, none of them null, as columns hold them
     * @return the wanted columns, from any thread; an error fails the job
     */
    CompletableFuture<List<RowData>> find(RowData key) throws Exception;

    /** Called once at the end, also after a failure; questions may still be under way. */
    default void close() throws Exception {}
}
