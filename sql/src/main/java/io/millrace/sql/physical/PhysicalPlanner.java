/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.sql.physical;

import io.millrace.sql.catalog.TableDefinition;
import io.millrace.sql.catalog.Watermark;
import io.millrace.sql.configuration.AggregatePhase;
import io.millrace.sql.configuration.SqlOptions;
import io.millrace.sql.connector.AsyncLookupTableSource;
import io.millrace.sql.connector.LookupTableSource;
import io.millrace.sql.connector.PartitionedTableSource;
import io.millrace.sql.connector.ScanTableSource;
import io.millrace.sql.connector.TableContext;
import io.millrace.sql.connector.TableFactories;
import io.millrace.sql.connector.TableSink;
import io.millrace.sql.parser.SqlException;
import io.millrace.sql.plan.SourceScan;
import io.millrace.sql.plan.WatermarkAssigner;
import io.millrace.sql.window.Emission;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.core.Aggregate;
import org.apache.calcite.rel.core.Correlate;
import org.apache.calcite.rel.core.Join;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rel.type.RelDataTypeFactory;
import org.apache.calcite.rex.RexNode;
import org.jspecify.annotations.Nullable;

/** Says how logical plans run. What occurs twice in the plans of one job runs once. */
public final class PhysicalPlanner {
    /** The first that knows a node plans it: patterns of several nodes come before those of one. */
    private static final List<NodePlanner> PLANNERS = List.of(
            new RankPlanner(),
            new OverPlanner(),
            new SourcePlanner(),
            new CalcPlanner(),
            new ValuesPlanner(),
            new SetOperationPlanner(),
            new SortPlanner(),
            new WindowTablePlanner(),
            new WindowAggregatePlanner(),
            new TableFunctionPlanner(),
            new ProcessTablePlanner(),
            new WindowJoinPlanner(),
            new GroupAggregatePlanner(),
            new IntervalJoinPlanner(),
            new MultiJoinPlanner(),
            new JoinPlanner(),
            new UnnestPlanner(),
            new TemporalJoinPlanner(),
            new LateRowsPlanner());

    private final TableFactories factories;
    private final SqlOptions options;
    private final Map<Digest, PhysicalNode> planned = new HashMap<>();
    private int depth;
    private boolean tellsTime;
    private @Nullable SourceWatermark watermark;

    /** @param options of the session */
    public PhysicalPlanner(TableFactories factories, SqlOptions options) {
        this.factories = factories;
        this.options = options;
    }

    /**
     * Returns when windows tell their results.
     *
     * @throws SqlException if an option is missing that another one needs
     */
    Emission emission() {
        return EmissionOptions.of(options);
    }

    /** Returns the options of the session. */
    SqlOptions options() {
        return options;
    }

    /** Returns whether something in a query asks for event time. */
    public static boolean asksForTime(RelNode plan) {
        return EventTime.isAskedForIn(plan);
    }

    /** Returns an aggregation of groups in as many phases as the options say. */
    PhysicalNode phases(GroupAggregateNode groups, RelDataTypeFactory types) {
        boolean combines = options.get(SqlOptions.MINI_BATCH_ENABLED).orElse(false)
                && options.get(SqlOptions.AGGREGATE_PHASE).orElse(AggregatePhase.AUTO) != AggregatePhase.ONE_PHASE;
        boolean splits = options.get(SqlOptions.DISTINCT_SPLIT_ENABLED).orElse(false);
        int buckets = options.get(SqlOptions.DISTINCT_SPLIT_BUCKETS).orElseThrow();
        AggregatePhases phases = new AggregatePhases(groups, types);
        return (splits ? phases.split(buckets, combines) : Optional.<PhysicalNode>empty())
                .or(() -> combines ? phases.combined() : Optional.empty())
                .orElse(groups);
    }

    /** @throws SqlException if the plan has something that Millrace does not run */
    public PhysicalNode plan(RelNode node) {
        if (depth > 0) {
            return planned(node);
        }
        tellsTime = EventTime.isAskedForIn(node);
        return whole(planned(node));
    }

    /** As {@link #plan}, for whoever takes the watermarks of the plan, too. */
    public PhysicalNode planTellingTime(RelNode node) {
        tellsTime = true;
        return whole(planned(node));
    }

    /** Returns a plan with nothing that changes later, if it runs as a batch. */
    private PhysicalNode whole(PhysicalNode plan) {
        return BatchMode.isOf(plan, options) && !plan.isInsertOnly() ? new FinalRowsNode(plan) : plan;
    }

    private PhysicalNode planned(RelNode node) {
        Digest digest = new Digest(node, tellsTime, watermark);
        PhysicalNode known = planned.get(digest);
        if (known == null) {
            depth++;
            try {
                known = planAnew(node);
            } finally {
                depth--;
            }
            planned.put(digest, known);
        }
        return known;
    }

    /** Returns whether something in the query that is being planned asks for event time, so that its tables have to tell it. */
    boolean tellsTime() {
        return tellsTime;
    }

    /** Returns the watermark of the source that is to be planned, or null if it is to have none. */
    @Nullable
    SourceWatermark watermark() {
        return watermark;
    }

    /** Plans the table below its watermark. */
    PhysicalNode planBelow(WatermarkAssigner assigner) {
        SourceWatermark outer = watermark;
        watermark = tellsTime ? SourceWatermark.of(assigner) : null;
        try {
            return plan(assigner.getInput());
        } finally {
            watermark = outer;
        }
    }

    /**
     * Plans the reading of some columns of a table, as whole changes.
     *
     * @param row of these columns
     * @param sourceWatermark null for none
     */
    PhysicalNode read(SourceScan scan, RelDataType row, int[] columns, @Nullable SourceWatermark sourceWatermark) {
        return read(scan, table(scan), null, row, columns, sourceWatermark);
    }

    /**
     * As {@link #read(SourceScan, RelDataType, int[], SourceWatermark)}.
     *
     * @param table reads it
     * @param partitions those that are read; null for all
     */
    PhysicalNode read(
            SourceScan scan,
            ScanTableSource table,
            @Nullable PartitionCondition partitions,
            RelDataType row,
            int[] columns,
            @Nullable SourceWatermark sourceWatermark) {
        boolean duplicates = options.get(SqlOptions.SOURCE_CDC_EVENTS_DUPLICATE).orElse(false);
        return new TableReads(scan, table, partitions, sourceWatermark).columns(row, columns, duplicates);
    }

    /**
     * Returns what a condition on a table says of the partitions that have to be read. Nothing where a row of another partition counts all the same: it may be what takes a row back,
     * or what moves event time on, which is that of the whole table.
     *
     * @param sourceWatermark null where event time is not asked for
     * @return null if all have to be read
     */
    @Nullable
    PartitionCondition partitions(
            SourceScan scan,
            ScanTableSource table,
            @Nullable RexNode condition,
            @Nullable SourceWatermark sourceWatermark) {
        boolean othersCount = sourceWatermark != null || !table.changelogMode().isInsertOnly();
        if (condition == null || othersCount || !(table instanceof PartitionedTableSource partitioned)) {
            return null;
        }
        return PartitionCondition.of(
                condition, partitioned.partitionColumns(), scan.getCluster().getRexBuilder());
    }

    /** Returns how a table is looked up in. */
    LookupMode lookupMode(SourceScan scan, LookupTableSource source) {
        return LookupMode.of(scan.tableHints().lookup(), source instanceof AsyncLookupTableSource, options);
    }

    /** Returns what reads a table. */
    ScanTableSource table(SourceScan scan) {
        ScanTableSource source = factories.createSource(TableContext.ofScan(scan.definition()));
        scan.definition().watermark().filter(Watermark::isOfSource).ifPresent(watermark -> {
            if (!source.emitsWatermarks()) {
                throw SqlException.of("Table '" + scan.definition().path().name()
                        + "' leaves watermarks to its source by SOURCE_WATERMARK(), and its connector makes none. Write"
                        + " WATERMARK FOR " + watermark.column() + " AS " + watermark.column()
                        + " - INTERVAL '5' SECOND, or however late its rows are.");
            }
        });
        return source;
    }

    /**
     * Returns what writes a table.
     *
     * @throws SqlException if it cannot be written to
     */
    TableSink sink(TableDefinition table) {
        return factories.createSink(TableContext.ofSink(table));
    }

    private PhysicalNode planAnew(RelNode node) {
        for (NodePlanner planner : PLANNERS) {
            PhysicalNode planned = planner.plan(node, this);
            if (planned != null) {
                return planned;
            }
        }
        throw SqlException.of(what(node) + " cannot be run yet.");
    }

    private static String what(RelNode node) {
        if (node instanceof Aggregate) {
            return "An aggregation (GROUP BY, DISTINCT or an aggregate function)";
        } else if (node instanceof Join) {
            return "A join, or a sub-query that becomes one,";
        } else if (node instanceof Correlate) {
            return "A lateral join, or a sub-query that becomes one,";
        }
        return "'" + node.getRelTypeName().replaceFirst("^Logical", "") + "'";
    }

    /** A plan by what it is. */
    private record Digest(
            RelNode node, boolean tellsTime, @Nullable SourceWatermark watermark) {
        @Override
        public boolean equals(Object other) {
            return other instanceof Digest digest
                    && tellsTime == digest.tellsTime
                    && Objects.equals(watermark, digest.watermark)
                    && node.deepEquals(digest.node);
        }

        @Override
        public int hashCode() {
            return node.deepHashCode();
        }
    }
}
