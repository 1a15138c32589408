/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.sql.physical;

import io.millrace.sql.connector.ChangelogMode;
import io.millrace.sql.operator.SessionTableOperator;
import io.millrace.sql.operator.WindowTableOperator;
import io.millrace.sql.window.WindowZone;
import io.millrace.sql.window.Windows;
import io.millrace.stream.DataStream;
import java.util.ArrayList;
import java.util.List;
import org.apache.calcite.rel.type.RelDataType;
import org.jspecify.annotations.Nullable;

/** Rows with their windows. */
final class WindowTableNode extends PhysicalNode {
    private final Windows windows;
    private final int timeColumn;
    private final boolean eventTime;
    private final boolean zoned;
    private final List<Integer> partition;
    private final @Nullable LateOutput late;

    /** @param late where late rows go; null to pass them on, but for those of sessions */
    WindowTableNode(RelDataType rowType, PhysicalNode input, WindowCall call, @Nullable LateOutput late) {
        super(rowType, List.of(input));
        this.windows = call.windows();
        this.timeColumn = call.timeColumn();
        this.eventTime = call.eventTime();
        this.zoned = call.zoned();
        this.partition = List.copyOf(call.partition());
        this.late = late;
    }

    @Override
    public ChangelogMode changelogMode() {
        return input().changelogMode();
    }

    @Override
    public String describe() {
        return "WindowTable(time=[" + timeColumn + "], windows=[" + windows + "], partitionBy=" + partition + ")";
    }

    @Override
    String distribution() {
        return windows.kind() == Windows.Kind.SESSION ? hash(input(), partition) : "";
    }

    @Override
    StateUse state() {
        return windows.kind() == Windows.Kind.SESSION
                ? StateUse.bounded("rows of sessions", StateUse.bytesOf(rowType()), "when a session is over")
                : StateUse.NONE;
    }

    @Override
    @Nullable
    LateOutput late() {
        return late;
    }

    @Override
    String computeIdentity() {
        return windows + " BY " + Lineage.of(partition, input().lineage()) + " IN " + time() + " OF\n"
                + (windows.kind() == Windows.Kind.SESSION ? StoredRows.identity(input()) : input().identity())
                        .indent(1);
    }

    private String time() {
        return eventTime ? input().lineage().get(timeColumn) : "PROCTIME";
    }

    @Override
    List<String> computeLineage() {
        List<String> columns = new ArrayList<>(input().lineage());
        String window = "(" + windows + " BY " + Lineage.of(partition, input().lineage()) + " IN " + time() + ")";
        columns.add("window_start" + window);
        columns.add("window_end" + window);
        columns.add("window_time" + window);
        return columns;
    }

    @Override
    protected DataStream<Object> translate(Translation translation) {
        WindowZone zone = WindowCall.zone(zoned, translation.zone());
        if (windows.kind() == Windows.Kind.SESSION) {
            return sessions(translation, zone);
        }
        Windows cut = windows;
        int time = timeColumn;
        boolean byEvents = eventTime;
        boolean inZone = zoned;
        List<Integer> leaving = late == null ? null : late.columns();
        return translation.append(
                translation.stream(input()),
                "WindowTable",
                () -> new WindowTableOperator(cut, zone, time, byEvents, inZone, leaving));
    }

    private DataStream<Object> sessions(Translation translation, WindowZone zone) {
        RelDataType output = StoredRows.row(this);
        List<Integer> leaving = late == null ? null : late.columns();
        return translation.keeping(
                this,
                translation.stream(input())
                        .keyByColumns(partition)
                        .transform("WindowTable", () -> new SessionTableOperator(
                                        output, zone, eventTime, timeColumn, windows.size(), partition, zoned)
                                .sendingLate(leaving)));
    }
}
