/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.sql.physical;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import org.apache.calcite.rel.core.Aggregate;
import org.apache.calcite.rel.core.AggregateCall;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rel.type.RelDataTypeFactory;
import org.apache.calcite.rex.RexBuilder;
import org.apache.calcite.rex.RexInputRef;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.fun.SqlStdOperatorTable;
import org.apache.calcite.sql.type.SqlTypeName;
import org.apache.calcite.util.ImmutableBitSet;

/**
 * GROUPING SETS, ROLLUP and CUBE: every row comes once for each set, and the number of the set is one more key. What GROUPING tells follows from that number.
 *
 * <pre>
 *  Aggregate(group = {0, 1}, sets = [{0, 1}, {0}], SUM($2), GROUPING($1))
 *      -&gt;
 *  Calc(k0, k1, sum, CASE(set = 0, 0, 1))
 *    GroupAggregate(by k0, k1, set; SUM($2))
 *      Expand($0, $1, $2, k0, k1, set)
 * </pre>
 */
final class GroupingSets {
    private final Aggregate aggregate;
    private final List<Integer> keys;
    private final RexBuilder expressions;

    GroupingSets(Aggregate aggregate) {
        this.aggregate = aggregate;
        this.keys = aggregate.getGroupSet().asList();
        this.expressions = aggregate.getCluster().getRexBuilder();
    }

    /** Whether an aggregation has functions that tell of grouping sets, even if it has one set alone. */
    static boolean asksForThem(Aggregate aggregate) {
        return aggregate.getAggCallList().stream().anyMatch(GroupingSets::isGrouping);
    }

    PhysicalNode plan(PhysicalPlanner planner) {
        PhysicalNode input = planner.plan(aggregate.getInput());
        PhysicalNode expanded = new ExpandNode(expandedRow(input), input, keys, aggregate.getGroupSets());
        int width = input.rowType().getFieldCount();
        List<Integer> expandedKeys = new ArrayList<>();
        for (int key = 0; key <= keys.size(); key++) {
            expandedKeys.add(width + key);
        }
        List<AggregateCall> calls = aggregate.getAggCallList().stream()
                .filter(call -> !isGrouping(call))
                .toList();
        PhysicalNode groups = planner.phases(
                new GroupAggregateNode(
                        groupRow(expanded, width, calls),
                        expanded,
                        expandedKeys,
                        calls,
                        StateTtl.hintedFor(aggregate.getInput())),
                aggregate.getCluster().getTypeFactory());
        return new CalcNode(
                aggregate.getRowType(),
                groups,
                null,
                projections(groups.rowType()),
                aggregate.getCluster().getTypeFactory());
    }

    private static boolean isGrouping(AggregateCall call) {
        SqlKind kind = call.getAggregation().getKind();
        return kind == SqlKind.GROUPING || kind == SqlKind.GROUP_ID;
    }

    private RelDataType expandedRow(PhysicalNode input) {
        RelDataTypeFactory types = aggregate.getCluster().getTypeFactory();
        RelDataTypeFactory.Builder row = types.builder().addAll(input.rowType().getFieldList());
        for (int key : keys) {
            RelDataType type = input.rowType().getFieldList().get(key).getType();
            row.add("$k" + key, types.createTypeWithNullability(type, true));
        }
        return row.add("$set", types.createSqlType(SqlTypeName.BIGINT)).build();
    }

    private RelDataType groupRow(PhysicalNode expanded, int width, List<AggregateCall> calls) {
        RelDataTypeFactory.Builder row = aggregate.getCluster().getTypeFactory().builder();
        row.addAll(expanded.rowType().getFieldList().subList(width, width + keys.size() + 1));
        for (int call = 0; call < calls.size(); call++) {
            row.add("$a" + call, calls.get(call).getType());
        }
        return row.build();
    }

    private List<RexNode> projections(RelDataType row) {
        List<RexNode> projections = new ArrayList<>();
        for (int key = 0; key < keys.size(); key++) {
            projections.add(column(row, key));
        }
        int next = keys.size() + 1;
        for (AggregateCall call : aggregate.getAggCallList()) {
            projections.add(isGrouping(call) ? grouping(call, row) : column(row, next++));
        }
        return projections;
    }

    private static RexNode column(RelDataType row, int column) {
        return new RexInputRef(column, row.getFieldList().get(column).getType());
    }

    private RexNode grouping(AggregateCall call, RelDataType row) {
        List<ImmutableBitSet> sets = aggregate.getGroupSets();
        RexNode number = column(row, keys.size());
        List<RexNode> cases = new ArrayList<>();
        for (int set = 0; set < sets.size() - 1; set++) {
            cases.add(expressions.makeCall(
                    SqlStdOperatorTable.EQUALS,
                    number,
                    expressions.makeExactLiteral(BigDecimal.valueOf(set), number.getType())));
            cases.add(bits(call, sets.get(set)));
        }
        RexNode last = bits(call, sets.get(sets.size() - 1));
        if (cases.isEmpty()) {
            return last;
        }
        cases.add(last);
        return expressions.makeCall(call.getType(), SqlStdOperatorTable.CASE, cases);
    }

    /** Returns a number with a bit for each argument, the first one the highest, that is set where the argument is not in the set. */
    private RexNode bits(AggregateCall call, ImmutableBitSet set) {
        long bits = 0;
        for (int argument : call.getArgList()) {
            bits = bits << 1 | (set.get(argument) ? 0 : 1);
        }
        return expressions.makeExactLiteral(BigDecimal.valueOf(bits), call.getType());
    }
}
