/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.sql.codegen;

import java.util.Collection;
import java.util.stream.Collectors;
import org.apache.calcite.rel.type.RelDataType;

/**
 * What an expression has become: Java expressions for its value and for whether it is null. Both have no side effects and can be evaluated at any time and more
 * than once; the value may be anything while it is null.
 */
record Value(String code, String isNull, RelDataType type) {

    private static final String NEVER = "false";
    private static final String ALWAYS = "true";

    static Value notNull(String code, RelDataType type) {
        return new Value(code, NEVER, type);
    }

    static Value ofNull(RelDataType type) {
        return new Value(JavaTypes.initial(JavaTypes.of(type)), ALWAYS, type);
    }

    boolean isNeverNull() {
        return isNull.equals(NEVER);
    }

    boolean isAlwaysNull() {
        return isNull.equals(ALWAYS);
    }

    Class<?> javaType() {
        return JavaTypes.of(type);
    }

    /** Returns the code of whether a boolean is true, and not null. */
    String isTrue() {
        if (isNeverNull()) {
            return code;
        }
        return isAlwaysNull() ? NEVER : "(!" + isNull + " & " + code + ")";
    }

    /** Returns the code of whether any of some values is null. */
    static String anyNull(Collection<Value> values) {
        if (values.stream().anyMatch(Value::isAlwaysNull)) {
            return ALWAYS;
        }
        String terms = values.stream()
                .filter(value -> !value.isNeverNull())
                .map(Value::isNull)
                .distinct()
                .collect(Collectors.joining(" | "));
        if (terms.isEmpty()) {
            return NEVER;
        }
        return terms.contains(" ") ? "(" + terms + ")" : terms;
    }

    /** Returns whether the code is a variable, an element of an array or a literal, which costs nothing to repeat. */
    boolean isAtom() {
        return code.matches("-?[\\w.]+(\\[p])?") && isNull.matches("[\\w.]+(\\[p])?");
    }
}
