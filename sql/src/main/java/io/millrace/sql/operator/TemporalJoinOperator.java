/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.sql.operator;

import io.millrace.data.ColumnBatch;
import io.millrace.data.RowData;
import io.millrace.data.RowKind;
import io.millrace.operator.ColumnKeys;
import io.millrace.store.Timeline;
import io.millrace.store.Timelines;
import io.millrace.time.TimeDomain;
import java.util.List;
import java.util.Objects;
import org.apache.calcite.rel.type.RelDataType;
import org.jspecify.annotations.Nullable;

/**
 * Joins each row with the version that the row of its key in another table had at its time. A row waits until the watermark has reached its
 * time, as then all versions up to it are there. Of the versions, those that no later row can ask for are forgotten; the last one stays.
 *
 * <p>Kept rows have their kind as a column behind their own. Versions are told by inserts and by what updates lead to; a
 * deletion is a version without a row, from the time that it bears.
 */
public final class TemporalJoinOperator extends KeyedColumnOperator {
    private static final RowKind[] KINDS = RowKind.values();

    private final IntervalSide left;
    private final IntervalSide right;
    private final ColumnKeys leftKeys;
    private final ColumnKeys rightKeys;
    private final int leftWidth;
    private final int rightWidth;
    private final @Nullable PairCondition condition;
    private @Nullable PairFilter filter;
    private @Nullable Timelines waiting;
    private @Nullable Timelines versions;

    /** @param condition what a row and the version that it finds must hold besides */
    public TemporalJoinOperator(
            RelDataType outputRow, IntervalSide left, IntervalSide right, @Nullable PairCondition condition) {
        super(outputRow);
        this.left = left;
        this.right = right;
        this.leftKeys = new ColumnKeys(left.side().keys());
        this.rightKeys = new ColumnKeys(right.side().keys());
        this.leftWidth = left.side().row().getFieldCount();
        this.rightWidth = right.side().row().getFieldCount();
        this.condition = condition;
    }

    @Override
    void onOpen() {
        store().keyType(left.side().keyType());
        waiting = store().timelines("left", left.side().storedWith("$kind", Integer.class));
        versions = store().timelines("versions", right.side().storedWith("$kind", Integer.class));
        filter = condition == null ? null : new PairFilter(condition, leftWidth, calc(condition.filter()));
    }

    private Timelines waiting() {
        return Objects.requireNonNull(waiting);
    }

    private Timelines versions() {
        return Objects.requireNonNull(versions);
    }

    @Override
    public void onColumns(int input, ColumnBatch batch) {
        for (int row = 0; row < batch.size; row++) {
            int position = batch.position(row);
            if (input == 0) {
                onLeft(batch, position);
            } else if (batch.kind(position) != RowKind.UPDATE_BEFORE) {
                onVersion(batch, position);
            }
        }
        store().afterStep();
        rows().flush();
    }

    private void onLeft(ColumnBatch batch, int position) {
        Long time = left.timeOf(batch, position, 0);
        if (time == null || matchesNothing(left, batch, position)) {
            emit(kept(batch, position, leftWidth), null, batch.timestamps[position]);
            return;
        }
        int slot = leftKeys.select(store(), batch, position);
        waiting().add(slot, time, kept(batch, position, leftWidth));
        store().eventTimers().register(slot, time);
        store().release();
    }

    private void onVersion(ColumnBatch batch, int position) {
        Long time = right.timeOf(batch, position, 0);
        if (time == null) {
            throw new IllegalStateException("A version of a row has no time: column '"
                    + right.side().row().getFieldNames().get(right.timeColumn())
                    + "' is null. Filter such rows out in a view.");
        }
        if (matchesNothing(right, batch, position)) {
            return;
        }
        int slot = rightKeys.select(store(), batch, position);
        versions().add(slot, time, kept(batch, position, rightWidth));
        forgetVersions(slot);
        store().release();
    }

    private static boolean matchesNothing(IntervalSide side, ColumnBatch batch, int position) {
        List<Integer> keys = side.side().keys();
        for (int i = 0; i < keys.size(); i++) {
            if (!side.side().matchesNull().get(i) && batch.isNull(keys.get(i), position)) {
                return true;
            }
        }
        return false;
    }

    private static RowData kept(ColumnBatch batch, int position, int width) {
        @Nullable Object[] values = new @Nullable Object[width + 1];
        for (int column = 0; column < width; column++) {
            values[column] = batch.value(column, position);
        }
        values[width] = batch.kind(position).ordinal();
        return RowData.of(values);
    }

    private static RowKind kind(RowData kept) {
        return KINDS[(Integer) Objects.requireNonNull(kept.get(kept.size() - 1))];
    }

    @Override
    void onTimer(long timestamp, TimeDomain domain) {
        int slot = store().currentSlot();
        Timeline due = waiting().look(slot);
        for (int place = 0; due != null && place < due.size() && due.timestamp(place) <= timestamp; place++) {
            emit((RowData) due.value(place), version(slot, due.timestamp(place)), due.timestamp(place));
        }
        waiting().removeUpTo(slot, timestamp);
        forgetVersions(slot);
    }

    /** Returns the version of a time, or null where there is no row then. */
    private @Nullable RowData version(int slot, long time) {
        Timeline known = versions().look(slot);
        int place = known == null ? -1 : lastUpTo(known, time);
        if (known == null || place < 0) {
            return null;
        }
        RowData version = (RowData) known.value(place);
        return kind(version) == RowKind.DELETE ? null : version;
    }

    private static int lastUpTo(Timeline timeline, long time) {
        return (time == Long.MAX_VALUE ? timeline.size() : timeline.placeOf(time + 1)) - 1;
    }

    /** Forgets the versions before the last one that the watermark has reached, unless a row waits that is older. */
    private void forgetVersions(int slot) {
        Timeline known = versions().look(slot);
        if (known == null) {
            return;
        }
        Timeline rows = waiting().look(slot);
        long asked = rows == null ? context().watermark() : Math.min(context().watermark(), rows.timestamp(0));
        int last = lastUpTo(known, asked);
        if (last > 0 && known.timestamp(last - 1) < known.timestamp(last)) {
            versions().removeUpTo(slot, known.timestamp(last - 1));
        }
    }

    private void emit(RowData row, @Nullable RowData version, long timestamp) {
        boolean matches = version != null && matches(row, version);
        if (!matches && !left.side().preserved()) {
            return;
        }
        append(0, leftWidth, row);
        if (matches && version != null) {
            append(leftWidth, rightWidth, version);
        } else {
            rows().appendNulls(leftWidth, rightWidth);
        }
        rows().endRow(kind(row), timestamp);
        rows().flushIfFull();
    }

    private boolean matches(RowData row, RowData version) {
        PairFilter pairs = filter;
        return pairs == null || pairs.matches(row, version);
    }

    private void append(int first, int width, RowData row) {
        for (int column = 0; column < width; column++) {
            rows().column(first + column).append(row.get(column));
        }
    }
}
