/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.sql.operator;

import io.millrace.data.ColumnBatch;
import io.millrace.data.ContainerType;
import io.millrace.data.RowData;
import io.millrace.data.RowKind;
import io.millrace.data.RowType;
import io.millrace.sql.row.StateTypes;
import io.millrace.sql.window.WindowZone;
import io.millrace.store.ObjectColumn;
import java.util.ArrayList;
import java.util.List;
import org.apache.calcite.rel.type.RelDataType;
import org.jspecify.annotations.Nullable;

/** Keeps rows until their session is over, and passes them on with its start, its end and its time. */
public final class SessionTableOperator extends SessionOperator {
    private static final int WINDOW_COLUMNS = 3;

    private final RowType stored;
    private final boolean zoned;
    private @Nullable ObjectColumn<ArrayList<RowData>> contents;

    /**
     * @param outputRow that of the input, with the three columns
     * @param timeColumn the rowtime; not looked at in processing time
     * @param zoned whether the time of a window is one of the zone
     */
    public SessionTableOperator(
            RelDataType outputRow,
            WindowZone zone,
            boolean eventTime,
            int timeColumn,
            long gap,
            List<Integer> keyColumns,
            boolean zoned) {
        super(outputRow, zone, eventTime, timeColumn, gap, 0, keyColumns);
        this.stored = StateTypes.rowWith(
                outputRow,
                outputRow.getFieldCount() - WINDOW_COLUMNS,
                List.of("$timestamp", "$kind"),
                List.of(Long.class, Integer.class));
        this.zoned = zoned;
    }

    @Override
    void openContents() {
        contents = store().objectColumn("contents", ContainerType.of(ArrayList.class, stored));
    }

    private ArrayList<RowData> rowsOf(int slot) {
        ArrayList<RowData> known = opened(contents).get(slot);
        if (known == null) {
            known = new ArrayList<>();
            opened(contents).set(slot, known);
        }
        return known;
    }

    /** A row is kept with its timestamp and its kind behind its columns. */
    @Override
    void add(int slot, ColumnBatch batch, int position) {
        int width = batch.columns.length;
        @Nullable Object[] values = new @Nullable Object[width + 2];
        for (int column = 0; column < width; column++) {
            values[column] = batch.value(column, position);
        }
        values[width] = batch.timestamps[position];
        values[width + 1] = batch.kind(position).ordinal();
        rowsOf(slot).add(RowData.of(values));
    }

    @Override
    void merge(int slot, int other) {
        rowsOf(slot).addAll(rowsOf(other));
    }

    @Override
    void clearContents(int slot) {
        opened(contents).clear(slot);
    }

    @Override
    void emit(int slot, Object key, long start, long end) {
        long time = zoned ? zone().toEpoch(end - 1) : end - 1;
        for (RowData row : rowsOf(slot)) {
            int width = row.size() - 2;
            for (int column = 0; column < width; column++) {
                rows().column(column).append(row.get(column));
            }
            rows().column(width).append(start);
            rows().column(width + 1).append(end);
            rows().column(width + 2).append(time);
            Object timestamp = row.get(width);
            Object kind = row.get(width + 1);
            if (timestamp instanceof Long millis && kind instanceof Integer ordinal) {
                rows().endRow(RowKind.values()[ordinal], millis);
            }
            rows().flushIfFull();
        }
    }
}
