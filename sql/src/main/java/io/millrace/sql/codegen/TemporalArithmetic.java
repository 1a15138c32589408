/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.sql.codegen;

import io.millrace.sql.column.ColumnLayout;
import java.util.List;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rex.RexCall;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.sql.type.SqlTypeName;
import org.apache.calcite.sql.type.SqlTypeUtil;

/** Dates, times and timestamps plus and minus intervals, and their differences. */
final class TemporalArithmetic {

    private TemporalArithmetic() {}

    /** Adds an interval, which may stand first, or takes one away. */
    static Value sum(Body body, RexCall call, boolean isMinus) {
        RexNode first = call.getOperands().get(0);
        RexNode second = call.getOperands().get(1);
        if (SqlTypeUtil.isDatetime(first.getType()) && SqlTypeUtil.isDatetime(second.getType())) {
            return difference(body, call);
        }
        boolean swapped = SqlTypeUtil.isDatetime(second.getType());
        Value base = body.value(swapped ? second : first);
        Value interval = body.value(swapped ? first : second);
        return plus(body, base, interval, isMinus, call.getType());
    }

    /** Returns a value plus or minus an interval. */
    static Value plus(Body body, Value base, Value interval, boolean isMinus, RelDataType type) {
        Value start = Casts.cast(
                body,
                base,
                body.source()
                        .rexBuilder()
                        .getTypeFactory()
                        .createTypeWithNullability(type, base.type().isNullable()),
                false);
        String amount = isMinus ? "(-" + interval.code() + ")" : interval.code();
        boolean isMonths = interval.javaType() == int.class;
        if (ColumnLayout.of(type) == ColumnLayout.OBJECT) {
            Value stored = body.stored(start);
            String method = isMonths ? "plusMonths(" : "plusMillis(";
            return body.guarded(
                    false,
                    List.of(stored, interval),
                    type,
                    () -> "Timestamps." + method + stored.code() + ", " + amount + ")");
        }
        String code = isMonths ? plusMonths(start, amount) : plusMillis(start, amount);
        return body.inline(List.of(start, interval), type, code);
    }

    private static String plusMonths(Value start, String months) {
        if (start.type().getSqlTypeName() == SqlTypeName.DATE) {
            return "Dates.plusMonths(" + start.code() + ", " + months + ")";
        }
        String method = ColumnLayout.isMillis(start.type()) ? "plusMonths(" : "microsPlusMonths(";
        return "Timestamps." + method + start.code() + ", " + months + ")";
    }

    private static String plusMillis(Value start, String millis) {
        return switch (start.type().getSqlTypeName()) {
            case DATE -> "(" + start.code() + " + ((int) (" + millis + " / 86400000L)))";
            case TIME -> "Timestamps.timePlusMillis(" + start.code() + ", " + millis + ")";
            default ->
                ColumnLayout.isMillis(start.type())
                        ? "(" + start.code() + " + " + millis + ")"
                        : "(" + start.code() + " + " + millis + " * 1000L)";
        };
    }

    /** Returns the interval from the second operand to the first. */
    static Value difference(Body body, RexCall call) {
        Value to = body.stored(body.value(call.getOperands().get(0)));
        Value from = body.stored(body.value(call.getOperands().get(1)));
        boolean isMonths = JavaTypes.of(call.getType()) == int.class;
        return body.guarded(false, List.of(to, from), call.getType(), () -> {
            String end = millis(to);
            String start = millis(from);
            return isMonths ? "Timestamps.monthsBetween(" + end + ", " + start + ")" : "(" + end + " - " + start + ")";
        });
    }

    private static String millis(Value value) {
        if (value.type().getSqlTypeName() == SqlTypeName.TIME) {
            return "((long) " + value.code() + ")";
        }
        return Temporals.localMillis(value);
    }
}
