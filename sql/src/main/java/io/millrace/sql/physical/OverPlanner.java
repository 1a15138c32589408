/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.sql.physical;

import io.millrace.sql.operator.EventTimeColumn;
import io.millrace.sql.operator.OverCall;
import io.millrace.sql.operator.RowOrder;
import io.millrace.sql.plan.LateRowsInput;
import io.millrace.sql.type.TimeAttributeType;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.core.Project;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rel.type.RelDataTypeFactory;
import org.apache.calcite.rex.RexFieldCollation;
import org.apache.calcite.rex.RexInputRef;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.rex.RexOver;
import org.apache.calcite.rex.RexShuttle;
import org.jspecify.annotations.Nullable;

/**
 * Projections with OVER: the functions of each partitioning and order are columns that an operator adds, and what is around them is computed above.
 *
 * <pre>
 *  Project(a, b + SUM(c) OVER (PARTITION BY a ORDER BY t))     -&gt;     Calc(a, b + s)
 *                                                                       Over(s = SUM(c), partition by a, order by t)
 *                                                                         Calc(a, b, c, t)
 * </pre>
 */
final class OverPlanner implements NodePlanner {
    @Override
    public @Nullable PhysicalNode plan(RelNode node, PhysicalPlanner planner) {
        return node instanceof Project project && project.containsOver() ? new Plan(project).make(planner) : null;
    }

    /** The functions that share partitions and their order. */
    private record Group(List<Integer> partition, RowOrder order) {}

    /** One projection. */
    private static final class Plan {
        private final Project project;
        private final @Nullable LateRowsInput hinted;
        private final KeyColumns columns;
        private @Nullable LateOutput late;
        private final Map<Group, List<RexOver>> groups = new LinkedHashMap<>();
        private final Map<RexOver, OverCall> calls = new LinkedHashMap<>();
        private final Map<Integer, Integer> columnOf = new LinkedHashMap<>();
        private final Map<RexOver, Integer> resultOf = new LinkedHashMap<>();

        Plan(Project project) {
            this.project = project;
            this.hinted = project.getInput() instanceof LateRowsInput late ? late : null;
            this.columns = new KeyColumns(hinted == null ? project.getInput() : hinted.getInput());
        }

        PhysicalNode make(PhysicalPlanner planner) {
            project.getProjects().forEach(projection -> projection.accept(new Collector()));
            List<Integer> leaving = hinted == null
                    ? List.of()
                    : columns.addAll(hinted.late().columns().stream()
                            .map(column -> RexInputRef.of(column, hinted.getRowType()))
                            .toList());
            PhysicalNode rows = planner.plan(columns.node());
            if (hinted != null) {
                RelDataTypeFactory types = project.getCluster().getTypeFactory();
                late = LateOutput.of(hinted.late(), leaving, rows, types, planner);
            }
            for (Map.Entry<Group, List<RexOver>> group : groups.entrySet()) {
                rows = over(rows, group.getKey(), group.getValue());
            }
            if (late != null) {
                throw LateRowsPlanner.none();
            }
            List<RexNode> projections = new ArrayList<>();
            project.getProjects().forEach(projection -> projections.add(projection.accept(new Mover())));
            return new CalcNode(
                    project.getRowType(),
                    rows,
                    null,
                    projections,
                    project.getCluster().getTypeFactory());
        }

        private PhysicalNode over(PhysicalNode input, Group group, List<RexOver> functions) {
            RelDataTypeFactory.Builder row = project.getCluster()
                    .getTypeFactory()
                    .builder()
                    .addAll(input.rowType().getFieldList());
            List<OverCall> computed = new ArrayList<>();
            for (RexOver function : functions) {
                resultOf.put(function, input.rowType().getFieldCount() + computed.size());
                row.add("$over" + resultOf.get(function), function.getType());
                computed.add(Objects.requireNonNull(calls.get(function)));
            }
            OverNode.Time time = time(input, group, computed);
            LateOutput output = null;
            if (time != null && time.eventTime() != null) {
                output = late; // who is first sees them; those above are sent none
                late = null;
            }
            return new OverNode(row.build(), input, group.partition(), group.order(), computed, time, output);
        }

        /** Returns the time in whose order the functions can be computed as rows come, or null. */
        private static OverNode.@Nullable Time time(PhysicalNode input, Group group, List<OverCall> functions) {
            List<RowOrder.Key> keys = group.order().keys();
            if (!input.isInsertOnly()
                    || keys.size() != 1
                    || keys.get(0).descending()
                    || !functions.stream().allMatch(OverCall::looksBack)) {
                return null;
            }
            int column = keys.get(0).column();
            RelDataType type = input.rowType().getFieldList().get(column).getType();
            if (TimeAttributeType.isProctime(type)) {
                return new OverNode.Time(null);
            }
            EventTimeColumn eventTime = SortPlanner.eventTime(column, type);
            return TimeAttributeType.isRowtime(type) && !hasMicros(eventTime, functions)
                    ? new OverNode.Time(eventTime)
                    : null;
        }

        /** Distances of times are compared in milliseconds there. */
        private static boolean hasMicros(EventTimeColumn time, List<OverCall> functions) {
            return time.isMicros()
                    && functions.stream().anyMatch(call -> call.frame().hasDistance());
        }

        /** Gathers the functions, and the columns that are used beside them. */
        private final class Collector extends RexShuttle {
            private final OverCalls made = new OverCalls(columns);

            @Override
            public RexNode visitOver(RexOver over) {
                if (!calls.containsKey(over)) {
                    List<RexFieldCollation> order = over.getWindow().orderKeys;
                    Group group = new Group(columns.addAll(over.getWindow().partitionKeys), columns.order(order));
                    groups.computeIfAbsent(group, key -> new ArrayList<>()).add(over);
                    calls.put(over, made.of(over));
                }
                return over;
            }

            @Override
            public RexNode visitInputRef(RexInputRef input) {
                columnOf.computeIfAbsent(input.getIndex(), index -> columns.add(input));
                return input;
            }
        }

        /** Takes expressions to above the operators. */
        private final class Mover extends RexShuttle {
            @Override
            public RexNode visitOver(RexOver over) {
                Integer result = resultOf.get(over);
                if (result == null) {
                    throw new IllegalStateException("Nobody computes " + over);
                }
                return new RexInputRef(result, over.getType());
            }

            @Override
            public RexNode visitInputRef(RexInputRef input) {
                Integer column = columnOf.get(input.getIndex());
                if (column == null) {
                    throw new IllegalStateException("Nobody passes " + input + " on");
                }
                return new RexInputRef(column, input.getType());
            }
        }
    }
}
