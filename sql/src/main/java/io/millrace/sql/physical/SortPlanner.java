/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.sql.physical;

import io.millrace.sql.operator.EventTimeColumn;
import io.millrace.sql.operator.Ranking;
import io.millrace.sql.operator.RowOrder;
import io.millrace.sql.operator.TopNOperator;
import io.millrace.sql.parser.SqlException;
import io.millrace.sql.type.TimeAttributeType;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import org.apache.calcite.rel.RelFieldCollation;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.core.Sort;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rex.RexLiteral;
import org.apache.calcite.rex.RexNode;
import org.jspecify.annotations.Nullable;

/**
 * ORDER BY, LIMIT, OFFSET and FETCH. What ends is sorted at its end. What does not is sorted by event time as that passes, or with a LIMIT is a ranking that changes.
 */
final class SortPlanner implements NodePlanner {
    private static final int MILLI_DIGITS = 3;

    @Override
    public @Nullable PhysicalNode plan(RelNode node, PhysicalPlanner planner) {
        if (!(node instanceof Sort sort)) {
            return null;
        }
        PhysicalNode input = planner.plan(sort.getInput());
        long offset = number(sort.offset, 0);
        long fetch = number(sort.fetch, Long.MAX_VALUE);
        long last = fetch > Long.MAX_VALUE - offset ? Long.MAX_VALUE : offset + fetch;
        boolean isLimited = sort.offset != null || sort.fetch != null;
        RowOrder order = order(sort);
        if (order.keys().isEmpty()) {
            return isLimited ? limit(input, offset + 1, last) : input;
        } else if (input.isBounded()) {
            return new SortNode(input, order, offset + 1, last);
        }
        return isLimited ? topN(input, order, offset + 1, last) : temporal(input, order);
    }

    private static PhysicalNode limit(PhysicalNode input, long first, long last) {
        return input.isInsertOnly()
                ? new LimitNode(input, first, last)
                : topN(input, new RowOrder(List.of()), first, last);
    }

    private static PhysicalNode topN(PhysicalNode input, RowOrder order, long first, long last) {
        return new TopNNode(
                input.rowType(),
                input,
                new TopNOperator.Spec(List.of(), order, Ranking.ROW_NUMBER, first, last, false));
    }

    private static PhysicalNode temporal(PhysicalNode input, RowOrder order) {
        RowOrder.Key first = order.keys().get(0);
        RelDataType type = input.rowType().getFieldList().get(first.column()).getType();
        if (input.isInsertOnly() && !first.descending()) {
            if (TimeAttributeType.isRowtime(type)) {
                return new TemporalSortNode(input, eventTime(first.column(), type), order, List.of());
            } else if (TimeAttributeType.isProctime(type) && order.keys().size() == 1) {
                return new LimitNode(input, 1, Long.MAX_VALUE); // rows come in this order
            }
        }
        throw SqlException.of(
                "ORDER BY needs all rows, and the input never ends. ORDER BY a column of event time, ascending,"
                        + " before all others, to sort as time passes; or add a LIMIT, for the first rows so far.");
    }

    static EventTimeColumn eventTime(int column, RelDataType type) {
        return new EventTimeColumn(column, type.getPrecision() > MILLI_DIGITS);
    }

    private static RowOrder order(Sort sort) {
        List<RowOrder.Key> keys = new ArrayList<>();
        for (RelFieldCollation collation : sort.getCollation().getFieldCollations()) {
            KeyColumns.requireOrder(sort.getInput()
                    .getRowType()
                    .getFieldList()
                    .get(collation.getFieldIndex())
                    .getType());
            boolean descending = collation.getDirection().isDescending();
            keys.add(new RowOrder.Key(
                    collation.getFieldIndex(),
                    descending,
                    KeyColumns.isNullsFirst(descending, collation.nullDirection)));
        }
        return new RowOrder(keys);
    }

    private static long number(@Nullable RexNode node, long otherwise) {
        if (node == null) {
            return otherwise;
        }
        BigDecimal value = node instanceof RexLiteral literal ? literal.getValueAs(BigDecimal.class) : null;
        if (value == null) {
            throw SqlException.of("LIMIT, OFFSET and FETCH take numbers as they are written, and this is: " + node);
        }
        return value.min(BigDecimal.valueOf(Long.MAX_VALUE)).longValue();
    }
}
