/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.sql.codegen;

import io.millrace.sql.catalog.FunctionSource;
import io.millrace.sql.function.user.FunctionLifecycle;
import io.millrace.sql.table.functions.FunctionContext;
import io.millrace.sql.table.functions.UserDefinedFunction;
import io.millrace.sql.table.functions.UserFunctionException;

/** What expressions learn from the world. */
public interface CalcContext {

    /** Returns what functions of programs are opened with. */
    default FunctionContext functions() {
        throw new IllegalStateException("Functions of programs cannot be called here");
    }

    /**
     * Makes an object of a function, and opens it.
     *
     * @throws UserFunctionException if it fails to
     */
    default UserDefinedFunction open(FunctionSource source) {
        return FunctionLifecycle.open(source, functions());
    }

    /** Returns the time for CURRENT_TIMESTAMP, PROCTIME and their like: milliseconds since the epoch. Asked once for each batch. */
    long clockMillis();

    /** Returns a seed for RAND and RAND_INTEGER where the expression gives none. Asked when the expressions are opened. */
    long seed();

    /** Returns the watermark of the input for CURRENT_WATERMARK; {@code Long.MIN_VALUE} before there is one. */
    default long watermark() {
        return Long.MIN_VALUE;
    }

    /** Returns what no other run, no other operator and no other subtask has, for UUID. Asked when the expressions are opened. */
    default String runId() {
        return String.valueOf(seed());
    }
}
