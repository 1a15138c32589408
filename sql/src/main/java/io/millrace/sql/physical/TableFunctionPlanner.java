/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.sql.physical;

import io.millrace.sql.codegen.ExpressionText;
import io.millrace.sql.function.user.UserTableFunction;
import io.millrace.sql.operator.TableFunctionCall;
import io.millrace.sql.parser.SqlException;
import io.millrace.sql.record.JavaValue;
import java.util.ArrayList;
import java.util.List;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.core.Correlate;
import org.apache.calcite.rel.core.Filter;
import org.apache.calcite.rel.core.Join;
import org.apache.calcite.rel.core.JoinRelType;
import org.apache.calcite.rel.core.Project;
import org.apache.calcite.rel.core.TableFunctionScan;
import org.apache.calcite.rel.logical.LogicalCorrelate;
import org.apache.calcite.rel.logical.LogicalValues;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rel.type.RelDataTypeFactory;
import org.apache.calcite.rex.RexBuilder;
import org.apache.calcite.rex.RexCall;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.rex.RexUtil;
import org.apache.calcite.sql.validate.SqlValidatorUtil;
import org.apache.calcite.util.ImmutableBitSet;
import org.jspecify.annotations.Nullable;

/** Table functions of programs, by themselves and beside the rows that they are called for. */
final class TableFunctionPlanner implements NodePlanner {
    @Override
    public @Nullable PhysicalNode plan(RelNode node, PhysicalPlanner planner) {
        if (calls(node)) {
            return alone((TableFunctionScan) node, planner);
        } else if (node instanceof Correlate correlate
                && calls(Lateral.of(correlate).base())) {
            return beside(correlate, planner);
        }
        return node instanceof Join join && calls(base(join.getRight())) ? joined(join, planner) : null;
    }

    private static boolean calls(RelNode node) {
        return node instanceof TableFunctionScan scan
                && scan.getCall() instanceof RexCall call
                && call.getOperator() instanceof UserTableFunction;
    }

    private static RelNode base(RelNode node) {
        RelNode base = node;
        while (base instanceof Filter || (base instanceof Project project && !project.containsOver())) {
            base = base.getInput(0);
        }
        return base;
    }

    private static TableFunctionCall call(TableFunctionScan scan) {
        RexCall call = (RexCall) scan.getCall();
        UserTableFunction function = (UserTableFunction) call.getOperator();
        RelDataTypeFactory types = scan.getCluster().getTypeFactory();
        return new TableFunctionCall(
                function.getName(),
                function.source(),
                function.method(call),
                call.getOperands().stream().map(RexNode::getType).toList(),
                new JavaValue(function.rowValue(types), function.rows(), "A row of " + function.getName()));
    }

    /** It is called once, with constants. */
    private static PhysicalNode alone(TableFunctionScan scan, PhysicalPlanner planner) {
        PhysicalNode once = planner.plan(LogicalValues.createOneRow(scan.getCluster()));
        List<RexNode> arguments = ((RexCall) scan.getCall()).getOperands();
        PhysicalNode calc = withArguments(scan, List.of(), arguments, once);
        List<String> texts = texts(arguments, once.rowType());
        return new TableFunctionNode(scan.getRowType(), calc, call(scan), texts, false);
    }

    /** A call that does not depend on the other side is made for each of its rows all the same, so that nothing is kept. */
    private static @Nullable PhysicalNode joined(Join join, PhysicalPlanner planner) {
        boolean isInner = join.getJoinType() == JoinRelType.INNER;
        boolean isLeft = join.getJoinType() == JoinRelType.LEFT;
        if (!isInner && !(isLeft && join.getCondition().isAlwaysTrue())) {
            return null;
        }
        Correlate correlate = LogicalCorrelate.create(
                join.getLeft(),
                join.getRight(),
                List.of(),
                join.getCluster().createCorrel(),
                ImmutableBitSet.of(),
                join.getJoinType());
        PhysicalNode pairs = beside(correlate, planner);
        RexNode condition = join.getCondition();
        RexBuilder builder = join.getCluster().getRexBuilder();
        return condition.isAlwaysTrue()
                ? pairs
                : new CalcNode(
                        join.getRowType(),
                        pairs,
                        condition,
                        new ArrayList<>(builder.identityProjects(join.getRowType())),
                        builder.getTypeFactory());
    }

    private static PhysicalNode beside(Correlate correlate, PhysicalPlanner planner) {
        Lateral lateral = Lateral.of(correlate);
        TableFunctionScan scan = (TableFunctionScan) lateral.base();
        RelNode left = correlate.getLeft();
        int width = left.getRowType().getFieldCount();
        boolean preserves = correlate.getJoinType() == JoinRelType.LEFT;
        if (preserves && (!lateral.conditions().isEmpty() || !lateral.passesNulls(width))) {
            throw SqlException.of("LEFT JOIN LATERAL TABLE(...) takes ON TRUE only: filter in WHERE, or before.");
        }
        RexBuilder builder = correlate.getCluster().getRexBuilder();
        List<RexNode> arguments =
                Lateral.beside(((RexCall) scan.getCall()).getOperands(), width, correlate.getCorrelationId());
        PhysicalNode calc = withArguments(
                scan, new ArrayList<>(builder.identityProjects(left.getRowType())), arguments, planner.plan(left));
        List<String> texts = texts(arguments, left.getRowType());
        RelDataTypeFactory types = correlate.getCluster().getTypeFactory();
        if (lateral.isPlain(width)) {
            return new TableFunctionNode(correlate.getRowType(), calc, call(scan), texts, preserves);
        }
        RelDataType row = SqlValidatorUtil.deriveJoinRowType(
                left.getRowType(),
                scan.getRowType(),
                preserves ? JoinRelType.LEFT : JoinRelType.INNER,
                types,
                null,
                List.of());
        RexNode condition = RexUtil.composeConjunction(builder, lateral.conditions());
        return new CalcNode(
                correlate.getRowType(),
                new TableFunctionNode(row, calc, call(scan), texts, preserves),
                condition.isAlwaysTrue() ? null : condition,
                lateral.outputsOf(correlate),
                types);
    }

    private static List<String> texts(List<RexNode> arguments, RelDataType row) {
        return arguments.stream().map(new ExpressionText(row)::of).toList();
    }

    /** Returns rows with the arguments behind their columns. */
    private static PhysicalNode withArguments(
            TableFunctionScan scan, List<RexNode> columns, List<RexNode> arguments, PhysicalNode input) {
        RelDataTypeFactory types = scan.getCluster().getTypeFactory();
        RelDataTypeFactory.Builder row = types.builder();
        List<RexNode> all = new ArrayList<>(columns);
        for (int i = 0; i < columns.size(); i++) {
            row.add(input.rowType().getFieldNames().get(i), columns.get(i).getType());
        }
        for (RexNode argument : arguments) {
            row.add("$argument" + (all.size() - columns.size()), argument.getType());
            all.add(argument);
        }
        return new CalcNode(row.uniquify().build(), input, null, all, types);
    }
}
