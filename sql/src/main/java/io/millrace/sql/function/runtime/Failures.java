/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.sql.function.runtime;

/** The errors of generated code. */
public final class Failures {

    private Failures() {}

    /** Returns the error of an integer or decimal division by zero. */
    public static ArithmeticException divisionByZero(String expression) {
        return new ArithmeticException("Division by zero in " + expression
                + ". Guard it with NULLIF(divisor, 0), which gives NULL, or with a CASE.");
    }

    /** Returns the error of a value that cannot be cast. */
    public static CastException cast(Object value, String type, String targetType) {
        return new CastException("Cannot cast " + shown(value) + " of type " + type + " to " + targetType
                + ". TRY_CAST gives NULL instead.");
    }

    private static String shown(Object value) {
        return value instanceof String text ? "'" + text + "'" : value.toString();
    }
}
