/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.sql.function.user;

import io.millrace.data.JavaType;
import io.millrace.sql.record.JavaValue;
import io.millrace.sql.record.SqlTypesOfJava;
import io.millrace.sql.type.TypeNames;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Period;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.sql.type.SqlTypeName;

/** How well values of SQL types fit the parameters of methods: numbers become wider ones, and nothing else is converted. */
final class Fit {
    /** From here on, a value cannot be passed. */
    static final int IMPOSSIBLE = 10_000;

    private static final int AS_OBJECT = 100;
    private static final int AS_FRACTION = 20;

    /** Numbers from the narrowest to the widest. */
    private static final List<Class<?>> NUMBERS =
            List.of(Byte.class, Short.class, Integer.class, Long.class, BigDecimal.class, Float.class, Double.class);

    private static final Map<Class<?>, Class<?>> BOXES = Map.of(
            boolean.class, Boolean.class,
            byte.class, Byte.class,
            short.class, Short.class,
            char.class, Character.class,
            int.class, Integer.class,
            long.class, Long.class,
            float.class, Float.class,
            double.class, Double.class);

    private Fit() {}

    /** Whether a parameter is a number, primitive or not. */
    static boolean isNumber(Class<?> raw) {
        return NUMBERS.contains(box(raw));
    }

    /** Returns the class of the objects that a class's values are, boxed. */
    static Class<?> box(Class<?> raw) {
        return BOXES.getOrDefault(raw, raw);
    }

    static boolean isInterval(Class<?> raw) {
        return raw == Duration.class || raw == Period.class;
    }

    /** Returns how much is between a type and a parameter: 0 where nothing is. */
    static int distance(RelDataType type, JavaType parameter) {
        int nullity = type.isNullable() == parameter.raw().isPrimitive() ? 1 : 0;
        Class<?> raw = box(parameter.raw());
        if (type.getSqlTypeName() == SqlTypeName.NULL) {
            return nullity;
        } else if (raw == Object.class) {
            return AS_OBJECT;
        }
        int wanted = NUMBERS.indexOf(raw);
        if (wanted >= 0) {
            int given = number(type.getSqlTypeName());
            boolean fits = given >= 0 && given <= wanted && (wanted != 5 || given != 4);
            int asFraction = given != wanted && wanted >= 4 ? AS_FRACTION : 0;
            return fits ? nullity + 2 * (wanted - given) + asFraction : IMPOSSIBLE;
        }
        boolean isNumber = number(type.getSqlTypeName()) >= 0;
        return !isNumber && new JavaValue(type, parameter, "").fits() ? nullity : IMPOSSIBLE;
    }

    /** Returns the place of a SQL type among the numbers, or -1. */
    private static int number(SqlTypeName type) {
        return switch (type) {
            case TINYINT -> 0;
            case SMALLINT -> 1;
            case INTEGER -> 2;
            case BIGINT -> 3;
            case DECIMAL -> 4;
            case FLOAT, REAL -> 5;
            case DOUBLE -> 6;
            default -> -1;
        };
    }

    /** Returns the type of a parameter as errors show it. */
    static String text(JavaType type) {
        Class<?> raw = type.raw();
        if (raw == Object.class) {
            return "ANY";
        } else if (isInterval(raw)) {
            return raw == Duration.class ? "INTERVAL DAY TO SECOND" : "INTERVAL YEAR TO MONTH";
        }
        SqlTypeName scalar = SqlTypesOfJava.scalar(raw);
        if (scalar != null) {
            return switch (scalar) {
                case INTEGER -> "INT";
                case VARCHAR -> "STRING";
                case VARBINARY -> "BYTES";
                case TIMESTAMP_WITH_LOCAL_TIME_ZONE -> "TIMESTAMP_LTZ";
                default -> scalar.getName();
            };
        } else if (raw.isArray() || Collection.class.isAssignableFrom(raw)) {
            return "ARRAY<" + text(type.argument(0)) + ">";
        } else if (Map.class.isAssignableFrom(raw)) {
            return "MAP<" + text(type.argument(0)) + ", " + text(type.argument(1)) + ">";
        }
        return SqlTypesOfJava.components(type).entrySet().stream()
                .map(field -> "`" + field.getKey() + "` " + text(field.getValue()))
                .collect(Collectors.joining(", ", "ROW<", ">"));
    }

    /** Returns some types of arguments as errors show them. */
    static String text(List<RelDataType> types) {
        return types.stream().map(TypeNames::description).collect(Collectors.joining(", ", "(", ")"));
    }
}
