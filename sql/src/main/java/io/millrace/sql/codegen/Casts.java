/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.sql.codegen;

import io.millrace.sql.column.ColumnLayout;
import io.millrace.sql.type.BitmapType;
import io.millrace.sql.type.TypeNames;
import java.util.List;
import java.util.function.UnaryOperator;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.sql.type.SqlTypeName;
import org.apache.calcite.sql.type.SqlTypeUtil;
import org.jspecify.annotations.Nullable;

/** CAST and TRY_CAST. */
final class Casts {

    private static final int MAX_LENGTH = Integer.MAX_VALUE;

    private Casts() {}

    /** What types have in common here. */
    private enum Kind {
        BOOLEAN,
        INTEGER,
        FLOATING,
        DECIMAL,
        TEXT,
        BINARY,
        DATE,
        TIME,
        TIMESTAMP,
        LOCAL_ZONED,
        INTERVAL,
        OTHER;

        static Kind of(RelDataType type) {
            return switch (type.getSqlTypeName()) {
                case BOOLEAN -> BOOLEAN;
                case TINYINT, SMALLINT, INTEGER, BIGINT -> INTEGER;
                case FLOAT, REAL, DOUBLE -> FLOATING;
                case DECIMAL -> DECIMAL;
                case CHAR, VARCHAR -> TEXT;
                case BINARY, VARBINARY -> BINARY;
                case DATE -> DATE;
                case TIME -> TIME;
                case TIMESTAMP -> TIMESTAMP;
                case TIMESTAMP_WITH_LOCAL_TIME_ZONE -> LOCAL_ZONED;
                default -> type.getSqlTypeName().getName().startsWith("INTERVAL") ? INTERVAL : OTHER;
            };
        }
    }

    /**
     * How a value is cast: code of another class that conversions take to the type.
     *
     * @param mayFail whether it throws where the value has no counterpart
     */
    private record Step(UnaryOperator<String> code, Class<?> given, boolean mayBeNull, boolean mayFail) {
        static Step sure(Class<?> given, UnaryOperator<String> code) {
            return new Step(code, given, false, false);
        }

        static Step failing(Class<?> given, boolean mayBeNull, UnaryOperator<String> code) {
            return new Step(code, given, mayBeNull, true);
        }
    }

    /** Casts a value. With {@code safely}, what fails is null. */
    static Value cast(Body body, Value value, RelDataType type, boolean safely) {
        if (value.isAlwaysNull()) {
            return Value.ofNull(type);
        }
        Kind from = Kind.of(value.type());
        if (from == Kind.of(type) && isSame(value.type(), type)) {
            return new Value(value.code(), value.isNull(), type);
        }
        if (NestedCasts.isNested(value.type())) {
            return nested(body, body.stored(value), type, safely);
        }
        Step step = step(value.type(), type);
        if (step == null) {
            throw UnsupportedExpressionException.types(
                    "CAST", TypeNames.description(value.type()) + " to " + TypeNames.description(type));
        }
        Class<?> wanted = JavaTypes.of(type);
        if (!step.mayFail
                && wanted.isPrimitive()
                && step.given == wanted
                && value.javaType().isPrimitive()) {
            return body.inline(List.of(value), type, step.code.apply(value.code()));
        }
        Value stored = body.stored(value);
        if (!step.mayFail) {
            return compute(body, stored, type, step);
        }
        return safely
                ? tried(body, stored, type, given -> compute(body, given, type, step))
                : compute(body, stored, type, step);
    }

    /** Casts an array, map or row; where an element cannot be cast, a whole that is cast {@code safely} is null. */
    private static Value nested(Body body, Value value, RelDataType type, boolean safely) {
        if (!NestedCasts.isNested(type) && Kind.of(type) != Kind.TEXT) {
            throw UnsupportedExpressionException.types(
                    "CAST", TypeNames.description(value.type()) + " to " + TypeNames.description(type));
        }
        UnaryOperator<Value> computation = given -> body.guarded(false, List.of(given), type, () -> {
            if (Kind.of(type) == Kind.TEXT) {
                return sized(NestedCasts.text(body, given.code(), given.type()), type);
            }
            return NestedCasts.convert(
                    body,
                    given.code(),
                    given.type(),
                    type,
                    (element, elementType) -> cast(body, element, elementType, false));
        });
        return safely ? tried(body, value, type, computation) : computation.apply(value);
    }

    /** Makes a value one of a type that can hold it, as for the branches of a CASE. */
    static Value coerce(Body body, Value value, RelDataType type) {
        if (value.isAlwaysNull()) {
            return Value.ofNull(type);
        }
        Kind from = Kind.of(value.type());
        boolean isNested = NestedCasts.isNested(value.type()) && NestedCasts.isNested(type);
        boolean fits = (from == Kind.TEXT && Kind.of(type) == Kind.TEXT)
                || (isNested ? NestedCasts.isSameLayout(value.type(), type) : from == Kind.OTHER);
        if (fits) {
            return new Value(value.code(), value.isNull(), type);
        } else if (!isNested) {
            return cast(body, value, type, false);
        }
        Value stored = body.stored(value);
        return body.guarded(
                false,
                List.of(stored),
                type,
                () -> NestedCasts.convert(
                        body,
                        stored.code(),
                        stored.type(),
                        type,
                        (element, elementType) -> coerce(body, element, elementType)));
    }

    private static Value compute(Body body, Value value, RelDataType type, Step step) {
        return step.given == JavaTypes.of(type)
                ? body.guarded(step.mayBeNull, List.of(value), type, () -> step.code.apply(value.code()))
                : body.call(step.given, step.mayBeNull, List.of(value), type, () -> step.code.apply(value.code()));
    }

    private static Value tried(Body body, Value value, RelDataType type, UnaryOperator<Value> computation) {
        Class<?> wanted = JavaTypes.of(type);
        String variable = body.fresh("v");
        String isNull = body.fresh("n");
        body.line(JavaTypes.name(wanted) + " " + variable + " = " + JavaTypes.initial(wanted) + ";");
        body.line("boolean " + isNull + " = " + value.isNull() + ";");
        body.line("if (!" + isNull + ") {");
        body.line("try {");
        Value computed = computation.apply(Value.notNull(value.code(), value.type()));
        body.line(variable + " = " + computed.code() + ";");
        body.line(isNull + " = " + computed.isNull() + ";");
        body.line("} catch (CastException notCastable) {");
        body.line(isNull + " = true;");
        body.line("}");
        body.line("}");
        return new Value(variable, isNull, type);
    }

    /** Returns whether a cast has nothing to do. */
    static boolean isSame(RelDataType from, RelDataType to) {
        if (from.getSqlTypeName() != to.getSqlTypeName()) {
            return Kind.of(from) == Kind.INTERVAL && JavaTypes.of(from) == JavaTypes.of(to);
        }
        return switch (Kind.of(from)) {
            case BOOLEAN, INTEGER, FLOATING, DATE, INTERVAL -> true;
            case DECIMAL, TIME, TIMESTAMP, LOCAL_ZONED ->
                from.getPrecision() == to.getPrecision() && from.getScale() == to.getScale();
            case TEXT, BINARY ->
                from.getPrecision() == to.getPrecision()
                        || (isVarying(to) && isVarying(from) && length(from) <= length(to));
            case OTHER -> SqlTypeUtil.equalSansNullability(from, to);
        };
    }

    private static boolean isVarying(RelDataType type) {
        return type.getSqlTypeName() == SqlTypeName.VARCHAR || type.getSqlTypeName() == SqlTypeName.VARBINARY;
    }

    private static int length(RelDataType type) {
        return type.getPrecision() < 0 ? MAX_LENGTH : type.getPrecision();
    }

    private static @Nullable Step step(RelDataType from, RelDataType to) {
        return switch (Kind.of(to)) {
            case BOOLEAN -> toBoolean(from, to);
            case INTEGER -> toInteger(from, to);
            case FLOATING -> toFloating(from, to);
            case DECIMAL -> toDecimal(from, to);
            case TEXT -> toText(from, to);
            case BINARY -> toBinary(from, to);
            case DATE, TIME, TIMESTAMP, LOCAL_ZONED -> toTemporal(from, to);
            case INTERVAL -> toInterval(from, to);
            case OTHER -> null;
        };
    }

    private static String names(RelDataType from, RelDataType to) {
        return ", " + JavaTypes.literal(TypeNames.description(from)) + ", "
                + JavaTypes.literal(TypeNames.description(to)) + ")";
    }

    private static @Nullable Step toBoolean(RelDataType from, RelDataType to) {
        return switch (Kind.of(from)) {
            case INTEGER, FLOATING -> Step.sure(boolean.class, code -> "(" + code + " != 0)");
            case DECIMAL -> Step.sure(boolean.class, code -> "(" + code + ".signum() != 0)");
            case TEXT -> Step.failing(boolean.class, false, code -> "Texts.toBoolean(" + code + names(from, to));
            default -> null;
        };
    }

    private static @Nullable Step toInteger(RelDataType from, RelDataType to) {
        Class<?> wanted = JavaTypes.of(to);
        return switch (Kind.of(from)) {
            case BOOLEAN -> Step.sure(wanted, code -> "(" + code + " ? 1 : 0)");
            case INTEGER, FLOATING, INTERVAL -> Step.sure(wanted, code -> narrowed(code, to));
            case DECIMAL -> Step.sure(wanted, code -> narrowed(code + ".longValue()", to));
            case TEXT ->
                Step.failing(
                        wanted,
                        false,
                        code -> narrowed("Texts.toInteger(" + code + ", " + range(to) + names(from, to), to));
            default -> null;
        };
    }

    /** Returns an integer of a type of what may be larger: the lowest bits, as Java does it. */
    static String narrowed(String code, RelDataType type) {
        return switch (type.getSqlTypeName()) {
            case TINYINT -> "((byte) " + code + ")";
            case SMALLINT -> "((short) " + code + ")";
            case INTEGER -> "((int) " + code + ")";
            default -> "((long) " + code + ")";
        };
    }

    private static String range(RelDataType type) {
        return switch (type.getSqlTypeName()) {
            case TINYINT -> "-128L, 127L";
            case SMALLINT -> "-32768L, 32767L";
            case INTEGER -> "-2147483648L, 2147483647L";
            default -> "Long.MIN_VALUE, Long.MAX_VALUE";
        };
    }

    private static @Nullable Step toFloating(RelDataType from, RelDataType to) {
        Class<?> wanted = JavaTypes.of(to);
        String name = wanted.getSimpleName();
        return switch (Kind.of(from)) {
            case BOOLEAN -> Step.sure(wanted, code -> "(" + code + " ? 1 : 0)");
            case INTEGER, FLOATING -> Step.sure(wanted, code -> "((" + name + ") " + code + ")");
            case DECIMAL -> Step.sure(wanted, code -> code + "." + name + "Value()");
            case TEXT -> {
                String method = wanted == float.class ? "Texts.toFloat(" : "Texts.toDouble(";
                yield Step.failing(wanted, false, code -> method + code + names(from, to));
            }
            default -> null;
        };
    }

    private static @Nullable Step toDecimal(RelDataType from, RelDataType to) {
        Class<?> wanted = JavaTypes.of(to);
        String digits = ", " + to.getPrecision() + ", " + to.getScale();
        return switch (Kind.of(from)) {
            case BOOLEAN -> new Step(code -> "Decimals.fit(" + code + " ? 1L : 0L" + digits + ")", wanted, true, false);
            case INTEGER -> new Step(code -> "Decimals.fit((long) " + code + digits + ")", wanted, true, false);
            case FLOATING -> new Step(code -> "Decimals.fit((double) " + code + digits + ")", wanted, true, false);
            case DECIMAL -> new Step(code -> "Decimals.fit(" + code + digits + ")", wanted, !holds(to, from), false);
            case TEXT -> Step.failing(wanted, true, code -> "Texts.toDecimal(" + code + digits + names(from, to));
            default -> null;
        };
    }

    private static boolean holds(RelDataType wider, RelDataType type) {
        return wider.getScale() >= type.getScale()
                && wider.getPrecision() - wider.getScale() >= type.getPrecision() - type.getScale();
    }

    private static @Nullable Step toText(RelDataType from, RelDataType to) {
        if (Kind.of(from) == Kind.OTHER) {
            return null;
        }
        return Step.sure(String.class, code -> sized(text(Value.notNull(code, from)), to));
    }

    private static String sized(String text, RelDataType type) {
        if (type.getSqlTypeName() == SqlTypeName.CHAR) {
            return "Texts.pad(" + text + ", " + length(type) + ")";
        }
        return length(type) == MAX_LENGTH ? text : "Texts.limit(" + text + ", " + length(type) + ")";
    }

    /** Returns the code of the text of a value. */
    static String text(Value value) {
        String code = value.code();
        RelDataType type = value.type();
        return switch (Kind.of(type)) {
            case BOOLEAN -> "Texts.of(" + code + ")";
            case INTEGER, FLOATING -> "String.valueOf(" + code + ")";
            case DECIMAL -> code + ".toPlainString()";
            case TEXT -> code;
            case BINARY -> (BitmapType.isBitmap(type) ? "Bitmaps.text(" : "Texts.ofBytes(") + code + ")";
            case DATE -> "Texts.ofDate(" + code + ")";
            case TIME -> "Texts.ofTime(" + code + ", " + type.getPrecision() + ")";
            case TIMESTAMP, LOCAL_ZONED ->
                "Texts.ofTimestamp(" + Temporals.dateTime(code, type) + ", " + type.getPrecision() + ")";
            case INTERVAL ->
                JavaTypes.of(type) == int.class ? "Texts.ofMonths(" + code + ")" : "Texts.ofInterval(" + code + ")";
            case OTHER ->
                throw UnsupportedExpressionException.types("CAST", TypeNames.description(type) + " to STRING");
        };
    }

    private static @Nullable Step toBinary(RelDataType from, RelDataType to) {
        UnaryOperator<String> bytes;
        switch (Kind.of(from)) {
            case TEXT -> bytes = code -> "Texts.toBytes(" + code + ")";
            case BINARY -> bytes = UnaryOperator.identity();
            default -> {
                return null;
            }
        }
        return Step.sure(byte[].class, code -> {
            if (to.getSqlTypeName() == SqlTypeName.BINARY) {
                return "Texts.pad(" + bytes.apply(code) + ", " + length(to) + ")";
            }
            return length(to) == MAX_LENGTH
                    ? bytes.apply(code)
                    : "Texts.limit(" + bytes.apply(code) + ", " + length(to) + ")";
        });
    }

    private static @Nullable Step toTemporal(RelDataType from, RelDataType to) {
        Kind target = Kind.of(to);
        if (Kind.of(from) == Kind.TEXT) {
            return textToTemporal(from, to);
        }
        return switch (Kind.of(from)) {
            case DATE -> target == Kind.TIME ? null : toTimestamp(from, to);
            case TIME ->
                target == Kind.TIME ? timeToTime(from, to) : target == Kind.DATE ? null : toTimestamp(from, to);
            case TIMESTAMP, LOCAL_ZONED ->
                switch (target) {
                    case DATE -> Step.sure(int.class, code -> "Timestamps.daysOfMillis(" + local(code, from) + ")");
                    case TIME ->
                        Step.sure(int.class, code -> cut("Timestamps.timeOfMillis(" + local(code, from) + ")", to));
                    default -> toTimestamp(from, to);
                };
            default -> null;
        };
    }

    private static String local(String code, RelDataType type) {
        return Temporals.localMillis(Value.notNull(code, type));
    }

    private static Step timeToTime(RelDataType from, RelDataType to) {
        return Step.sure(int.class, code -> to.getPrecision() >= from.getPrecision() ? code : cut(code, to));
    }

    /** Returns the code of a time of day with no more digits than its type has. */
    private static String cut(String code, RelDataType type) {
        int dropped = ColumnLayout.MILLI_DIGITS - type.getPrecision();
        String unit = "1" + "0".repeat(Math.max(0, dropped));
        return dropped <= 0 ? code : "(" + code + " / " + unit + " * " + unit + ")";
    }

    private static Step toTimestamp(RelDataType from, RelDataType to) {
        return Step.sure(JavaTypes.of(to), code -> {
            if (Kind.of(from) == Kind.of(to)) {
                return Temporals.rescaled(code, from, to);
            } else if (Kind.of(to) == Kind.LOCAL_ZONED) {
                return Temporals.ofObject(Temporals.instant(code, from), to);
            }
            return Temporals.ofObject(Temporals.dateTime(code, from), to);
        });
    }

    private static Step textToTemporal(RelDataType from, RelDataType to) {
        String names = names(from, to);
        return switch (Kind.of(to)) {
            case DATE -> Step.failing(int.class, false, code -> "Texts.toDate(" + code + names);
            case TIME -> Step.failing(int.class, false, code -> "Texts.toTime(" + code + names);
            case LOCAL_ZONED ->
                Step.failing(
                        JavaTypes.of(to),
                        false,
                        code -> Temporals.ofObject(
                                "Timestamps.atZone(Texts.toTimestamp(" + code + names + ", zone)", to));
            default ->
                Step.failing(
                        JavaTypes.of(to), false, code -> Temporals.ofObject("Texts.toTimestamp(" + code + names, to));
        };
    }

    private static @Nullable Step toInterval(RelDataType from, RelDataType to) {
        boolean fits = Kind.of(from) == Kind.INTEGER || JavaTypes.of(from) == JavaTypes.of(to);
        String name = JavaTypes.name(JavaTypes.of(to));
        return fits ? Step.sure(JavaTypes.of(to), code -> "((" + name + ") " + code + ")") : null;
    }
}
