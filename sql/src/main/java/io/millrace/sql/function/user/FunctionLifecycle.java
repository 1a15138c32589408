/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.sql.function.user;

import io.millrace.sql.catalog.FunctionSource;
import io.millrace.sql.table.functions.FunctionContext;
import io.millrace.sql.table.functions.UserDefinedFunction;
import io.millrace.sql.table.functions.UserFunctionException;

/** Makes objects of functions ready to be called. */
public final class FunctionLifecycle {
    private FunctionLifecycle() {}

    /**
     * Makes an object of a function, and opens it.
     *
     * @throws UserFunctionException if it fails to
     */
    public static UserDefinedFunction open(FunctionSource source, FunctionContext context) {
        UserDefinedFunction function = source.create();
        try {
            function.open(context);
        } catch (Exception failure) {
            throw new UserFunctionException(source.type().getName() + ".open", failure);
        }
        return function;
    }
}
