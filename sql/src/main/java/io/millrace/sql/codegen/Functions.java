/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.sql.codegen;

import io.millrace.sql.function.user.UserScalarFunction;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.apache.calcite.rex.RexCall;

/** All functions and operators that can be turned into source, by their names in SQL. */
public final class Functions {

    private static final Map<String, ScalarFunction> BY_NAME = new HashMap<>();

    private static final ScalarFunction USER_FUNCTION = new UserFunctionCall();

    static {
        LogicalFunctions.addTo(BY_NAME);
        ComparisonFunctions.addTo(BY_NAME);
        ConditionalFunctions.addTo(BY_NAME);
        ArithmeticFunctions.addTo(BY_NAME);
        MathFunctions.addTo(BY_NAME);
        StringFunctions.addTo(BY_NAME);
        TemporalFunctions.addTo(BY_NAME);
        ElementFunctions.addTo(BY_NAME);
        CastFunctions.addTo(BY_NAME);
        CollectionFunctions.addTo(BY_NAME);
        JsonCalls.addTo(BY_NAME);
        ValueFunctions.addTo(BY_NAME);
    }

    private Functions() {}

    /** Returns the names of all of them, sorted. */
    public static Set<String> names() {
        return new TreeSet<>(BY_NAME.keySet());
    }

    static ScalarFunction of(RexCall call) {
        if (call.getOperator() instanceof UserScalarFunction) {
            return USER_FUNCTION;
        }
        String name = call.getOperator().getName().toUpperCase(Locale.ROOT);
        ScalarFunction function = BY_NAME.get(name);
        if (function == null) {
            throw UnsupportedExpressionException.function(name);
        }
        return function;
    }
}
