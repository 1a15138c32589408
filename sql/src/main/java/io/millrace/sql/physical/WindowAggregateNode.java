/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.sql.physical;

import io.millrace.data.RowKind;
import io.millrace.operator.Operator;
import io.millrace.sql.aggregate.Aggregator;
import io.millrace.sql.aggregate.Aggregators;
import io.millrace.sql.connector.ChangelogMode;
import io.millrace.sql.operator.ChangingSessionOperator;
import io.millrace.sql.operator.ChangingWindowOperator;
import io.millrace.sql.operator.SessionAggregateOperator;
import io.millrace.sql.operator.WindowAggregateOperator;
import io.millrace.sql.operator.WindowOutput;
import io.millrace.sql.operator.WindowingOperator;
import io.millrace.sql.window.Emission;
import io.millrace.sql.window.WindowZone;
import io.millrace.sql.window.Windows;
import io.millrace.stream.DataStream;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import org.apache.calcite.rel.core.AggregateCall;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.util.ImmutableBitSet;
import org.jspecify.annotations.Nullable;

/** The aggregates of windows: each row comes once, when its window is over, unless options say otherwise. */
final class WindowAggregateNode extends PhysicalNode {
    private static final ChangelogMode UPDATES =
            ChangelogMode.of(EnumSet.of(RowKind.INSERT, RowKind.UPDATE_BEFORE, RowKind.UPDATE_AFTER));

    private final Cut cut;
    private final List<Integer> keys;
    private final List<Integer> columns;
    private final List<AggregateCall> calls;
    private final Emission emission;
    private final @Nullable LateOutput late;

    /**
     * How rows fall into windows.
     *
     * @param timeColumn the rowtime, or the end of the window where rows come with theirs
     * @param zoned whether the bounds are those of the session's zone
     * @param zonedTime whether the time of a window, if it is a column, is TIMESTAMP_LTZ
     */
    record Cut(Windows windows, int timeColumn, boolean eventTime, boolean zoned, boolean zonedTime) {}

    /**
     * @param rowType the columns, and then the aggregates
     * @param keys columns of the input
     * @param columns what the columns before the aggregates are, as {@link WindowOutput} has it
     * @param late where late rows go, whose columns are the last of the input's; null to drop them
     */
    WindowAggregateNode(
            RelDataType rowType,
            PhysicalNode input,
            Cut cut,
            List<Integer> keys,
            List<Integer> columns,
            List<AggregateCall> calls,
            Emission emission,
            @Nullable LateOutput late) {
        super(rowType, List.of(input));
        this.cut = cut;
        this.keys = List.copyOf(keys);
        this.columns = List.copyOf(columns);
        this.calls = List.copyOf(calls);
        this.emission = emission;
        this.late = late;
        Aggregators.check(calls, input.rowType(), !input.isInsertOnly()); // says now what cannot be computed
        Aggregators.requireMerge(calls);
    }

    @Override
    public ChangelogMode changelogMode() {
        if (emission.isOnce()) {
            return ChangelogMode.insertOnly();
        }
        return input().isInsertOnly() && !isOfSessions() ? UPDATES : ChangelogMode.all();
    }

    /** Sessions that become longer, or one, are other rows. */
    private boolean isOfSessions() {
        return cut.windows().kind() == Windows.Kind.SESSION;
    }

    /** The key with what shows of the window: one bound tells it. */
    @Override
    List<ImmutableBitSet> computeUpsertKeys() {
        ImmutableBitSet.Builder key = ImmutableBitSet.builder();
        for (int part = 0; part < keys.size(); part++) {
            if (!columns.contains(part)) {
                return List.of();
            }
            key.set(columns.indexOf(part));
        }
        List<ImmutableBitSet> found = new ArrayList<>(List.of(key.build()));
        for (int bound : List.of(WindowOutput.START, WindowOutput.END, WindowOutput.TIME)) {
            if (columns.contains(bound)) {
                int column = columns.indexOf(bound);
                List.copyOf(found).forEach(known -> found.add(known.set(column)));
            }
        }
        return found.subList(1, found.size());
    }

    @Override
    public String describe() {
        return "WindowAggregate(groupBy=" + keys + ", windows=[" + cut.windows() + "], time=[" + cut.timeColumn()
                + "], columns=" + columns + ", select=" + calls
                + (emission.isOnce() ? "" : ", emit=[" + emission + "]") + ")";
    }

    @Override
    String distribution() {
        return hash(input(), keys);
    }

    @Override
    StateUse state() {
        if (emission.isOnce()) {
            return StateUse.bounded("aggregates of windows", StateUse.bytesOf(rowType()), "when a window is over");
        }
        return StateUse.bounded(
                "aggregates of windows, and what was told of them",
                2 * StateUse.bytesOf(rowType()),
                "when a window is over" + (emission.lateness() == 0 ? "" : " for " + emission.lateness() + " ms"));
    }

    @Override
    @Nullable
    LateOutput late() {
        return late;
    }

    /** Which columns are read, and what is computed of them, is no part of it: each aggregate has a state of its own. */
    @Override
    String computeIdentity() {
        return windows() + " BY " + Lineage.of(keys, input().lineage())
                + (emission.isOnce() ? "" : " TOLD " + emission) + " OF\n"
                + input().identity().indent(1);
    }

    private String windows() {
        return cut.windows() + " IN " + (cut.eventTime() ? input().lineage().get(cut.timeColumn()) : "PROCTIME");
    }

    @Override
    List<String> computeLineage() {
        List<String> lineage = new ArrayList<>();
        for (int column : columns) {
            lineage.add(
                    switch (column) {
                        case WindowOutput.START -> "window_start(" + windows() + ")";
                        case WindowOutput.END -> "window_end(" + windows() + ")";
                        case WindowOutput.TIME -> "window_time(" + windows() + ")";
                        default -> input().lineage().get(keys.get(column));
                    });
        }
        calls.forEach(call -> lineage.add(Lineage.of(call, input().lineage()) + " OF " + windows()));
        return lineage;
    }

    @Override
    protected DataStream<Object> translate(Translation translation) {
        WindowZone zone = WindowCall.zone(cut.zoned(), translation.zone());
        RelDataType inputRow = input().rowType();
        boolean retracts = !input().isInsertOnly();
        List<String> lineage = input().lineage();
        List<String> names = Lineage.distinct(
                calls.stream().map(call -> Lineage.of(call, lineage)).toList());
        RelDataType output = StoredRows.row(this);
        boolean updateBefore = translation.needsUpdateBefore(this);
        return translation.keeping(
                this,
                translation.stream(input())
                        .keyByColumns(keys)
                        .transform(
                                "WindowAggregate",
                                () -> operator(
                                        output,
                                        zone,
                                        Aggregators.of(calls, inputRow, lineage, retracts),
                                        names,
                                        updateBefore)));
    }

    private Operator operator(
            RelDataType output,
            WindowZone zone,
            List<Aggregator> aggregates,
            List<String> names,
            boolean updateBefore) {
        return windowing(output, zone, aggregates, names, updateBefore)
                .sendingLate(late == null ? null : late.columns());
    }

    private WindowingOperator windowing(
            RelDataType output,
            WindowZone zone,
            List<Aggregator> aggregates,
            List<String> names,
            boolean updateBefore) {
        WindowOutput bounds = new WindowOutput(columns, cut.zonedTime());
        if (isOfSessions() && !emission.isOnce()) {
            return new ChangingSessionOperator(
                    output,
                    zone,
                    emission,
                    cut.eventTime(),
                    cut.timeColumn(),
                    cut.windows().size(),
                    keys,
                    aggregates,
                    names,
                    bounds);
        }
        if (isOfSessions()) {
            return new SessionAggregateOperator(
                    output,
                    zone,
                    cut.eventTime(),
                    cut.timeColumn(),
                    cut.windows().size(),
                    keys,
                    aggregates,
                    names,
                    bounds);
        }
        if (!emission.isOnce()) {
            return new ChangingWindowOperator(
                    output,
                    cut.windows(),
                    zone,
                    emission,
                    cut.eventTime(),
                    cut.timeColumn(),
                    keys,
                    aggregates,
                    names,
                    bounds,
                    updateBefore);
        }
        return new WindowAggregateOperator(
                output, cut.windows(), zone, cut.eventTime(), cut.timeColumn(), keys, aggregates, names, bounds);
    }
}
