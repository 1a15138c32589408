/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.sql.table.functions;

import io.millrace.sql.row.Row;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;

/** A function of the program has thrown an exception, which is the cause. The message has the function's name and what it was called with. */
public final class UserFunctionException extends RuntimeException {
    private static final int MAX_TEXT = 200;

    /**
     * @param function as SQL calls it
     * @param arguments as the function was given them
     */
    public UserFunctionException(String function, Throwable cause, @Nullable Object... arguments) {
        super("The function " + call(function, arguments) + " failed: " + cause, cause);
    }

    private static String call(String function, @Nullable Object[] arguments) {
        StringJoiner text = new StringJoiner(", ", function + "(", ")");
        for (Object argument : arguments) {
            String shown = argument instanceof CharSequence ? "'" + argument + "'" : Row.text(argument);
            text.add(shown.length() > MAX_TEXT ? shown.substring(0, MAX_TEXT) + "..." : shown);
        }
        return text.toString();
    }
}
