/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.sql.table.functions;

import io.millrace.function.Collector;
import org.jspecify.annotations.Nullable;

/**
 * A function from values to any number of rows. A class of it has one or more public methods called {@code eval} that return nothing and {@link #collect} rows.
 *
 * <pre>{@code
 * public static class Words extends TableFunction<String> {
 *     public void eval(String text) {
 *         for (String word : text.split(" ")) {
 *             collect(word);
 *         }
 *     }
 * }
 * }</pre>
 *
 * Where a row of the query is taken back, the function is called for it again, and has to collect the same.
 *
 * @param <T> a row: a record, whose components are the columns, or a single value, which is the only one
 */
public abstract class TableFunction<T extends @Nullable Object> extends UserDefinedFunction {
    private transient @Nullable Collector<T> collector;

    /** Sets what takes the rows; for whoever calls the function. */
    public final void setCollector(Collector<T> newCollector) {
        collector = newCollector;
    }

    /** Gives a row. */
    protected final void collect(T row) {
        Collector<T> target = collector;
        if (target == null) {
            throw new IllegalStateException("Rows are collected while eval is called");
        }
        target.collect(row);
    }
}
