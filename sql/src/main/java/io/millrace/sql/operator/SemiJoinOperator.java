/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.sql.operator;

import io.millrace.data.ColumnBatch;
import io.millrace.data.RowKind;
import io.millrace.store.RowBag;
import io.millrace.time.TimeDomain;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Semi and anti joins of inputs that may change: the rows of the left input for which there is a row of the right one, or for which there is
 * none. Keeps the rows of the left input with how many match each, and the rows of the right one. Where rows of the right input only
 * come, a row of the left one that has a match has it for ever, and is not kept.
 */
public final class SemiJoinOperator extends KeyedColumnOperator {
    private final JoinRows left;
    private final JoinRows right;
    private final JoinExpiry expiry;
    private final boolean anti;
    private final boolean matchesStay;
    private final @Nullable PairCondition condition;
    private @Nullable PairFilter filter;

    /**
     * @param condition what rows of equal keys must hold besides
     * @param anti whether the rows without a match come out
     */
    public SemiJoinOperator(JoinSide left, JoinSide right, @Nullable PairCondition condition, boolean anti) {
        super(left.row());
        this.left = new JoinRows(left, false);
        this.right = new JoinRows(right, condition == null);
        this.expiry = new JoinExpiry(List.of(this.left, this.right));
        this.anti = anti;
        this.matchesStay = right.appendOnly();
        this.condition = condition;
    }

    @Override
    void onOpen() {
        store().keyType(left.keyType());
        left.open(store(), "left");
        right.open(store(), "right");
        expiry.open(store(), context());
        filter = condition == null ? null : new PairFilter(condition, left.width(), calc(condition.filter()));
    }

    @Override
    public void onColumns(int input, ColumnBatch batch) {
        JoinRows own = input == 0 ? left : right;
        own.prepare(store(), batch);
        for (int row = 0; row < batch.size; row++) {
            int position = batch.position(row);
            if (own.matchesNothing(batch, position)) {
                if (input == 0 && anti) {
                    emit(batch, position);
                }
                continue;
            }
            int slot = own.select(store(), batch, position);
            expiry.beforeUse(slot);
            if (input == 0) {
                onLeft(slot, batch, position);
            } else {
                onRight(slot, batch, position);
            }
            store().release();
        }
        store().afterStep();
        rows().flush();
    }

    @Override
    void onTimer(long timestamp, TimeDomain domain) {
        expiry.onTimer(store().currentSlot());
    }

    private void onLeft(int slot, ColumnBatch batch, int position) {
        long matches = countMatches(right.bags().look(slot), batch, position);
        if (batch.kind(position).retracts()) {
            left.remove(slot, batch, position);
        } else if (matches == 0 || !matchesStay) {
            left.add(slot, batch, position, matches, expiry);
        }
        if ((matches == 0) == anti) {
            emit(batch, position);
        }
    }

    private long countMatches(@Nullable RowBag candidates, ColumnBatch batch, int position) {
        if (candidates == null) {
            return 0;
        }
        PairFilter pairs = filter;
        boolean[] matching = pairs == null
                ? null
                : pairs.matches(batch, position, true, right.bags().rows(), candidates);
        long count = 0;
        for (int place = 0; place < candidates.size(); place++) {
            count += matching == null || matching[place] ? candidates.count(place) : 0;
        }
        return count;
    }

    private void onRight(int slot, ColumnBatch batch, int position) {
        RowKind kind = batch.kind(position);
        boolean retracts = kind.retracts();
        if (retracts) {
            right.remove(slot, batch, position);
        } else if (!matchesStay
                || filter != null
                || right.expires()
                || right.bags().look(slot) == null) {
            right.add(slot, batch, position, 0, expiry);
        }
        RowBag candidates = left.bags().change(slot);
        if (candidates == null) {
            return;
        }
        PairFilter pairs = filter;
        boolean[] matching = pairs == null
                ? null
                : pairs.matches(batch, position, false, left.bags().rows(), candidates);
        RowKind change = !anti ? kind : retracts ? RowKind.INSERT : RowKind.DELETE;
        // From the last to the first: what is forgotten gives its place to the last, which has been looked at.
        for (int place = candidates.size() - 1; place >= 0; place--) {
            if (matching == null || matching[place]) {
                mark(candidates, place, retracts ? -1 : 1, change, batch.timestamps[position]);
            }
        }
        left.forgetIfEmpty(slot, candidates);
    }

    private void mark(RowBag candidates, int place, int by, RowKind change, long timestamp) {
        long before = candidates.mark(place);
        candidates.mark(place, before + by);
        if (before == (by > 0 ? 0 : 1)) {
            for (long i = 0; i < candidates.count(place); i++) {
                emit(change, candidates.row(place), timestamp);
            }
        }
        if (matchesStay) {
            candidates.removeAt(place);
        }
    }

    private void emit(ColumnBatch batch, int position) {
        rows().append(0, batch, position);
        rows().endRow(batch.kind(position), batch.timestamps[position]);
        rows().flushIfFull();
    }

    private void emit(RowKind kind, int row, long timestamp) {
        left.append(rows(), 0, row);
        rows().endRow(kind, timestamp);
        rows().flushIfFull();
    }
}
