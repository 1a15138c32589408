/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.sql.physical;

import io.millrace.sql.connector.LookupTableSource;
import io.millrace.sql.connector.ScanTableSource;
import io.millrace.sql.parser.SqlException;
import io.millrace.sql.plan.SourceScan;
import io.millrace.sql.plan.WatermarkAssigner;
import io.millrace.sql.type.TimeAttributeType;
import java.util.List;
import java.util.Set;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.core.Correlate;
import org.apache.calcite.rel.core.JoinRelType;
import org.apache.calcite.rel.core.Project;
import org.apache.calcite.rel.core.Snapshot;
import org.apache.calcite.rel.logical.LogicalJoin;
import org.apache.calcite.rel.type.RelDataTypeField;
import org.apache.calcite.rex.RexInputRef;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.rex.RexUtil;
import org.jspecify.annotations.Nullable;

/** Joins with a table as it was, or is, at the time of each row: FOR SYSTEM_TIME AS OF. */
final class TemporalJoinPlanner implements NodePlanner {
    @Override
    public @Nullable PhysicalNode plan(RelNode node, PhysicalPlanner planner) {
        if (!(node instanceof Correlate correlate)) {
            return null;
        }
        Lateral lateral = Lateral.of(correlate);
        if (!(lateral.base() instanceof Snapshot snapshot)) {
            return null;
        }
        int width = correlate.getLeft().getRowType().getFieldCount();
        if (correlate.getJoinType() == JoinRelType.LEFT && !lateral.passesNulls(width)) {
            throw SqlException.of(
                    "LEFT JOIN with a table FOR SYSTEM_TIME AS OF takes the table or a view of its columns alone: compute after the join.");
        }
        RexNode time = Lateral.beside(List.of(snapshot.getPeriod()), width, correlate.getCorrelationId())
                .get(0);
        if (!(time instanceof RexInputRef column) || column.getIndex() >= width) {
            throw SqlException.of("FOR SYSTEM_TIME AS OF takes a time attribute of the table on the left.");
        }
        LogicalJoin join = LogicalJoin.create(
                correlate.getLeft(),
                snapshot.getInput(),
                List.of(),
                RexUtil.composeConjunction(correlate.getCluster().getRexBuilder(), lateral.conditions()),
                Set.of(),
                correlate.getJoinType());
        PhysicalNode joined = TimeAttributeType.isProctime(column.getType())
                ? lookup(join, planner)
                : versioned(join, column, planner);
        if (new Lateral(lateral.base(), List.of(), lateral.outputs()).isPlain(width)) {
            return joined;
        }
        return new CalcNode(
                correlate.getRowType(),
                joined,
                null,
                lateral.outputsOf(correlate),
                correlate.getCluster().getTypeFactory());
    }

    private static PhysicalNode versioned(LogicalJoin join, RexInputRef time, PhysicalPlanner planner) {
        if (!TimeAttributeType.isRowtime(time.getType())) {
            throw SqlException.of("FOR SYSTEM_TIME AS OF takes a time attribute, and '"
                    + join.getLeft().getRowType().getFieldNames().get(time.getIndex())
                    + "' is none: declare a WATERMARK for it, or use a column that is PROCTIME().");
        }
        int versionTime = -1;
        for (RelDataTypeField field : join.getRight().getRowType().getFieldList()) {
            if (TimeAttributeType.isRowtime(field.getType())) {
                versionTime = field.getIndex();
            }
        }
        if (versionTime < 0) {
            throw SqlException.of("The table that is joined FOR SYSTEM_TIME AS OF event time has no event time itself:"
                    + " declare a WATERMARK, and a PRIMARY KEY, for it.");
        }
        requirePrimaryKey(join.getRight());
        JoinKeys keys = JoinKeys.of(join);
        if (keys.left().isEmpty()) {
            throw SqlException.of(
                    "A join FOR SYSTEM_TIME AS OF needs the table's key in its condition, as in 'ON l.k = r.k'.");
        }
        return new TemporalJoinNode(
                join.getRowType(),
                planner.plan(join.getLeft()),
                planner.plan(join.getRight()),
                join.getJoinType(),
                keys,
                new int[] {time.getIndex(), versionTime},
                join.getCluster().getTypeFactory());
    }

    /** A view is taken at its word: it may have a row for each key by what it does. */
    private static void requirePrimaryKey(RelNode versions) {
        RelNode table = versions;
        while (table instanceof Project || table instanceof WatermarkAssigner) {
            table = table.getInput(0);
        }
        if (table instanceof SourceScan scan && scan.definition().primaryKey().isEmpty()) {
            throw SqlException.of("Table '" + scan.definition().path().name()
                    + "' is joined FOR SYSTEM_TIME AS OF event time and has no PRIMARY KEY, which tells whose versions its rows are:"
                    + " declare one, NOT ENFORCED.");
        }
    }

    private static PhysicalNode lookup(LogicalJoin join, PhysicalPlanner planner) {
        JoinKeys keys = JoinKeys.of(join);
        RelNode table = join.getRight();
        int[] columns = identity(table.getRowType().getFieldCount());
        while (!(table instanceof SourceScan)) {
            if (table instanceof WatermarkAssigner) {
                table = table.getInput(0);
            } else if (table instanceof Project project
                    && project.getProjects().stream().allMatch(RexInputRef.class::isInstance)) {
                for (int i = 0; i < columns.length; i++) {
                    columns[i] = ((RexInputRef) project.getProjects().get(columns[i])).getIndex();
                }
                table = project.getInput();
            } else {
                throw SqlException.of(
                        "A join FOR SYSTEM_TIME AS OF processing time takes a table, or a view of some of its columns.");
            }
        }
        SourceScan scan = (SourceScan) table;
        ScanTableSource source = planner.table(scan);
        if (!(source instanceof LookupTableSource lookups)) {
            throw SqlException.of("Table '" + scan.definition().path().name()
                    + "' cannot be looked up, as its connector only reads it from beginning to end. Join it FOR"
                    + " SYSTEM_TIME AS OF a rowtime, or without FOR SYSTEM_TIME AS OF.");
        }
        if (keys.left().isEmpty()) {
            throw SqlException.of("A lookup needs columns of table '"
                    + scan.definition().path().name() + "' that equal columns of the other one, as in 'ON l.k = r.k'.");
        }
        return new LookupJoinNode(
                join.getRowType(),
                planner.plan(join.getLeft()),
                scan.definition().path().name(),
                lookups,
                columns,
                join,
                keys,
                planner.lookupMode(scan, lookups));
    }

    private static int[] identity(int size) {
        int[] columns = new int[size];
        for (int i = 0; i < size; i++) {
            columns[i] = i;
        }
        return columns;
    }
}
