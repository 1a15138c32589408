/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.sql.operator;

import io.millrace.data.ColumnBatch;
import io.millrace.data.RowKind;
import io.millrace.operator.ColumnKeys;
import io.millrace.store.RowBag;
import io.millrace.store.RowBags;
import io.millrace.store.RowPages;
import io.millrace.store.TimerQueue;
import io.millrace.time.TimeDomain;
import java.util.stream.IntStream;
import org.apache.calcite.rel.core.JoinRelType;
import org.apache.calcite.rel.type.RelDataType;
import org.jspecify.annotations.Nullable;

/**
 * Joins rows whose times lie within bounds of each other: {@code lower <= left - right <= upper}. A row is kept until time has reached the last
 * moment at which a row that matches could have; where it found none until then, and its side is preserved, it comes out with nulls beside it. Rows
 * that come out may so be older than the watermark by the width of the bounds: watermarks are held back by that.
 *
 * <p>Each key has one timer: for the first of its rows to go. The kept rows have their time as a column behind their own.
 */
public final class IntervalJoinOperator extends KeyedColumnOperator {
    private static final long MATCHED = 1;

    private final Side left;
    private final Side right;
    private final long lower;
    private final long upper;
    private final @Nullable PairCondition condition;
    private final JoinRelType type;
    private final boolean isRowtime;
    private @Nullable PairFilter filter;
    private long heldBack = Long.MIN_VALUE;

    /**
     * @param condition what rows must hold besides
     * @param type of an anti join, the rows of the left side come out that found no match; of a semi join those that found one
     */
    public IntervalJoinOperator(
            RelDataType outputRow,
            IntervalSide left,
            IntervalSide right,
            long lower,
            long upper,
            @Nullable PairCondition condition,
            JoinRelType type) {
        super(outputRow);
        this.left = new Side(left, lower, "left");
        this.right = new Side(right, -upper, "right");
        this.lower = lower;
        this.upper = upper;
        this.condition = condition;
        this.type = type;
        this.isRowtime = left.timeColumn() >= 0;
    }

    /** One input: its rows match none of the other that are less than {@code after} older, which may be negative. */
    private final class Side {
        private final IntervalSide spec;
        private final ColumnKeys keys;
        private final int[] nevers;
        private final int width;
        private final long after;
        private final String name;
        private @Nullable RowBags bags;

        Side(IntervalSide spec, long after, String name) {
            this.spec = spec;
            this.keys = new ColumnKeys(spec.side().keys());
            this.nevers = IntStream.range(0, spec.side().keys().size())
                    .filter(i -> !spec.side().matchesNull().get(i))
                    .map(spec.side().keys()::get)
                    .toArray();
            this.width = spec.side().row().getFieldCount();
            this.after = after;
            this.name = name;
        }

        RowBags bags() {
            RowBags opened = bags;
            if (opened == null) {
                throw new IllegalStateException("The operator is not open");
            }
            return opened;
        }

        boolean matchesNothing(ColumnBatch batch, int position) {
            for (int column : nevers) {
                if (batch.isNull(column, position)) {
                    return true;
                }
            }
            return false;
        }

        /** Returns the last time of a row of the other side that matches one of this time. */
        long lastMatch(long time) {
            return time - after;
        }

        long timeOf(int kept) {
            RowPages rows = bags().rows();
            return rows.isNull(kept, width) ? Long.MIN_VALUE : rows.word(kept, width);
        }

        int kept(ColumnBatch batch, int position, long time) {
            int row = bags().newRow(batch, position);
            bags().set(row, width, time);
            return row;
        }

        /** Returns whether a row of this side that has found no match comes out when it goes. */
        boolean tellsOfUnmatched() {
            return spec.side().preserved() || (type == JoinRelType.ANTI && this == left);
        }
    }

    @Override
    void onOpen() {
        store().keyType(left.spec.side().keyType());
        left.bags = store().rowBags(left.name, left.spec.side().storedWith("$time", Long.class));
        right.bags = store().rowBags(right.name, right.spec.side().storedWith("$time", Long.class));
        filter = condition == null ? null : new PairFilter(condition, left.width, calc(condition.filter()));
    }

    private long now() {
        return isRowtime ? context().watermark() : context().processingTime();
    }

    @Override
    public void onColumns(int input, ColumnBatch batch) {
        Side own = input == 0 ? left : right;
        Side other = input == 0 ? right : left;
        for (int row = 0; row < batch.size; row++) {
            int position = batch.position(row);
            Long time = own.spec.timeOf(batch, position, context().processingTime());
            if (time == null || own.matchesNothing(batch, position)) {
                if (own.tellsOfUnmatched()) {
                    emitUnmatched(own, batch, position);
                }
                continue;
            }
            int slot = own.keys.select(store(), batch, position);
            onRow(own, other, slot, batch, position, time);
            store().release();
        }
        store().afterStep();
        rows().flush();
    }

    private void onRow(Side own, Side other, int slot, ColumnBatch batch, int position, long time) {
        boolean matched = join(own, other, slot, batch, position, time);
        if (matched && isOneSided() && own == left) {
            return;
        }
        if (now() < own.lastMatch(time)) {
            RowBag bag = own.bags().own(slot);
            int place = bag.append(own.kept(batch, position, time));
            bag.mark(place, matched ? MATCHED : 0);
            registerTimer(slot, own.lastMatch(time));
        } else if (!matched && own.tellsOfUnmatched()) {
            emitUnmatched(own, batch, position);
        }
    }

    /** Keeps only the earliest timer of the key. */
    private void registerTimer(int slot, long time) {
        TimerQueue timers = isRowtime ? store().eventTimers() : store().processingTimers();
        long[] known = timers.timestampsOf(slot);
        if (known.length > 0 && known[0] <= time) {
            return;
        }
        if (known.length > 0) {
            timers.delete(slot, known[0]);
        }
        timers.register(slot, time);
    }

    /** Joins a row with those of the other side; returns whether it found any. */
    private boolean join(Side own, Side other, int slot, ColumnBatch batch, int position, long time) {
        boolean changes = other.spec.side().preserved() || (isOneSided() && own == right);
        RowBag others = changes ? other.bags().change(slot) : other.bags().look(slot);
        if (others == null) {
            return false;
        }
        PairFilter pairs = filter;
        boolean[] matching = pairs == null
                ? null
                : pairs.matches(batch, position, own == left, other.bags().rows(), others);
        boolean found = false;
        // From the last to the first: what is forgotten gives its place to the last, which has been looked at.
        for (int place = others.size() - 1; place >= 0; place--) {
            long between = time - other.timeOf(others.row(place));
            if (isWithin(own, between) && (matching == null || matching[place])) {
                found = true;
                if (!onPair(own, other, others, place, batch, position)) {
                    break;
                }
            }
        }
        if (others.isEmpty()) {
            other.bags().clear(slot);
        }
        return found;
    }

    private boolean isOneSided() {
        return type == JoinRelType.SEMI || type == JoinRelType.ANTI;
    }

    /** Returns whether a row of a side matches one of the other that is so much older, as far as time goes. */
    private boolean isWithin(Side own, long between) {
        return own == left ? between >= lower && between <= upper : -between >= lower && -between <= upper;
    }

    /** Emits what a pair makes; returns whether to look for more. */
    private boolean onPair(Side own, Side other, RowBag others, int place, ColumnBatch batch, int position) {
        long timestamp = batch.timestamps[position];
        if (isOneSided()) {
            if (own == left) {
                if (type == JoinRelType.SEMI) {
                    rows().append(0, batch, position);
                    end(timestamp);
                }
                return false;
            }
            if (type == JoinRelType.SEMI) {
                append(0, left, others.row(place));
                end(timestamp);
            }
            others.removeAt(place);
            return true;
        }
        if (other.spec.side().preserved()) {
            others.mark(place, MATCHED);
        }
        rows().append(own == left ? 0 : left.width, batch, position);
        append(own == left ? left.width : 0, other, others.row(place));
        end(timestamp);
        return true;
    }

    /** Appends a kept row without its time. */
    private void append(int first, Side side, int row) {
        rows().append(first, side.bags().rows(), row, side.width);
    }

    private void emitUnmatched(Side side, ColumnBatch batch, int position) {
        rows().append(side == left ? 0 : left.width, batch, position);
        endUnmatched(side, batch.timestamps[position]);
    }

    private void endUnmatched(Side side, long timestamp) {
        if (type != JoinRelType.ANTI) {
            rows().appendNulls(side == left ? left.width : 0, side == left ? right.width : left.width);
        }
        end(timestamp);
    }

    private void end(long timestamp) {
        rows().endRow(RowKind.INSERT, timestamp);
        rows().flushIfFull();
    }

    @Override
    void onTimer(long timestamp, TimeDomain domain) {
        int slot = store().currentSlot();
        long next = Math.min(forget(left, slot, timestamp), forget(right, slot, timestamp));
        if (next != Long.MAX_VALUE) {
            registerTimer(slot, next);
        }
    }

    /** Forgets the rows that no other can match any more; returns when the next one goes. */
    private long forget(Side side, int slot, long time) {
        RowBag bag = side.bags().change(slot);
        long next = Long.MAX_VALUE;
        for (int place = bag == null ? -1 : bag.size() - 1; bag != null && place >= 0; place--) {
            long rowTime = side.timeOf(bag.row(place));
            if (side.lastMatch(rowTime) > time) {
                next = Math.min(next, side.lastMatch(rowTime));
                continue;
            }
            if (bag.mark(place) != MATCHED && side.tellsOfUnmatched()) {
                append(side == left ? 0 : left.width, side, bag.row(place));
                endUnmatched(side, rowTime);
            }
            bag.removeAt(place);
        }
        if (bag != null && bag.isEmpty()) {
            side.bags().clear(slot);
        }
        return next;
    }

    @Override
    public boolean forwardsWatermarks() {
        return !isRowtime;
    }

    @Override
    public boolean onWatermark(long timestamp) throws Exception {
        heldBack = timestamp;
        return passedOn(super.onWatermark(timestamp));
    }

    @Override
    public boolean resume() throws Exception {
        return passedOn(super.resume());
    }

    private boolean passedOn(boolean done) {
        if (done && isRowtime && heldBack != Long.MIN_VALUE) {
            long delay = Math.max(0, Math.max(-lower, upper));
            boolean ends = heldBack == Long.MAX_VALUE || heldBack < Long.MIN_VALUE + delay;
            output().emitWatermark(ends ? heldBack : heldBack - delay);
            heldBack = Long.MIN_VALUE;
        }
        return done;
    }
}
