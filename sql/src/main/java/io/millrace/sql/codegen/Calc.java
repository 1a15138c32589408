/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.sql.codegen;

import io.millrace.data.ColumnBatch;
import org.jspecify.annotations.Nullable;

/** A filter and projections of rows, compiled. One instance belongs to one subtask, and is called by one thread at a time. */
public interface Calc {

    /**
     * Returns the rows that pass the filter with the projections as their columns. Timestamps, kinds, and columns that are only passed on are shared with the
     * given batch.
     *
     * @return null where no row passes
     * @throws ArithmeticException if an integer or decimal is divided by zero
     * @throws io.millrace.sql.function.runtime.CastException if a value cannot be cast
     */
    @Nullable
    ColumnBatch apply(ColumnBatch batch);

    /** Closes the functions of programs that it calls. */
    default void close() throws Exception {}
}
