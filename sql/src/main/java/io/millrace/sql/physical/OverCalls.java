/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.sql.physical;

import io.millrace.sql.column.ColumnLayout;
import io.millrace.sql.operator.OverCall;
import io.millrace.sql.operator.OverFrame;
import io.millrace.sql.parser.SqlException;
import java.math.BigDecimal;
import java.util.List;
import org.apache.calcite.rel.RelCollations;
import org.apache.calcite.rel.core.AggregateCall;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rex.RexFieldCollation;
import org.apache.calcite.rex.RexLiteral;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.rex.RexOver;
import org.apache.calcite.rex.RexWindow;
import org.apache.calcite.rex.RexWindowBound;
import org.apache.calcite.rex.RexWindowExclusion;
import org.apache.calcite.sql.type.SqlTypeName;
import org.jspecify.annotations.Nullable;

/** Makes functions of OVER, as operators compute them, of expressions. */
final class OverCalls {
    private static final int MILLI_DIGITS = 3;
    private static final int MICROS_PER_MILLI = 1000;
    private static final long MILLIS_PER_DAY = 86_400_000L;

    private final KeyColumns columns;

    /** @param columns what the functions look at is added to them */
    OverCalls(KeyColumns columns) {
        this.columns = columns;
    }

    /** @throws SqlException if it cannot be computed */
    OverCall of(RexOver over) {
        if (over.ignoreNulls()) {
            throw SqlException.of("IGNORE NULLS cannot be run. FIRST_VALUE and LAST_VALUE ignore nulls in any case.");
        }
        return switch (over.getAggOperator().getKind()) {
            case ROW_NUMBER -> rank(over, OverCall.Function.ROW_NUMBER);
            case RANK -> rank(over, OverCall.Function.RANK);
            case DENSE_RANK -> rank(over, OverCall.Function.DENSE_RANK);
            case PERCENT_RANK -> rank(over, OverCall.Function.PERCENT_RANK);
            case CUME_DIST -> rank(over, OverCall.Function.CUME_DIST);
            case NTILE -> tiles(over);
            case LAG -> neighbour(over, OverCall.Function.LAG);
            case LEAD -> neighbour(over, OverCall.Function.LEAD);
            default -> aggregate(over);
        };
    }

    private static OverCall rank(RexOver over, OverCall.Function function) {
        return new OverCall(function, null, whole(), -1, 0, -1, over.getType());
    }

    private static OverFrame whole() {
        return new OverFrame(true, OverFrame.UNBOUNDED_PRECEDING, OverFrame.UNBOUNDED_FOLLOWING);
    }

    private static OverCall tiles(RexOver over) {
        long tiles = number(over.getOperands().get(0), "NTILE");
        if (tiles < 1) {
            throw SqlException.of("NTILE makes at least 1 tile, and not " + tiles + ".");
        }
        return new OverCall(OverCall.Function.NTILE, null, whole(), -1, tiles, -1, over.getType());
    }

    private OverCall neighbour(RexOver over, OverCall.Function function) {
        List<RexNode> operands = over.getOperands();
        long distance = operands.size() > 1 ? number(operands.get(1), function.name()) : 1;
        int otherwise = operands.size() > 2 ? columns.add(operands.get(2)) : -1;
        return new OverCall(function, null, whole(), columns.add(operands.get(0)), distance, otherwise, over.getType());
    }

    private OverCall aggregate(RexOver over) {
        AggregateCall call = AggregateCall.create(
                over.getAggOperator(),
                over.isDistinct(),
                false,
                false,
                List.of(),
                columns.addAll(over.getOperands()),
                -1,
                null,
                RelCollations.EMPTY,
                over.getType(),
                null);
        return new OverCall(OverCall.Function.AGGREGATE, call, frame(over.getWindow()), -1, 0, -1, over.getType());
    }

    private static OverFrame frame(RexWindow window) {
        if (window.getExclude() != RexWindowExclusion.EXCLUDE_NO_OTHER) {
            throw SqlException.of("A frame that EXCLUDEs rows cannot be run.");
        }
        long unit = window.isRows() ? 1 : 0;
        OverFrame frame = new OverFrame(
                window.isRows(),
                bound(window.getLowerBound(), window, unit),
                bound(window.getUpperBound(), window, unit));
        if (frame.lower() > frame.upper()) {
            throw SqlException.of("The frame of an OVER ends before it begins: " + frame + ".");
        }
        return frame;
    }

    private static long bound(RexWindowBound bound, RexWindow window, long unit) {
        if (bound.isCurrentRow()) {
            return 0;
        } else if (bound.isUnbounded()) {
            return bound.isPreceding() ? OverFrame.UNBOUNDED_PRECEDING : OverFrame.UNBOUNDED_FOLLOWING;
        }
        long distance = number(bound.getOffset(), "A bound of OVER");
        long scaled = unit == 1 ? distance : scaled(distance, window);
        return bound.isPreceding() ? -scaled : scaled;
    }

    /** Returns a distance in the units of the sort key. */
    private static long scaled(long distance, RexWindow window) {
        List<RexFieldCollation> order = window.orderKeys;
        RelDataType type = order.size() == 1 ? order.get(0).left.getType() : null;
        if (type != null && type.getSqlTypeName() == SqlTypeName.DATE && distance % MILLIS_PER_DAY == 0) {
            return distance / MILLIS_PER_DAY;
        } else if (type != null && SqlTypeName.DATETIME_TYPES.contains(type.getSqlTypeName())) {
            if (ColumnLayout.of(type) != ColumnLayout.OBJECT && type.getSqlTypeName() != SqlTypeName.DATE) {
                return type.getPrecision() > MILLI_DIGITS ? distance * MICROS_PER_MILLI : distance;
            }
        } else if (type != null && SqlTypeName.INT_TYPES.contains(type.getSqlTypeName())) {
            return distance;
        }
        throw SqlException.of(
                "A distance of RANGE needs an ORDER BY of one column that is a whole number or a time of at"
                        + " most 6 digits. Use ROWS, or CAST it.");
    }

    private static long number(@Nullable RexNode node, String what) {
        BigDecimal value = node instanceof RexLiteral literal ? literal.getValueAs(BigDecimal.class) : null;
        if (value == null) {
            throw SqlException.of(what + " takes a number as it is written, and this is: " + node);
        }
        return value.longValue();
    }
}
