/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.sql.operator;

import io.millrace.data.ColumnBatch;
import io.millrace.data.RowKind;
import io.millrace.store.RowBag;
import io.millrace.time.TimeDomain;
import java.util.List;
import org.apache.calcite.rel.type.RelDataType;
import org.jspecify.annotations.Nullable;

/**
 * Inner and outer joins of inputs that may change: keeps the rows of both, and, of a side that is preserved, how many rows of the other match
 * each. A row that comes or goes makes the same of the pairs that it is in. Where a preserved row gets its first match, the row that it made with nulls is
 * deleted, and where it loses its last one, that is inserted again. Changes of a side that is upserted are told by {@link JoinUpserts}.
 *
 * <p>Without such a side, the rows of an inner join are of the kinds of those that cause them; else they are inserts and deletes, as Flink's.
 */
public final class JoinOperator extends KeyedColumnOperator {
    private final JoinRows left;
    private final JoinRows right;
    private final JoinExpiry expiry;
    private final @Nullable PairCondition condition;
    private final boolean updateBefore;
    private @Nullable PairFilter filter;
    private @Nullable JoinOutput output;
    private @Nullable JoinUpserts upserts;

    /**
     * @param outputRow the columns of the left input, and then those of the right one
     * @param condition what rows of equal keys must hold besides; not for inner joins, above which a filter does as well
     * @param updateBefore whether it tells what rows were before updates; else each side is either upserted or only ever grows
     */
    public JoinOperator(
            RelDataType outputRow,
            JoinSide left,
            JoinSide right,
            @Nullable PairCondition condition,
            boolean updateBefore) {
        super(outputRow);
        this.left = new JoinRows(left, false);
        this.right = new JoinRows(right, false);
        this.expiry = new JoinExpiry(List.of(this.left, this.right));
        this.condition = condition;
        this.updateBefore = updateBefore;
    }

    @Override
    void onOpen() {
        store().keyType(left.keyType());
        left.open(store(), "left");
        right.open(store(), "right");
        expiry.open(store(), context());
        filter = condition == null ? null : new PairFilter(condition, left.width(), calc(condition.filter()));
        output = new JoinOutput(left, right, updateBefore, rows());
        upserts = new JoinUpserts(output, filter, left, expiry, this::passUnknown);
    }

    @Override
    public void onColumns(int input, ColumnBatch batch) {
        JoinRows own = input == 0 ? left : right;
        JoinRows others = input == 0 ? right : left;
        boolean outer = own.preserved() || others.preserved();
        JoinOutput out = opened(output);
        own.prepare(store(), batch);
        for (int row = 0; row < batch.size; row++) {
            int position = batch.position(row);
            if (own.matchesNothing(batch, position)) {
                if (own.preserved()) {
                    out.alone(comesOrGoes(batch.kind(position)), own, batch, position);
                }
                continue;
            }
            int slot = own.select(store(), batch, position);
            expiry.beforeUse(slot);
            if (own.upserts()) {
                opened(upserts).apply(own, others, slot, batch, position);
            } else if (outer) {
                joinOuter(own, others, slot, batch, position);
            } else {
                joinInner(own, others, slot, batch, position);
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

    private static RowKind comesOrGoes(RowKind kind) {
        return kind.retracts() ? RowKind.DELETE : RowKind.INSERT;
    }

    private void joinInner(JoinRows own, JoinRows others, int slot, ColumnBatch batch, int position) {
        RowKind kind = batch.kind(position);
        if (kind.retracts()) {
            own.remove(slot, batch, position);
        } else {
            own.add(slot, batch, position, 0, expiry);
        }
        RowBag candidates = others.bags().look(slot);
        if (candidates != null) {
            emitPairs(kind, own, candidates, null, batch, position);
        }
    }

    private void joinOuter(JoinRows own, JoinRows others, int slot, ColumnBatch batch, int position) {
        RowKind kind = batch.kind(position);
        boolean retracts = kind.retracts();
        RowBag candidates =
                others.preserved() ? others.bags().change(slot) : others.bags().look(slot);
        PairFilter pairs = filter;
        boolean[] matching = candidates == null || pairs == null
                ? null
                : pairs.matches(batch, position, own == left, others.bags().rows(), candidates);
        long matches = candidates == null ? 0 : count(candidates, matching);
        if (retracts) {
            own.remove(slot, batch, position);
        } else {
            own.add(slot, batch, position, own.preserved() ? matches : 0, expiry);
        }
        if (candidates == null || matches == 0) {
            if (own.preserved()) {
                opened(output).alone(comesOrGoes(kind), own, batch, position);
            }
            return;
        }
        if (others.preserved() && !retracts) {
            mark(candidates, matching, 1, others, batch.timestamps[position]);
        }
        boolean keepsKind = retracts ? !own.preserved() : !own.preserved() && !others.preserved();
        emitPairs(keepsKind ? kind : comesOrGoes(kind), own, candidates, matching, batch, position);
        if (others.preserved() && retracts) {
            mark(candidates, matching, -1, others, batch.timestamps[position]);
        }
    }

    private static long count(RowBag candidates, boolean @Nullable [] matching) {
        long count = 0;
        for (int place = 0; place < candidates.size(); place++) {
            count += matching == null || matching[place] ? candidates.count(place) : 0;
        }
        return count;
    }

    /** Counts one match more or less of preserved rows, and takes the rows that they make alone away or brings them. */
    private void mark(RowBag candidates, boolean @Nullable [] matching, int change, JoinRows side, long timestamp) {
        for (int place = 0; place < candidates.size(); place++) {
            if (matching == null || matching[place]) {
                long before = candidates.mark(place);
                candidates.mark(place, before + change);
                boolean first = change > 0 && before == 0;
                if (first || (change < 0 && before == 1)) {
                    for (long i = 0; i < candidates.count(place); i++) {
                        opened(output)
                                .alone(first ? RowKind.DELETE : RowKind.INSERT, side, candidates.row(place), timestamp);
                    }
                }
            }
        }
    }

    private void emitPairs(
            RowKind kind,
            JoinRows own,
            RowBag candidates,
            boolean @Nullable [] matching,
            ColumnBatch batch,
            int position) {
        for (int place = 0; place < candidates.size(); place++) {
            if (matching == null || matching[place]) {
                for (long i = 0; i < candidates.count(place); i++) {
                    opened(output).pair(kind, own, batch, position, candidates.row(place));
                }
            }
        }
    }
}
