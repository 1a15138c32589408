/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.sql.plan;

import io.millrace.sql.connector.ColumnPath;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.core.Filter;
import org.apache.calcite.rel.core.Join;
import org.apache.calcite.rel.core.Project;
import org.apache.calcite.rel.core.Snapshot;
import org.apache.calcite.rel.logical.LogicalExchange;
import org.apache.calcite.rel.logical.LogicalProject;
import org.apache.calcite.rel.logical.LogicalTableFunctionScan;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rel.type.RelDataTypeFactory;
import org.apache.calcite.rel.type.RelDataTypeField;
import org.apache.calcite.rex.RexBuilder;
import org.apache.calcite.rex.RexFieldAccess;
import org.apache.calcite.rex.RexInputRef;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.rex.RexShuttle;
import org.apache.calcite.rex.RexVisitorImpl;
import org.jspecify.annotations.Nullable;

/**
 * Has sources read the fields of rows that a query names as columns of their own.
 *
 * <pre>
 *   Project($1.price)                 Project($2)
 *     Filter($0 = 2)             →      Filter($0 = 2)
 *       Scan(type, bid)                   Scan(type, bid, bid.price)
 * </pre>
 *
 * The rows stay where they were, and {@link FieldTrimmer} takes them out where nobody looks at them whole. A field is asked for by what
 * accesses it, and handed up behind the columns that a node has anyway. Nodes that are not known here hand nothing up: above them, rows are
 * taken apart where they are.
 */
final class NestedFieldPushDown {
    private final RexBuilder expressions;

    private NestedFieldPushDown(RexBuilder expressions) {
        this.expressions = expressions;
    }

    /** Returns a plan with the same columns. */
    static RelNode in(RelNode plan) {
        return new NestedFieldPushDown(plan.getCluster().getRexBuilder())
                .pushed(plan, Set.of())
                .node();
    }

    /**
     * A node that hands up fields.
     *
     * @param node has the columns that it had, and fields behind them
     * @param fields where in its rows each lies
     */
    private record Pushed(RelNode node, Map<RexFieldAccess, Integer> fields) {}

    /** @param wanted fields of the node's columns; it need not have them all */
    private Pushed pushed(RelNode node, Set<RexFieldAccess> wanted) {
        if (node instanceof Snapshot) {
            return new Pushed(node, Map.of()); // what is looked up is asked for by columns
        } else if (node instanceof SourceScan scan && !wanted.isEmpty()) {
            return scan(scan, wanted);
        } else if (node instanceof Project project) {
            return project(project, wanted);
        } else if (node instanceof Filter filter) {
            return filter(filter, wanted);
        } else if (node instanceof WatermarkAssigner assigner) {
            return assigner(assigner, wanted);
        } else if (node instanceof Join join) {
            return join(join, wanted);
        } else if (node instanceof LogicalTableFunctionScan scan && Windowed.is(scan) && !wanted.isEmpty()) {
            return windows(scan, wanted);
        } else if (node instanceof LogicalExchange exchange) {
            Pushed input = pushed(exchange.getInput(), wanted);
            boolean isSame = input.node() == exchange.getInput();
            return new Pushed(
                    isSame ? exchange : exchange.copy(exchange.getTraitSet(), List.of(input.node())), input.fields());
        }
        List<RelNode> inputs = node.getInputs().stream()
                .map(input -> withoutFields(input, pushed(input, Set.of()).node()))
                .toList();
        boolean isSame = inputs.equals(node.getInputs());
        return new Pushed(isSame ? node : node.copy(node.getTraitSet(), inputs), Map.of());
    }

    /** Returns what hands up fields without them, for what stands above and has no place for more columns. */
    private static RelNode withoutFields(RelNode before, RelNode pushed) {
        int width = before.getRowType().getFieldCount();
        RelDataType row = pushed.getRowType();
        return row.getFieldCount() == width
                ? pushed
                : LogicalProject.create(
                        pushed,
                        List.of(),
                        pushed.getCluster()
                                .getRexBuilder()
                                .identityProjects(row)
                                .subList(0, width),
                        before.getRowType().getFieldNames(),
                        Set.of());
    }

    private static Pushed scan(SourceScan scan, Set<RexFieldAccess> wanted) {
        Map<RexFieldAccess, Integer> fields = new LinkedHashMap<>();
        List<ColumnPath> paths = new ArrayList<>();
        for (RexFieldAccess access : wanted) {
            fields.put(access, scan.getRowType().getFieldCount() + fields.size());
            paths.add(path(access));
        }
        return new Pushed(scan.withFields(paths), fields);
    }

    private static ColumnPath path(RexFieldAccess access) {
        List<Integer> fields = new ArrayList<>();
        RexNode node = access;
        while (node instanceof RexFieldAccess field) {
            fields.add(0, field.getField().getIndex());
            node = field.getReferenceExpr();
        }
        return new ColumnPath(((RexInputRef) node).getIndex(), fields, access.getType());
    }

    private Pushed project(Project project, Set<RexFieldAccess> wanted) {
        Map<RexFieldAccess, RexFieldAccess> passed = new LinkedHashMap<>();
        for (RexFieldAccess access : wanted) {
            RexNode below = at(access, project.getProjects().get(root(access)));
            if (below instanceof RexFieldAccess field && isPath(field)) {
                passed.put(access, field);
            }
        }
        Set<RexFieldAccess> below = accesses(project.getProjects());
        below.addAll(passed.values());
        Pushed input = pushed(project.getInput(), below);
        List<RexNode> projections = new ArrayList<>();
        project.getProjects().forEach(projection -> projections.add(over(input, projection)));
        List<String> names = new ArrayList<>(project.getRowType().getFieldNames());
        Map<RexFieldAccess, Integer> fields = new LinkedHashMap<>();
        passed.forEach((access, field) -> {
            Integer at = input.fields().get(field);
            if (at != null) {
                fields.put(access, projections.size());
                projections.add(RexInputRef.of(at, input.node().getRowType()));
                names.add(input.node().getRowType().getFieldNames().get(at));
            }
        });
        if (input.node() == project.getInput()) {
            return new Pushed(project, Map.of());
        }
        return new Pushed(
                LogicalProject.create(input.node(), project.getHints(), projections, names, project.getVariablesSet()),
                fields);
    }

    private Pushed filter(Filter filter, Set<RexFieldAccess> wanted) {
        Set<RexFieldAccess> below = accesses(List.of(filter.getCondition()));
        below.addAll(wanted);
        Pushed input = pushed(filter.getInput(), below);
        RexNode condition = over(input, filter.getCondition());
        RelNode node =
                input.node() == filter.getInput() ? filter : filter.copy(filter.getTraitSet(), input.node(), condition);
        return new Pushed(node, input.fields());
    }

    private Pushed assigner(WatermarkAssigner assigner, Set<RexFieldAccess> wanted) {
        Set<RexFieldAccess> below = accesses(List.of(assigner.watermark()));
        below.addAll(wanted);
        Pushed input = pushed(assigner.getInput(), below);
        if (input.node() == assigner.getInput()) {
            return new Pushed(assigner, Map.of());
        }
        RelDataTypeFactory.Builder row = assigner.getCluster().getTypeFactory().builder();
        row.addAll(assigner.getRowType().getFieldList());
        List<RelDataTypeField> read = input.node().getRowType().getFieldList();
        row.addAll(read.subList(assigner.getRowType().getFieldCount(), read.size()));
        RexNode watermark = over(input, assigner.watermark());
        return new Pushed(
                WatermarkAssigner.create(input.node(), row.build(), assigner.rowtimeIndex(), watermark),
                input.fields());
    }

    /** Each input has its fields behind its columns; a projection puts them behind those of both. */
    private Pushed join(Join join, Set<RexFieldAccess> wanted) {
        int width = join.getLeft().getRowType().getFieldCount();
        Set<RexFieldAccess> both = accesses(List.of(join.getCondition()));
        both.addAll(wanted);
        Map<RexFieldAccess, RexFieldAccess> ofLeft = new LinkedHashMap<>();
        Map<RexFieldAccess, RexFieldAccess> ofRight = new LinkedHashMap<>();
        for (RexFieldAccess access : both) {
            int column = root(access);
            RelNode side = column < width ? join.getLeft() : join.getRight();
            int index = column < width ? column : column - width;
            (column < width ? ofLeft : ofRight)
                    .put(access, (RexFieldAccess) at(access, RexInputRef.of(index, side.getRowType())));
        }
        Pushed left = pushed(join.getLeft(), new LinkedHashSet<>(ofLeft.values()));
        Pushed right = pushed(join.getRight(), new LinkedHashSet<>(ofRight.values()));
        int added = left.node().getRowType().getFieldCount() - width;
        Map<RexFieldAccess, Integer> columns = new LinkedHashMap<>();
        ofLeft.forEach((access, field) -> {
            if (left.fields().containsKey(field)) {
                columns.put(access, left.fields().get(field));
            }
        });
        ofRight.forEach((access, field) -> {
            if (right.fields().containsKey(field)) {
                columns.put(access, width + added + right.fields().get(field));
            }
        });
        return joined(join, left.node(), right.node(), columns, wanted);
    }

    private Pushed joined(
            Join join, RelNode left, RelNode right, Map<RexFieldAccess, Integer> columns, Set<RexFieldAccess> wanted) {
        if (columns.isEmpty()) {
            boolean isSame = left == join.getLeft() && right == join.getRight();
            List<RelNode> sides = List.of(withoutFields(join.getLeft(), left), withoutFields(join.getRight(), right));
            return new Pushed(isSame ? join : join.copy(join.getTraitSet(), sides), Map.of());
        }
        int width = join.getLeft().getRowType().getFieldCount();
        int added = left.getRowType().getFieldCount() - width;
        List<RelDataTypeField> both = new ArrayList<>(left.getRowType().getFieldList());
        both.addAll(right.getRowType().getFieldList());
        RexNode condition = join.getCondition().accept(new RexShuttle() {
            @Override
            public RexNode visitInputRef(RexInputRef input) {
                return input.getIndex() < width ? input : new RexInputRef(input.getIndex() + added, input.getType());
            }

            @Override
            public RexNode visitFieldAccess(RexFieldAccess access) {
                Integer column = columns.get(access);
                return column == null
                        ? super.visitFieldAccess(access)
                        : new RexInputRef(column, both.get(column).getType());
            }
        });
        RelNode wide = join.copy(join.getTraitSet(), condition, left, right, join.getJoinType(), join.isSemiJoinDone());
        return restored(join, wide, width, added, wanted, columns);
    }

    /** Windows have the fields of their table before their own columns. */
    private Pushed windows(LogicalTableFunctionScan scan, Set<RexFieldAccess> wanted) {
        Pushed input = pushed(scan.getInput(0), wanted);
        if (input.fields().isEmpty()) {
            RelNode table = withoutFields(scan.getInput(0), input.node());
            RelNode node = table == scan.getInput(0) ? scan : scan.copy(scan.getTraitSet(), List.of(table));
            return new Pushed(node, Map.of());
        }
        int width = scan.getInput(0).getRowType().getFieldCount();
        RelDataTypeFactory.Builder row = scan.getCluster().getTypeFactory().builder();
        row.addAll(input.node().getRowType().getFieldList());
        List<RelDataTypeField> all = scan.getRowType().getFieldList();
        row.addAll(all.subList(width, all.size()));
        RelNode wide = scan.copy(
                scan.getTraitSet(),
                List.of(input.node()),
                scan.getCall(),
                null,
                row.uniquify().build(),
                Set.of());
        int added = input.node().getRowType().getFieldCount() - width;
        return restored(scan, wide, width, added, wanted, input.fields());
    }

    /**
     * Returns a node with its columns where they were, and fields behind them.
     *
     * @param wide has as many fields as {@code added} in front of the column {@code width}
     * @param columns where fields are in it
     */
    private static Pushed restored(
            RelNode node,
            RelNode wide,
            int width,
            int added,
            Set<RexFieldAccess> wanted,
            Map<RexFieldAccess, Integer> columns) {
        RelDataType row = wide.getRowType();
        List<RexNode> projections = new ArrayList<>();
        List<String> names = new ArrayList<>(node.getRowType().getFieldNames());
        for (int column = 0; column < names.size(); column++) {
            projections.add(RexInputRef.of(column < width ? column : column + added, row));
        }
        Map<RexFieldAccess, Integer> fields = new LinkedHashMap<>();
        for (RexFieldAccess access : wanted) {
            Integer column = columns.get(access);
            if (column != null) {
                fields.put(access, projections.size());
                projections.add(RexInputRef.of(column, row));
                names.add(row.getFieldNames().get(column));
            }
        }
        return new Pushed(LogicalProject.create(wide, List.of(), projections, names, Set.of()), fields);
    }

    /** Returns an expression over what hands up fields. */
    private RexNode over(Pushed input, RexNode expression) {
        return expression.accept(new RexShuttle() {
            @Override
            public RexNode visitFieldAccess(RexFieldAccess access) {
                Integer column = input.fields().get(access);
                return column == null
                        ? super.visitFieldAccess(access)
                        : RexInputRef.of(column, input.node().getRowType());
            }
        });
    }

    /** Returns the fields of an input that expressions access, none within another. */
    private static Set<RexFieldAccess> accesses(List<RexNode> expressions) {
        Set<RexFieldAccess> accesses = new LinkedHashSet<>();
        RexVisitorImpl<@Nullable Void> visitor = new RexVisitorImpl<>(true) {
            @Override
            public @Nullable Void visitFieldAccess(RexFieldAccess access) {
                if (isPath(access)) {
                    accesses.add(access);
                    return null;
                }
                return super.visitFieldAccess(access);
            }
        };
        expressions.forEach(expression -> expression.accept(visitor));
        return accesses;
    }

    /** Returns whether it leads from a column through rows alone. */
    private static boolean isPath(RexFieldAccess access) {
        RexNode of = access.getReferenceExpr();
        return of instanceof RexInputRef || (of instanceof RexFieldAccess field && isPath(field));
    }

    /** Returns the column that a field is in. */
    private static int root(RexNode access) {
        return access instanceof RexFieldAccess field
                ? root(field.getReferenceExpr())
                : ((RexInputRef) access).getIndex();
    }

    /** Returns the same field in another column. */
    private RexNode at(RexNode access, RexNode column) {
        return access instanceof RexFieldAccess field
                ? expressions.makeFieldAccess(
                        at(field.getReferenceExpr(), column), field.getField().getIndex())
                : column;
    }
}
