/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.sql.plan;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.calcite.rel.RelHomogeneousShuttle;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.core.Correlate;
import org.apache.calcite.rel.core.CorrelationId;
import org.apache.calcite.rel.core.Filter;
import org.apache.calcite.rel.core.Project;
import org.apache.calcite.rel.core.Snapshot;
import org.apache.calcite.rel.logical.LogicalProject;
import org.apache.calcite.rex.RexBuilder;
import org.apache.calcite.rex.RexCorrelVariable;
import org.apache.calcite.rex.RexFieldAccess;
import org.apache.calcite.rex.RexInputRef;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.rex.RexShuttle;
import org.apache.calcite.util.ImmutableBitSet;

/**
 * Joins FOR SYSTEM_TIME AS OF are by columns: fields of rows on their left, as in {@code ON l.address.city = r.city}, become columns behind the others. Of calls, Calcite
 * does so by itself.
 */
final class TemporalJoinFields extends RelHomogeneousShuttle {
    private TemporalJoinFields() {}

    /** Returns a plan with the same columns. */
    static RelNode in(RelNode plan) {
        return plan.accept(new TemporalJoinFields());
    }

    @Override
    public RelNode visit(RelNode node) {
        RelNode visited = super.visit(node);
        if (!(visited instanceof Correlate correlate) || !isTemporal(correlate)) {
            return visited;
        }
        Map<RexFieldAccess, Integer> fields = new LinkedHashMap<>();
        int width = correlate.getLeft().getRowType().getFieldCount();
        replaced(correlate.getRight(), new RexShuttle() {
            @Override
            public RexNode visitFieldAccess(RexFieldAccess access) {
                if (column(access, correlate.getCorrelationId()) < 0 && isOf(access, correlate.getCorrelationId())) {
                    fields.putIfAbsent(access, width + fields.size());
                }
                return access;
            }
        });
        return fields.isEmpty() ? correlate : byColumns(correlate, fields);
    }

    private static boolean isTemporal(Correlate correlate) {
        RelNode base = correlate.getRight();
        while (base instanceof Filter || base instanceof Project) {
            base = base.getInput(0);
        }
        return base instanceof Snapshot;
    }

    /** Returns which column of the left side it is, or -1 if it is none. */
    private static int column(RexFieldAccess access, CorrelationId id) {
        return access.getReferenceExpr() instanceof RexCorrelVariable variable && variable.id.equals(id)
                ? access.getField().getIndex()
                : -1;
    }

    private static boolean isOf(RexFieldAccess access, CorrelationId id) {
        return column(access, id) >= 0 || (access.getReferenceExpr() instanceof RexFieldAccess row && isOf(row, id));
    }

    /** @param fields and the columns that they become */
    private static RelNode byColumns(Correlate correlate, Map<RexFieldAccess, Integer> fields) {
        RexBuilder builder = correlate.getCluster().getRexBuilder();
        CorrelationId id = correlate.getCorrelationId();
        RelNode left = withFields(correlate.getLeft(), fields, builder, id);
        RexNode row = builder.makeCorrel(left.getRowType(), id);
        RelNode right = replaced(correlate.getRight(), new RexShuttle() {
            @Override
            public RexNode visitFieldAccess(RexFieldAccess access) {
                int column = fields.getOrDefault(access, column(access, id));
                return column < 0 ? super.visitFieldAccess(access) : builder.makeFieldAccess(row, column);
            }
        });
        ImmutableBitSet required = correlate.getRequiredColumns().union(ImmutableBitSet.of(fields.values()));
        RelNode joined = correlate.copy(correlate.getTraitSet(), left, right, id, required, correlate.getJoinType());
        List<RexNode> outputs = new ArrayList<>(builder.identityProjects(joined.getRowType()));
        int width = correlate.getLeft().getRowType().getFieldCount();
        outputs.subList(width, width + fields.size()).clear();
        return LogicalProject.create(
                joined, List.of(), outputs, correlate.getRowType().getFieldNames(), Set.of());
    }

    private static RelNode withFields(
            RelNode left, Map<RexFieldAccess, Integer> fields, RexBuilder builder, CorrelationId id) {
        List<RexNode> columns = new ArrayList<>(builder.identityProjects(left.getRowType()));
        List<String> names = new ArrayList<>(left.getRowType().getFieldNames());
        fields.forEach((access, column) -> {
            columns.add(ofInput(access, left, builder, id));
            names.add("$f" + column);
        });
        return LogicalProject.create(left, List.of(), columns, names, Set.of());
    }

    private static RexNode ofInput(RexFieldAccess access, RelNode left, RexBuilder builder, CorrelationId id) {
        int column = column(access, id);
        return column >= 0
                ? RexInputRef.of(column, left.getRowType())
                : builder.makeFieldAccess(
                        ofInput((RexFieldAccess) access.getReferenceExpr(), left, builder, id),
                        access.getField().getIndex());
    }

    /** Returns a plan with other expressions. */
    private static RelNode replaced(RelNode plan, RexShuttle expressions) {
        return plan.accept(new RelHomogeneousShuttle() {
            @Override
            public RelNode visit(RelNode node) {
                return super.visit(node).accept(expressions);
            }
        });
    }
}
