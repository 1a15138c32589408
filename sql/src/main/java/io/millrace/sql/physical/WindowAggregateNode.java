/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.sql.physical;

import io.millrace.operator.Operator;
import io.millrace.sql.aggregate.Aggregator;
import io.millrace.sql.aggregate.Aggregators;
import io.millrace.sql.connector.ChangelogMode;
import io.millrace.sql.operator.SessionAggregateOperator;
import io.millrace.sql.operator.WindowAggregateOperator;
import io.millrace.sql.operator.WindowOutput;
import io.millrace.sql.window.WindowZone;
import io.millrace.sql.window.Windows;
import io.millrace.stream.DataStream;
import java.util.List;
import org.apache.calcite.rel.core.AggregateCall;
import org.apache.calcite.rel.type.RelDataType;

/** The aggregates of windows: each row comes once, when its window is over. */
final class WindowAggregateNode extends PhysicalNode {
    private final Cut cut;
    private final List<Integer> keys;
    private final List<Integer> columns;
    private final List<AggregateCall> calls;

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
     */
    WindowAggregateNode(
            RelDataType rowType,
            PhysicalNode input,
            Cut cut,
            List<Integer> keys,
            List<Integer> columns,
            List<AggregateCall> calls) {
        super(rowType, List.of(input));
        this.cut = cut;
        this.keys = List.copyOf(keys);
        this.columns = List.copyOf(columns);
        this.calls = List.copyOf(calls);
        Aggregators.of(calls, input.rowType(), !input.isInsertOnly()); // says now what cannot be computed
        Aggregators.requireMerge(calls);
    }

    @Override
    public ChangelogMode changelogMode() {
        return ChangelogMode.insertOnly();
    }

    @Override
    public String describe() {
        return "WindowAggregate(groupBy=" + keys + ", windows=[" + cut.windows() + "], time=[" + cut.timeColumn()
                + "], columns=" + columns + ", select=" + calls + ")";
    }

    @Override
    String distribution() {
        return hash(input(), keys);
    }

    @Override
    StateUse state() {
        return StateUse.bounded("aggregates of windows", StateUse.bytesOf(rowType()), "when a window is over");
    }

    @Override
    protected DataStream<Object> translate(Translation translation) {
        WindowZone zone = WindowCall.zone(cut.zoned(), translation.zone());
        RelDataType inputRow = input().rowType();
        boolean retracts = !input().isInsertOnly();
        List<String> names = Lineage.distinct(
                calls.stream().map(call -> Lineage.of(call, input().lineage())).toList());
        RelDataType output = rowType();
        return translation.keeping(
                this,
                translation.stream(input())
                        .keyByColumns(keys)
                        .transform(
                                "WindowAggregate",
                                () -> operator(output, zone, Aggregators.of(calls, inputRow, retracts), names)));
    }

    private Operator operator(RelDataType output, WindowZone zone, List<Aggregator> aggregates, List<String> names) {
        WindowOutput bounds = new WindowOutput(columns, cut.zonedTime());
        if (cut.windows().kind() == Windows.Kind.SESSION) {
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
        return new WindowAggregateOperator(
                output, cut.windows(), zone, cut.eventTime(), cut.timeColumn(), keys, aggregates, names, bounds);
    }
}
