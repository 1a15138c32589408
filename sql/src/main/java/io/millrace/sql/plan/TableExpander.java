/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.sql.plan;

import io.millrace.sql.catalog.Column;
import io.millrace.sql.catalog.TableDefinition;
import io.millrace.sql.catalog.Watermark;
import io.millrace.sql.parser.StatementParser;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.calcite.plan.RelOptCluster;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.logical.LogicalProject;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rex.RexInputRef;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.sql.SqlOperatorTable;

/**
 * What reading a table means.
 *
 * <pre>
 *   WatermarkAssigner   if the table has a watermark
 *     LogicalProject    if it has computed columns
 *       SourceScan
 * </pre>
 */
final class TableExpander {

    private final RelOptCluster cluster;
    private final SqlOperatorTable functions;

    TableExpander(RelOptCluster cluster, SqlOperatorTable functions) {
        this.cluster = cluster;
        this.functions = functions;
    }

    RelNode expand(TableDefinition definition, Map<String, String> options, TableHints hints) {
        TableDefinition table = definition.withMoreOptions(options);
        RelNode scan = new SourceScan(cluster, table, options, hints);
        RelNode rows = table.scannedColumns().size() == table.columns().size() ? scan : computed(scan, table);
        return table.watermark()
                .filter(watermark -> !watermark.isOfSource())
                .map(watermark -> assigned(rows, table, watermark))
                .orElse(rows);
    }

    private RelNode computed(RelNode scan, TableDefinition table) {
        List<RexNode> expressions = new ArrayList<>();
        List<String> names = new ArrayList<>();
        for (Column column : table.columns()) {
            names.add(column.name());
            expressions.add(
                    column instanceof Column.Computed computed
                            ? convert(computed.expression(), scan)
                            : reference(column, scan));
        }
        return LogicalProject.create(scan, List.of(), expressions, names, Set.of());
    }

    private static RexNode reference(Column column, RelNode scan) {
        return RexInputRef.of(scan.getRowType().getFieldNames().indexOf(column.name()), scan.getRowType());
    }

    private RelNode assigned(RelNode rows, TableDefinition table, Watermark watermark) {
        int index = rows.getRowType().getFieldNames().indexOf(watermark.column());
        return WatermarkAssigner.create(rows, table.rowType(), index, convert(watermark.expression(), rows));
    }

    private RexNode convert(String expression, RelNode rows) {
        RelDataType row = rows.getRowType();
        return new ExpressionConverter(cluster, functions).convert(StatementParser.parseExpression(expression), row);
    }
}
