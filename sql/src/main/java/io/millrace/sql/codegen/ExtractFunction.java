/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.sql.codegen;

import io.millrace.sql.type.TypeNames;
import java.util.List;
import java.util.Map;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.sql.type.SqlTypeName;
import org.jspecify.annotations.Nullable;

/** EXTRACT, and YEAR, MONTH and their like, which are other names for it. */
final class ExtractFunction {

    private static final Map<String, String> OF_DATE = Map.ofEntries(
            Map.entry("MILLENNIUM", "millennium"),
            Map.entry("CENTURY", "century"),
            Map.entry("DECADE", "decade"),
            Map.entry("YEAR", "year"),
            Map.entry("ISOYEAR", "isoYear"),
            Map.entry("QUARTER", "quarter"),
            Map.entry("MONTH", "month"),
            Map.entry("WEEK", "week"),
            Map.entry("DAY", "dayOfMonth"),
            Map.entry("DOY", "dayOfYear"),
            Map.entry("DOW", "dayOfWeek"),
            Map.entry("ISODOW", "isoDayOfWeek"));

    private ExtractFunction() {}

    static Value generate(Body body, String unit, Value operand, RelDataType type) {
        Value value = body.stored(operand);
        String code = value.isAlwaysNull() ? "0L" : code(unit, value);
        if (code == null) {
            throw UnsupportedExpressionException.types("EXTRACT", unit + " of " + TypeNames.description(value.type()));
        }
        String converted = Conversions.number("(" + code + ")", long.class, JavaTypes.of(type));
        return value.javaType().isPrimitive()
                ? body.inline(List.of(value), type, converted)
                : body.guarded(false, List.of(value), type, () -> converted);
    }

    private static @Nullable String code(String unit, Value value) {
        SqlTypeName name = value.type().getSqlTypeName();
        return switch (name) {
            case DATE -> ofDate(unit, value.code());
            case TIME -> ofTime(unit, value.code());
            case TIMESTAMP, TIMESTAMP_WITH_LOCAL_TIME_ZONE -> ofTimestamp(unit, value);
            default -> name.getName().startsWith("INTERVAL") ? ofInterval(unit, value) : null;
        };
    }

    private static @Nullable String ofDate(String unit, String days) {
        if (unit.equals("EPOCH")) {
            return days + " * 86400L";
        }
        String method = OF_DATE.get(unit);
        return method == null ? null : "Dates." + method + "(" + days + ")";
    }

    private static @Nullable String ofTime(String unit, String millis) {
        return switch (unit) {
            case "HOUR" -> "(long) " + millis + " / 3600000L";
            case "MINUTE" -> millis + " / 60000L % 60L";
            case "SECOND" -> millis + " / 1000L % 60L";
            case "MILLISECOND" -> millis + " % 1000L";
            default -> null;
        };
    }

    private static @Nullable String ofTimestamp(String unit, Value value) {
        String millis = Temporals.localMillis(value);
        return switch (unit) {
            case "EPOCH" ->
                Temporals.isLocalZoned(value.type())
                        ? Temporals.instant(value.code(), value.type()) + ".getEpochSecond()"
                        : "Timestamps.floor(" + millis + ", 1000L) / 1000L";
            case "MICROSECOND" -> Temporals.dateTime(value.code(), value.type()) + ".getNano() / 1000L";
            case "NANOSECOND" -> "(long) " + Temporals.dateTime(value.code(), value.type()) + ".getNano()";
            default ->
                OF_DATE.containsKey(unit)
                        ? ofDate(unit, "Timestamps.daysOfMillis(" + millis + ")")
                        : ofTime(unit, "Timestamps.timeOfMillis(" + millis + ")");
        };
    }

    private static @Nullable String ofInterval(String unit, Value value) {
        String code = value.code();
        boolean isMonths = value.javaType() == int.class;
        return switch (unit) {
            case "YEAR" -> isMonths ? code + " / 12L" : null;
            case "MONTH" -> isMonths ? code + " % 12L" : null;
            case "DAY" -> isMonths ? null : code + " / 86400000L";
            case "HOUR" -> isMonths ? null : code + " / 3600000L % 24L";
            case "EPOCH" -> isMonths ? null : code + " / 1000L";
            default -> isMonths ? null : ofTime(unit, code);
        };
    }
}
