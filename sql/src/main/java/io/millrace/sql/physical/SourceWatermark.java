/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.sql.physical;

import io.millrace.sql.catalog.TableDefinition;
import io.millrace.sql.codegen.CalcCompiler;
import io.millrace.sql.configuration.Durations;
import io.millrace.sql.configuration.SqlOptions;
import io.millrace.sql.connector.ScanTableSource;
import io.millrace.sql.connector.TableContext;
import io.millrace.sql.connector.TableOptions;
import io.millrace.sql.operator.SourceWatermarks;
import io.millrace.sql.plan.SourceScan;
import io.millrace.sql.plan.WatermarkAssigner;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.calcite.plan.RelOptUtil;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.core.Filter;
import org.apache.calcite.rel.core.Project;
import org.apache.calcite.rel.type.RelDataTypeFactory;
import org.apache.calcite.rex.RexNode;
import org.jspecify.annotations.Nullable;

/**
 * The watermark of a table, as an expression over the columns that its connector reads.
 *
 * @param everyRecord whether a watermark may follow each record
 * @param idleTimeout of a split, if the table gives one
 */
record SourceWatermark(
        RexNode expression,
        RelDataTypeFactory types,
        boolean everyRecord,
        @Nullable Duration idleTimeout) {
    private static final String EMIT_STRATEGY = TableContext.WATERMARK_OPTIONS + "emit.strategy";
    private static final String IDLE_TIMEOUT = TableContext.WATERMARK_OPTIONS + "idle-timeout";

    /** When a watermark may follow, as the table's option says. */
    private enum EmitStrategy {
        ON_PERIODIC,
        ON_EVENT
    }

    /** Returns the watermark of the table below the node that assigns it. */
    static SourceWatermark of(WatermarkAssigner assigner) {
        RexNode expression = assigner.watermark();
        RelNode below = assigner.getInput();
        while (below instanceof Project || below instanceof Filter) {
            if (below instanceof Project project) {
                expression = RelOptUtil.pushPastProject(expression, project);
            }
            below = below.getInput(0);
        }
        if (!(below instanceof SourceScan scan)) {
            throw new IllegalStateException("A watermark is assigned to what is no table: " + below);
        }
        TableOptions options = options(scan.definition());
        return new SourceWatermark(
                expression,
                assigner.getCluster().getTypeFactory(),
                options.choice(EMIT_STRATEGY, EmitStrategy.ON_PERIODIC) == EmitStrategy.ON_EVENT,
                options.parsed(IDLE_TIMEOUT, "a duration such as '10 s'", Durations::parse)
                        .orElse(null));
    }

    private static TableOptions options(TableDefinition table) {
        Map<String, String> watermark = new TreeMap<>(table.options());
        watermark
                .keySet()
                .removeIf(
                        key -> !key.startsWith(TableContext.WATERMARK_OPTIONS) && !key.equals(TableOptions.CONNECTOR));
        TableOptions options = new TableOptions("'" + table.path().name() + "'", watermark);
        options.text(EMIT_STRATEGY);
        options.text(IDLE_TIMEOUT);
        options.requireAllKnown();
        return options;
    }

    /** Returns the expression as text, whichever fields of rows a scan has as columns. */
    String text(SourceScan scan) {
        return Lineage.of(expression, scan.getRowType().getFieldNames());
    }

    /** Makes what gives the splits their watermarks. */
    SourceWatermarks strategy(SourceScan scan, ScanTableSource table, Translation translation) {
        UsedColumns used = new UsedColumns(null, List.of(expression));
        List<RexNode> millis = new ArrayList<>();
        millis.add(used.over(expression));
        Duration timeout = idleTimeout != null
                ? idleTimeout
                : translation.options().get(SqlOptions.SOURCE_IDLE_TIMEOUT).orElse(Duration.ZERO);
        return new SourceWatermarks(
                scan.reader(table, used.positions()),
                new CalcCompiler(types, translation.zone()).compile(used.of(scan.getRowType(), types), null, millis),
                everyRecord || table.readsManyRowsAtOnce(),
                timeout.toMillis() > 0 ? timeout : null);
    }
}
