/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.sql.physical;

import io.millrace.sql.codegen.CalcCompiler;
import io.millrace.sql.column.ColumnLayout;
import io.millrace.sql.connector.PartitionFilter;
import io.millrace.sql.function.user.UserScalarFunction;
import io.millrace.sql.operator.CompiledPartitionFilter;
import io.millrace.sql.type.TimeAttributeType;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.apache.calcite.plan.RelOptUtil;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rel.type.RelDataTypeFactory;
import org.apache.calcite.rex.RexBuilder;
import org.apache.calcite.rex.RexCall;
import org.apache.calcite.rex.RexInputRef;
import org.apache.calcite.rex.RexLiteral;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.rex.RexShuttle;
import org.apache.calcite.rex.RexUtil;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlOperator;
import org.apache.calcite.util.ImmutableBitSet;
import org.jspecify.annotations.Nullable;

/**
 * What a condition says of partitions: one that follows from it, and looks at partition columns alone.
 *
 * <pre>
 *   day = '2026-01-31' AND price > 7                                day = '2026-01-31'
 *   (day = '2026-01-30' AND price > 7) OR day = '2026-01-31'   →    day = '2026-01-30' OR day = '2026-01-31'
 *   day = CURRENT_DATE                                              nothing: it is another one at another time
 * </pre>
 *
 * @param columns the partition columns, by their position in the rows that the condition is about
 * @param condition about those rows
 */
record PartitionCondition(List<Integer> columns, RexNode condition) {
    /** What has an answer whatever its operands are. */
    private static final Set<SqlKind> NEVER_FAIL = EnumSet.of(
            SqlKind.AND,
            SqlKind.OR,
            SqlKind.NOT,
            SqlKind.EQUALS,
            SqlKind.NOT_EQUALS,
            SqlKind.LESS_THAN,
            SqlKind.LESS_THAN_OR_EQUAL,
            SqlKind.GREATER_THAN,
            SqlKind.GREATER_THAN_OR_EQUAL,
            SqlKind.SEARCH,
            SqlKind.IS_DISTINCT_FROM,
            SqlKind.IS_NOT_DISTINCT_FROM,
            SqlKind.IS_NULL,
            SqlKind.IS_NOT_NULL,
            SqlKind.IS_TRUE,
            SqlKind.IS_NOT_TRUE,
            SqlKind.IS_FALSE,
            SqlKind.IS_NOT_FALSE);

    /** Returns null where a condition says nothing of them. */
    static @Nullable PartitionCondition of(RexNode condition, List<Integer> columns, RexBuilder expressions) {
        RexNode implied = implied(condition, ImmutableBitSet.of(columns), expressions);
        return implied == null ? null : new PartitionCondition(columns, implied);
    }

    private static @Nullable RexNode implied(RexNode condition, ImmutableBitSet columns, RexBuilder expressions) {
        if (isAbout(columns, condition)) {
            return condition;
        } else if (condition.isA(SqlKind.AND)) {
            List<RexNode> parts = ((RexCall) condition)
                    .getOperands().stream()
                            .map(part -> implied(part, columns, expressions))
                            .filter(Objects::nonNull)
                            .toList();
            return parts.isEmpty() ? null : RexUtil.composeConjunction(expressions, parts);
        } else if (condition.isA(SqlKind.OR)) {
            List<RexNode> parts = new ArrayList<>();
            for (RexNode part : ((RexCall) condition).getOperands()) {
                RexNode implied = implied(part, columns, expressions);
                if (implied == null) {
                    return null;
                }
                parts.add(implied);
            }
            return RexUtil.composeDisjunction(expressions, parts);
        }
        return null;
    }

    private static boolean isAbout(ImmutableBitSet columns, RexNode condition) {
        ImmutableBitSet used = RelOptUtil.InputFinder.bits(condition);
        return !used.isEmpty() && columns.contains(used) && staysTheSame(condition);
    }

    /** Returns whether the same columns give the same value at any time and place; functions of programs may do more than that. */
    private static boolean staysTheSame(RexNode node) {
        if (!(node instanceof RexCall call)) {
            return node instanceof RexInputRef || node instanceof RexLiteral;
        }
        SqlOperator operator = call.getOperator();
        return operator.isDeterministic()
                && !operator.isDynamicFunction()
                && !(operator instanceof UserScalarFunction)
                && !TimeAttributeType.isProctime(call.getType())
                && call.getOperands().stream().allMatch(PartitionCondition::staysTheSame);
    }

    private static boolean mayFail(RexNode node) {
        return node instanceof RexCall call
                && (!(NEVER_FAIL.contains(call.getKind()) || RexUtil.isLosslessCast(call))
                        || call.getOperands().stream().anyMatch(PartitionCondition::mayFail));
    }

    /** Returns what is left to ask of the rows of these partitions, of the condition that this one came of; null for nothing. */
    @Nullable
    RexNode rest(RexNode whole, RexBuilder expressions) {
        ImmutableBitSet told = ImmutableBitSet.of(columns);
        List<RexNode> rest = RelOptUtil.conjunctions(whole).stream()
                .filter(part -> !isAbout(told, part) || mayFail(part))
                .toList();
        return rest.isEmpty() ? null : RexUtil.composeConjunction(expressions, rest);
    }

    /**
     * Returns the condition as what a connector can ask.
     *
     * @param row of the rows that the condition is about
     */
    PartitionFilter filter(RelDataType row, RelDataTypeFactory types, ZoneId zone) {
        RelDataTypeFactory.Builder builder = types.builder();
        columns.forEach(column -> builder.add(row.getFieldList().get(column)));
        RelDataType partition = builder.build();
        List<CompiledPartitionFilter.Condition> conditions = new ArrayList<>();
        for (RexNode part : RelOptUtil.conjunctions(condition)) {
            RexNode over = overPartition(part);
            conditions.add(new CompiledPartitionFilter.Condition(
                    new CalcCompiler(types, zone).compile(partition, over, List.of()),
                    RelOptUtil.InputFinder.bits(over).length(),
                    mayFail(part)));
        }
        List<ColumnLayout> layouts = partition.getFieldList().stream()
                .map(field -> ColumnLayout.of(field.getType()))
                .toList();
        return new CompiledPartitionFilter(layouts, conditions);
    }

    private RexNode overPartition(RexNode part) {
        return part.accept(new RexShuttle() {
            @Override
            public RexNode visitInputRef(RexInputRef input) {
                return new RexInputRef(columns.indexOf(input.getIndex()), input.getType());
            }
        });
    }
}
