/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.sql.codegen;

import io.millrace.sql.function.runtime.DateTimeTexts;
import io.millrace.sql.function.runtime.Numbers;
import io.millrace.sql.function.runtime.RoundingUnit;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.calcite.avatica.util.TimeUnit;
import org.apache.calcite.avatica.util.TimeUnitRange;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rex.RexCall;
import org.apache.calcite.rex.RexLiteral;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.sql.type.SqlTypeName;
import org.apache.calcite.sql.type.SqlTypeUtil;

/** Functions of dates, times and timestamps. */
final class TemporalFunctions {

    private static final List<String> FIELDS = List.of("YEAR", "QUARTER", "MONTH", "WEEK", "HOUR", "MINUTE", "SECOND");

    private TemporalFunctions() {}

    static void addTo(Map<String, ScalarFunction> functions) {
        functions.put(
                "EXTRACT",
                (body, call) -> ExtractFunction.generate(
                        body,
                        unit(call, 0).name(),
                        body.value(call.getOperands().get(1)),
                        call.getType()));
        for (String field : FIELDS) {
            functions.put(field, part(field));
        }
        functions.put("DAYOFYEAR", part("DOY"));
        functions.put("DAYOFMONTH", part("DAY"));
        functions.put("DAYOFWEEK", part("DOW"));
        functions.put("FLOOR", (body, call) -> rounded(body, call, "floor"));
        functions.put("CEIL", (body, call) -> rounded(body, call, "ceil"));
        functions.put("CEILING", functions.get("CEIL"));
        functions.put("TIMESTAMPADD", TemporalFunctions::timestampAdd);
        functions.put("TIMESTAMPDIFF", TemporalFunctions::timestampDiff);
        functions.put("DATE_FORMAT", new StaticMethod(DateTimeTexts.class, "format"));
        functions.put("TO_DATE", new StaticMethod(DateTimeTexts.class, "toDate"));
        functions.put("TO_TIMESTAMP", new StaticMethod(DateTimeTexts.class, "toTimestamp"));
        functions.put("TO_TIMESTAMP_LTZ", new StaticMethod(DateTimeTexts.class, "toInstant"));
        functions.put("FROM_UNIXTIME", new StaticMethod(DateTimeTexts.class, "fromUnixTime"));
        functions.put("UNIX_TIMESTAMP", TemporalFunctions::unixTimestamp);
        functions.put("UNIX_MILLIS", new StaticMethod(DateTimeTexts.class, "unixMillis"));
        functions.put("DATE_ADD", new StaticMethod(DateTimeTexts.class, "plusDays"));
        functions.put("DATEDIFF", new StaticMethod(DateTimeTexts.class, "daysBetween"));
        functions.put("CONVERT_TZ", new StaticMethod(DateTimeTexts.class, "convertZone"));
        for (String clock : List.of(
                "CURRENT_TIMESTAMP",
                "NOW",
                "CURRENT_ROW_TIMESTAMP",
                "LOCALTIMESTAMP",
                "LOCALTIME",
                "CURRENT_TIME",
                "CURRENT_DATE",
                "PROCTIME",
                "PROCTIME_MATERIALIZE")) {
            functions.put(clock, TemporalFunctions::now);
        }
    }

    private static ScalarFunction part(String unit) {
        return (body, call) -> ExtractFunction.generate(
                body, unit, body.value(call.getOperands().get(0)), call.getType());
    }

    /** Returns the unit that an operand names; weeks that start at another day than Sunday are weeks all the same. */
    private static TimeUnit unit(RexCall call, int operand) {
        Object value = call.getOperands().get(operand) instanceof RexLiteral literal ? literal.getValue() : null;
        if (value instanceof TimeUnitRange range) {
            return range.startUnit;
        } else if (value instanceof TimeUnit unit) {
            return unit;
        }
        String name = String.valueOf(value).toUpperCase(Locale.ROOT).replaceFirst("^SQL_TSI_", "");
        try {
            return TimeUnit.valueOf(name);
        } catch (IllegalArgumentException noUnit) {
            throw UnsupportedExpressionException.types(call.getOperator().getName(), "the unit " + value);
        }
    }

    private static Value rounded(Body body, RexCall call, String method) {
        RelDataType type = call.getType();
        if (call.getOperands().size() == 1) {
            return new StaticMethod(Numbers.class, method).generate(body, call);
        }
        Value value = body.value(call.getOperands().get(0));
        String unit = "RoundingUnit." + roundingUnit(call) + "." + method + "(";
        if (value.type().getSqlTypeName() == SqlTypeName.DATE) {
            return body.inline(List.of(value), type, unit + value.code() + ")");
        } else if (value.type().getSqlTypeName() == SqlTypeName.TIME) {
            return body.inline(List.of(value), type, "((int) " + unit + "((long) " + value.code() + ")))");
        }
        Value stored = body.stored(value);
        return body.guarded(false, List.of(stored), type, () -> {
            String millis = unit + Temporals.localMillis(stored) + ")";
            String rounded = "Timestamps.dateTimeOfMillis(" + millis + ")";
            return Temporals.ofObject(
                    Temporals.isLocalZoned(type) ? "Timestamps.atZone(" + rounded + ", zone)" : rounded, type);
        });
    }

    private static RoundingUnit roundingUnit(RexCall call) {
        TimeUnit unit = unit(call, 1);
        try {
            return RoundingUnit.valueOf(unit.name());
        } catch (IllegalArgumentException noUnit) {
            throw UnsupportedExpressionException.types(call.getOperator().getName(), "the unit " + unit);
        }
    }

    /** TIMESTAMPADD(unit, count, timestamp). */
    private static Value timestampAdd(Body body, RexCall call) {
        TimeUnit unit = unit(call, 0);
        Value count = body.value(call.getOperands().get(1));
        Value base = body.value(call.getOperands().get(2));
        boolean isMonths = unit.yearMonth;
        SqlTypeName name = isMonths ? SqlTypeName.INTEGER : SqlTypeName.BIGINT;
        RelDataType amountType = body.source().rexBuilder().getTypeFactory().createSqlType(name);
        String number = Conversions.number(count.code(), count.javaType(), isMonths ? int.class : long.class);
        String amount = "(" + number + " * " + unit.multiplier.longValue() + (isMonths ? "" : "L") + ")";
        Value interval = body.inline(List.of(count), amountType, amount);
        return TemporalArithmetic.plus(body, base, interval, false, call.getType());
    }

    /** TIMESTAMPDIFF(unit, from, to): whole units. */
    private static Value timestampDiff(Body body, RexCall call) {
        TimeUnit unit = unit(call, 0);
        Value from = body.stored(body.value(call.getOperands().get(1)));
        Value to = body.stored(body.value(call.getOperands().get(2)));
        return body.guarded(false, List.of(from, to), call.getType(), () -> {
            String end = Temporals.localMillis(to);
            String start = Temporals.localMillis(from);
            String difference = unit.yearMonth
                    ? "Timestamps.monthsBetween(" + end + ", " + start + ")"
                    : "(" + end + " - " + start + ")";
            String units = "(" + difference + " / " + unit.multiplier.longValue() + ")";
            return "((" + JavaTypes.name(JavaTypes.of(call.getType())) + ") " + units + ")";
        });
    }

    /** Seconds: of now, of a timestamp, or of a text. */
    private static Value unixTimestamp(Body body, RexCall call) {
        List<RexNode> operands = call.getOperands();
        if (operands.isEmpty()) {
            return Value.notNull("(" + body.source().clock() + " / 1000L)", call.getType());
        } else if (SqlTypeUtil.isDatetime(operands.get(0).getType())) {
            return ExtractFunction.generate(body, "EPOCH", body.value(operands.get(0)), call.getType());
        }
        return new StaticMethod(DateTimeTexts.class, "unixTimestamp").generate(body, call);
    }

    private static Value now(Body body, RexCall call) {
        RelDataType type = call.getType();
        String instant = "Timestamps.instantOfMillis(" + body.source().clock() + ")";
        String local = "Timestamps.inZone(" + instant + ", zone)";
        return body.guarded(false, List.of(), type, () -> switch (type.getSqlTypeName()) {
            case DATE -> "(int) " + local + ".toLocalDate().toEpochDay()";
            case TIME -> "Timestamps.timeOfMillis(Timestamps.millis(" + local + "))";
            case TIMESTAMP -> Temporals.ofObject(local, type);
            default -> Temporals.ofObject(instant, type);
        });
    }
}
