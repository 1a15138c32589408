/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.sql.operator;

import io.millrace.data.ColumnBatch;
import io.millrace.sql.window.WindowZone;
import io.millrace.sql.window.Windows;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Passes each row on once for each window that it falls into, with the start, the end and the time of the window as further columns. Where late rows are asked for, it passes rows on
 * for the windows that are not over, and those of which all are leave by the side.
 */
public final class WindowTableOperator extends ColumnOperator {
    private static final String DROPPED = "numNullRowTimeRecordsDropped";

    private final Windows windows;
    private final WindowZone zone;
    private final int timeColumn;
    private final boolean eventTime;
    private final boolean zoned;
    private final @Nullable LateSide late;
    private int[] positions = new int[0];
    private long[] ends = new long[0];
    private int size;

    /**
     * @param timeColumn the rowtime; not looked at in processing time
     * @param zoned whether the time of a window is one of the zone
     * @param lateColumns of the input that leave by the side of late rows; null to pass these on, too
     */
    public WindowTableOperator(
            Windows windows,
            WindowZone zone,
            int timeColumn,
            boolean eventTime,
            boolean zoned,
            @Nullable List<Integer> lateColumns) {
        this.windows = windows;
        this.zone = zone.copy();
        this.timeColumn = timeColumn;
        this.eventTime = eventTime;
        this.zoned = zoned;
        this.late = lateColumns == null ? null : new LateSide(lateColumns);
    }

    @Override
    public void onColumns(int input, ColumnBatch batch) {
        size = 0;
        long now = eventTime ? 0 : zone.toLocal(context().processingTime());
        int withoutTime = 0;
        for (int row = 0; row < batch.size; row++) {
            int position = batch.position(row);
            if (!eventTime) {
                assign(position, now);
            } else if (batch.isNull(timeColumn, position)) {
                withoutTime++;
            } else {
                assign(position, zone.toLocal(((long[]) batch.columns[timeColumn])[position]));
            }
        }
        if (withoutTime > 0) {
            context().counter(DROPPED).inc(withoutTime);
        }
        if (size > 0) {
            output().emit(widened(batch));
        }
        if (late != null) {
            late.pass(batch, context(), output());
        }
    }

    private void assign(int position, long time) {
        long slice = windows.sliceEnd(time);
        long last = windows.lastWindowEnd(slice);
        long first = windows.firstWindowEnd(slice);
        if (late != null && first <= last && isOver(last)) {
            late.add(position);
            return;
        }
        for (long end = first; end <= last; end += windows.step()) {
            if (late != null && isOver(end)) {
                continue;
            }
            if (size == positions.length) {
                positions = Arrays.copyOf(positions, Math.max(16, 2 * size));
                ends = Arrays.copyOf(ends, positions.length);
            }
            positions[size] = position;
            ends[size++] = end;
        }
    }

    private boolean isOver(long windowEnd) {
        long watermark = context().watermark();
        return watermark != Long.MIN_VALUE && zone.lastEpoch(windowEnd - 1) <= watermark;
    }

    @SuppressWarnings("NullAway") // does not see, in class files, that columns without nulls have no array for them
    private ColumnBatch widened(ColumnBatch batch) {
        int width = batch.columns.length;
        Object[] columns = new Object[width + 3];
        boolean[] @Nullable [] nulls = new boolean[width + 3] @Nullable [];
        for (int column = 0; column < width; column++) {
            columns[column] = ColumnBatch.gather(batch.columns[column], positions, size);
            nulls[column] = LateSide.gathered(batch.nulls[column], positions, size);
        }
        long[] starts = new long[size];
        long[] times = new long[size];
        for (int row = 0; row < size; row++) {
            starts[row] = windows.windowStart(ends[row]);
            times[row] = zoned ? zone.toEpoch(ends[row] - 1) : ends[row] - 1;
        }
        columns[width] = starts;
        columns[width + 1] = Arrays.copyOf(ends, size);
        columns[width + 2] = times;
        long[] timestamps = (long[]) ColumnBatch.gather(batch.timestamps, positions, size);
        ColumnBatch widened = new ColumnBatch(columns, nulls, timestamps, size);
        byte[] kinds = batch.kinds;
        widened.kinds = kinds == null ? null : (byte[]) ColumnBatch.gather(kinds, positions, size);
        return widened;
    }
}
