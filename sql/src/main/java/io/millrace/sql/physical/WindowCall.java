/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.sql.physical;

import io.millrace.sql.function.WindowFunction;
import io.millrace.sql.parser.SqlException;
import io.millrace.sql.plan.LateRows;
import io.millrace.sql.plan.LateRowsScan;
import io.millrace.sql.type.TimeAttributeType;
import io.millrace.sql.window.WindowZone;
import io.millrace.sql.window.Windows;
import java.time.ZoneId;
import java.util.List;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.core.Exchange;
import org.apache.calcite.rel.core.TableFunctionScan;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rex.RexCall;
import org.apache.calcite.rex.RexInputRef;
import org.apache.calcite.rex.RexLiteral;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.sql.type.SqlTypeName;
import org.apache.calcite.sql.type.SqlTypeUtil;
import org.jspecify.annotations.Nullable;

/**
 * TUMBLE, HOP, CUMULATE or SESSION of a table.
 *
 * @param input the table
 * @param timeColumn which of its columns tells the time
 * @param eventTime or processing time
 * @param zoned whether windows are cut in the time of the session's zone
 * @param partition the columns by which sessions are told apart
 * @param late where late rows of the table go, or null
 */
record WindowCall(
        RelNode input,
        Windows windows,
        int timeColumn,
        boolean eventTime,
        boolean zoned,
        List<Integer> partition,
        @Nullable LateRows late) {

    /** Returns the call that a node is, or null if it is something else. */
    static @Nullable WindowCall of(RelNode node) {
        if (!(node instanceof TableFunctionScan scan)
                || !(scan.getCall() instanceof RexCall call)
                || !(call.getOperator() instanceof WindowFunction)) {
            return null;
        }
        RelNode input = scan.getInput(0);
        List<Integer> partition = List.of();
        if (input instanceof Exchange exchange) {
            partition = exchange.getDistribution().getKeys();
            input = exchange.getInput();
        }
        int time = ((RexInputRef)
                        ((RexCall) call.getOperands().get(0)).getOperands().get(0))
                .getIndex();
        RelDataType type = input.getRowType().getFieldList().get(time).getType();
        boolean eventTime = TimeAttributeType.isRowtime(type);
        LateRows late = scan instanceof LateRowsScan hinted ? hinted.late() : null;
        if (late != null && !eventTime) {
            throw SqlException.of("LATE_ROWS is for windows of a rowtime. By the clock, no row is late.");
        }
        return new WindowCall(input, windows(call), time, eventTime, isZoned(type), partition, late);
    }

    static boolean isZoned(RelDataType time) {
        return time.getSqlTypeName() == SqlTypeName.TIMESTAMP_WITH_LOCAL_TIME_ZONE;
    }

    private static Windows windows(RexCall call) {
        String name = call.getOperator().getName();
        List<RexNode> operands = call.getOperands();
        long first = interval(name, operands.get(1));
        if (name.equals("SESSION")) {
            return Windows.session(first);
        } else if (name.equals("TUMBLE")) {
            return Windows.tumble(first, offset(operands, 2));
        }
        long size = interval(name, operands.get(2));
        if (name.equals("HOP")) {
            return Windows.hop(size, first, offset(operands, 3));
        }
        if (size % first != 0) {
            throw SqlException.of("CUMULATE takes a size that is a multiple of its step, and not windows of " + size
                    + " ms that grow by " + first + " ms.");
        }
        return Windows.cumulate(size, first, offset(operands, 3));
    }

    /** Returns the length of an interval in milliseconds, which must be above 0. */
    static long interval(String function, RexNode operand) {
        long millis = millis(operand);
        if (millis <= 0) {
            throw SqlException.of(function + " takes intervals of a millisecond or more.");
        }
        return millis;
    }

    private static long offset(List<RexNode> operands, int index) {
        return index < operands.size() && operands.get(index) instanceof RexLiteral literal ? millis(literal) : 0;
    }

    private static long millis(RexNode operand) {
        if (!(operand instanceof RexLiteral literal) || !SqlTypeUtil.isInterval(operand.getType())) {
            throw SqlException.of("The intervals of windows must be written out, as INTERVAL '10' SECOND.");
        }
        if (operand.getType().getSqlTypeName().getFamily() != SqlTypeName.INTERVAL_SECOND.getFamily()) {
            throw SqlException.of("Windows are some days, hours, minutes or seconds long: months differ in length.");
        }
        Long millis = literal.getValueAs(Long.class);
        return millis == null ? 0 : millis;
    }

    /** Returns the zone that windows are cut in. */
    static WindowZone zone(boolean zoned, ZoneId session) {
        return zoned ? WindowZone.of(session) : WindowZone.none();
    }
}
