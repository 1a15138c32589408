/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.sql.operator;

import io.millrace.data.ColumnBatch;
import io.millrace.data.RowKind;
import io.millrace.store.RowBag;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Changes of a join's side of which a key has one row at most: what comes takes its place. So nothing need be said of what a row was, and as both are known, a pair that is there before and after is
 * updated, even in an outer join, where it would else go and come.
 *
 * <pre>
 *  pair matches   before  after
 *                   yes    yes     -U +U
 *                   yes    no      -D, and the other row alone, if it is preserved and was in no other pair
 *                   no     yes     +I, and that goes
 * </pre>
 */
final class JoinUpserts {
    private static final int NONE = -1;

    private final JoinOutput out;
    private final @Nullable PairFilter filter;
    private final JoinRows left;
    private final JoinExpiry expiry;
    private final Runnable onUnknown;

    /**
     * @param filter what rows of equal keys must hold besides
     * @param onUnknown is told of each deletion of a key that has no row
     */
    JoinUpserts(JoinOutput out, @Nullable PairFilter filter, JoinRows left, JoinExpiry expiry, Runnable onUnknown) {
        this.out = out;
        this.filter = filter;
        this.left = left;
        this.expiry = expiry;
        this.onUnknown = onUnknown;
    }

    /** Takes a change of one side. */
    void apply(JoinRows own, JoinRows others, int slot, ColumnBatch batch, int position) {
        RowKind kind = batch.kind(position);
        long timestamp = batch.timestamps[position];
        int before = own.only(slot);
        if (kind == RowKind.UPDATE_BEFORE) {
            return; // what the row was is known here, and what it becomes follows
        } else if (kind == RowKind.DELETE) {
            if (before == NONE) {
                onUnknown.run();
                return;
            }
            change(own, others, slot, before, NONE, timestamp);
            own.bags().clear(slot);
            return;
        }
        boolean repeats = before != NONE && !own.expires() && own.bags().rows().isSame(before, batch, position);
        if (!repeats) {
            int after = own.newRow(batch, position, expiry);
            long matches = change(own, others, slot, before, after, timestamp);
            own.replace(slot, after, own.preserved() ? matches : 0, expiry);
        }
    }

    /**
     * Tells what becomes of the rows of a join where one takes the place of another.
     *
     * @param before the number of the row that was there, or {@link #NONE}
     * @param after the number of the row that comes, or {@link #NONE}
     * @return how many rows match it
     */
    private long change(JoinRows own, JoinRows others, int slot, int before, int after, long timestamp) {
        RowBag candidates =
                others.preserved() ? others.bags().change(slot) : others.bags().look(slot);
        boolean[] was = matching(own, others, before, candidates);
        boolean[] is = matching(own, others, after, candidates);
        long matches = count(candidates, is);
        boolean aloneBefore = own.preserved() && before != NONE && count(candidates, was) == 0;
        boolean aloneAfter = own.preserved() && after != NONE && matches == 0;
        if (aloneBefore) {
            out.alone(aloneAfter ? RowKind.UPDATE_BEFORE : RowKind.DELETE, own, before, timestamp);
        }
        for (int place = 0; candidates != null && place < candidates.size(); place++) {
            if (was[place] && is[place]) {
                update(own, before, after, candidates, place, timestamp);
            } else if (was[place]) {
                part(own, before, others, candidates, place, timestamp);
            } else if (is[place]) {
                meet(own, after, others, candidates, place, timestamp);
            }
        }
        if (aloneAfter) {
            out.alone(aloneBefore ? RowKind.UPDATE_AFTER : RowKind.INSERT, own, after, timestamp);
        }
        return matches;
    }

    /** Returns for each place of the other side's rows whether a row matches; nothing matches where there is none. */
    private boolean[] matching(JoinRows own, JoinRows others, int row, @Nullable RowBag candidates) {
        boolean[] matches = new boolean[candidates == null ? 0 : candidates.size()];
        if (candidates == null || row == NONE) {
            return matches;
        }
        PairFilter pairs = filter;
        if (pairs == null) {
            Arrays.fill(matches, true);
            return matches;
        }
        boolean[] found =
                pairs.matches(own.bags().rows(), row, own == left, others.bags().rows(), candidates);
        return Arrays.copyOf(found, matches.length);
    }

    private static long count(@Nullable RowBag candidates, boolean[] matching) {
        long count = 0;
        for (int place = 0; candidates != null && place < matching.length; place++) {
            count += matching[place] ? candidates.count(place) : 0;
        }
        return count;
    }

    private void update(JoinRows own, int before, int after, RowBag candidates, int place, long timestamp) {
        for (long i = 0; i < candidates.count(place); i++) {
            out.pair(RowKind.UPDATE_BEFORE, own, before, candidates.row(place), timestamp);
            out.pair(RowKind.UPDATE_AFTER, own, after, candidates.row(place), timestamp);
        }
    }

    private void part(JoinRows own, int row, JoinRows others, RowBag candidates, int place, long timestamp) {
        for (long i = 0; i < candidates.count(place); i++) {
            out.pair(RowKind.DELETE, own, row, candidates.row(place), timestamp);
        }
        if (others.preserved()) {
            candidates.mark(place, candidates.mark(place) - 1);
            tellAloneIfUnmatched(RowKind.INSERT, others, candidates, place, timestamp);
        }
    }

    private void meet(JoinRows own, int row, JoinRows others, RowBag candidates, int place, long timestamp) {
        if (others.preserved()) {
            tellAloneIfUnmatched(RowKind.DELETE, others, candidates, place, timestamp);
            candidates.mark(place, candidates.mark(place) + 1);
        }
        for (long i = 0; i < candidates.count(place); i++) {
            out.pair(RowKind.INSERT, own, row, candidates.row(place), timestamp);
        }
    }

    private void tellAloneIfUnmatched(RowKind kind, JoinRows side, RowBag rows, int place, long timestamp) {
        for (long i = 0; rows.mark(place) == 0 && i < rows.count(place); i++) {
            out.alone(kind, side, rows.row(place), timestamp);
        }
    }
}
