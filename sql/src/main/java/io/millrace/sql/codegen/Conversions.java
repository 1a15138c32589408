/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.sql.codegen;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.function.UnaryOperator;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.sql.type.SqlTypeName;
import org.jspecify.annotations.Nullable;

/** Code between the classes of values and those of the parameters and results of the methods that generated code calls. */
final class Conversions {

    /** How a result becomes a value. */
    record Result(UnaryOperator<String> code, boolean isIdentity, boolean mayBeNull) {}

    /** Nothing needs to be done. */
    static final Result IDENTITY = new Result(UnaryOperator.identity(), true, false);

    private static final int IMPOSSIBLE = 1000;
    private static final int AS_TEXT = 100;

    private Conversions() {}

    /** Returns how far a type is from a parameter's: 0 where nothing needs to be done. */
    static int distance(RelDataType type, Class<?> parameter) {
        Class<?> given = JavaTypes.of(type);
        SqlTypeName name = type.getSqlTypeName();
        if (parameter == LocalDateTime.class || parameter == Instant.class || parameter == LocalDate.class) {
            return temporalDistance(type, parameter);
        } else if (given == parameter || name == SqlTypeName.NULL) {
            return 0;
        } else if (parameter == String.class) {
            return AS_TEXT;
        } else if (parameter == Object.class) {
            return AS_TEXT / 2;
        }
        int from = rank(given);
        int to = rank(parameter);
        if (from < 0 || to < 0) {
            return IMPOSSIBLE;
        }
        // An integer is rather an approximate than an exact decimal, and losing digits is the last thing to do.
        return to > from ? to - from : AS_TEXT / 2 + from - to;
    }

    static boolean isPossible(int distance) {
        return distance < IMPOSSIBLE;
    }

    private static int temporalDistance(RelDataType type, Class<?> parameter) {
        boolean isTimestamp = Temporals.isTimestamp(type) || Temporals.isLocalZoned(type);
        if (parameter == LocalDate.class) {
            return type.getSqlTypeName() == SqlTypeName.DATE ? 0 : IMPOSSIBLE;
        } else if (isTimestamp) {
            return Temporals.isLocalZoned(type) == (parameter == Instant.class) ? 0 : 1;
        }
        return type.getSqlTypeName() == SqlTypeName.DATE ? 2 : IMPOSSIBLE;
    }

    private static int rank(Class<?> type) {
        if (type == int.class) {
            return 0;
        } else if (type == long.class) {
            return 1;
        } else if (type == BigDecimal.class) {
            return 2;
        } else if (type == float.class) {
            return 3;
        }
        return type == double.class ? 4 : -1;
    }

    /** Returns the code of a value as a class that {@link #distance} finds possible. */
    static String argument(Value value, Class<?> parameter) {
        Class<?> given = value.javaType();
        String code = value.code();
        if (parameter == LocalDateTime.class) {
            return Temporals.dateTime(code, value.type());
        } else if (parameter == Instant.class) {
            return Temporals.instant(code, value.type());
        } else if (parameter == LocalDate.class) {
            return "LocalDate.ofEpochDay(" + code + ")";
        } else if (given == parameter) {
            return code;
        } else if (parameter == Object.class) {
            return JavaTypes.boxed(code, given);
        } else if (parameter == String.class) {
            return given == Object.class ? "((String) null)" : Casts.text(value);
        }
        return number(code, given, parameter);
    }

    /** Returns a number of one class as one of another. */
    static String number(String code, Class<?> given, Class<?> wanted) {
        if (given == wanted) {
            return code;
        } else if (given == BigDecimal.class) {
            return wanted == int.class
                    ? "((int) " + code + ".longValue())"
                    : code + "." + wanted.getSimpleName() + "Value()";
        } else if (wanted == BigDecimal.class) {
            return "BigDecimal.valueOf(" + code + ")";
        }
        return "((" + wanted.getSimpleName() + ") " + code + ")";
    }

    /** Returns how what a method gave becomes a value of a type. */
    static Result result(Class<?> given, RelDataType type) {
        Class<?> wanted = JavaTypes.of(type);
        if (wanted == BigDecimal.class && given != Object.class) {
            String rest = ", " + type.getPrecision() + ", " + type.getScale() + ")";
            return new Result(code -> "Decimals.fit(" + code + rest, false, true);
        }
        UnaryOperator<String> temporal = temporalResult(given, type);
        if (temporal != null) {
            return new Result(temporal, false, false);
        } else if (given == wanted) {
            return IDENTITY;
        } else if (given == Object.class) {
            return new Result(code -> JavaTypes.unboxed(code, wanted), false, false);
        } else if (wanted == String.class) {
            return new Result(code -> "String.valueOf(" + code + ")", false, false);
        }
        return new Result(code -> number(code, given, wanted), false, false);
    }

    private static @Nullable UnaryOperator<String> temporalResult(Class<?> given, RelDataType type) {
        if (given == LocalDate.class) {
            return code -> "(int) " + code + ".toEpochDay()";
        } else if (given == LocalDateTime.class && Temporals.isLocalZoned(type)) {
            return code -> Temporals.ofObject("Timestamps.atZone(" + code + ", zone)", type);
        } else if (given == Instant.class && Temporals.isTimestamp(type)) {
            return code -> Temporals.ofObject("Timestamps.inZone(" + code + ", zone)", type);
        } else if (given == LocalDateTime.class || given == Instant.class) {
            return code -> Temporals.ofObject(code, type);
        }
        return null;
    }
}
