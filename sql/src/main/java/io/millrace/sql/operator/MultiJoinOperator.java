/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.sql.operator;

import io.millrace.data.ColumnBatch;
import io.millrace.data.RowKind;
import io.millrace.sql.column.BatchBuilder;
import io.millrace.time.TimeDomain;
import java.util.List;
import org.apache.calcite.rel.type.RelDataType;
import org.jspecify.annotations.Nullable;

/**
 * Inner and left joins of several inputs on one key, which may change: keeps the rows of each input once, and nothing of what they make on the way. As there is no condition but the key, all rows
 * of a key match, and what they make is a product:
 *
 * <pre>
 *  rows of the first input  ×  rows of each that is joined  ×  rows of each that is left joined, or nulls while it has none
 * </pre>
 *
 * <p>So a row that comes or goes is told beside all products of the others, and an update of one is an update of them. With the first row of an input that is left joined those with nulls go, and with its last
 * one they come.
 */
public final class MultiJoinOperator extends KeyedColumnOperator {
    private static final int NONE = -1;

    private final List<JoinRows> inputs;
    private final boolean[] optional;
    private final boolean allOptional;
    private final boolean noneOptional;
    private final int[] offsets;
    private final boolean updateBefore;
    private final List<List<Integer>> keys;
    private final JoinExpiry expiry;
    private final JoinProduct others;

    /**
     * @param outputRow the columns of all inputs
     * @param sides at least two
     * @param leftJoined for each input whether it is left joined; not the first. Where one is, no rows expire
     * @param updateBefore whether it tells what rows were before updates; else each side is either upserted or only ever grows
     */
    public MultiJoinOperator(
            RelDataType outputRow, List<JoinSide> sides, List<Boolean> leftJoined, boolean updateBefore) {
        super(outputRow);
        this.inputs = sides.stream().map(side -> new JoinRows(side, false)).toList();
        this.keys = sides.stream().map(JoinSide::keys).toList();
        this.optional = new boolean[sides.size()];
        this.offsets = new int[sides.size()];
        for (int input = 0; input < optional.length; input++) {
            optional[input] = leftJoined.get(input);
            offsets[input] =
                    input == 0 ? 0 : offsets[input - 1] + inputs.get(input - 1).width();
        }
        this.noneOptional = !leftJoined.contains(true);
        this.allOptional = !leftJoined.subList(1, leftJoined.size()).contains(false);
        this.updateBefore = updateBefore;
        this.expiry = new JoinExpiry(inputs);
        this.others = new JoinProduct(inputs, optional, offsets);
    }

    @Override
    void onOpen() {
        store().keyType(inputs.get(0).keyType());
        for (int input = 0; input < inputs.size(); input++) {
            inputs.get(input).open(store(), "input" + input);
        }
        expiry.open(store(), context());
    }

    @Override
    public void onColumns(int input, ColumnBatch batch) {
        JoinRows own = inputs.get(input);
        own.prepare(store(), batch);
        for (int row = 0; row < batch.size; row++) {
            int position = batch.position(row);
            if (own.matchesNothing(batch, position)) {
                if (input == 0 && allOptional) {
                    tellAlone(batch, position);
                }
                continue;
            }
            int slot = own.select(store(), batch, position);
            expiry.beforeUse(slot);
            int next = row + 1 < batch.size ? batch.position(row + 1) : NONE;
            if (own.upserts()) {
                upsert(input, slot, batch, position);
            } else if (next != NONE && Updates.isUpdate(batch, position, next, keys.get(input))) {
                own.remove(slot, batch, position);
                own.add(slot, batch, next, 0, expiry);
                tellUpdate(input, slot, batch, position, batch, next);
                row++;
            } else if (batch.kind(position).retracts()) {
                goes(input, slot, batch, position);
            } else {
                comes(input, slot, batch, position);
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

    private void comes(int input, int slot, ColumnBatch batch, int position) {
        JoinRows own = inputs.get(input);
        long timestamp = batch.timestamps[position];
        if (optional[input] && own.bags().look(slot) == null) {
            tell(RowKind.DELETE, input, slot, null, NONE, timestamp);
        }
        own.add(slot, batch, position, 0, expiry);
        RowKind kind = noneOptional && !own.upserts() ? batch.kind(position) : RowKind.INSERT;
        tell(kind, input, slot, batch, position, timestamp);
    }

    private void goes(int input, int slot, ColumnBatch batch, int position) {
        JoinRows own = inputs.get(input);
        long timestamp = batch.timestamps[position];
        if (optional[input] && own.bags().look(slot) == null) {
            passUnknown();
            return;
        }
        own.remove(slot, batch, position);
        tell(noneOptional ? batch.kind(position) : RowKind.DELETE, input, slot, batch, position, timestamp);
        if (optional[input] && own.bags().look(slot) == null) {
            tell(RowKind.INSERT, input, slot, null, NONE, timestamp);
        }
    }

    /** Takes what an input's key becomes, which has one row at most. */
    private void upsert(int input, int slot, ColumnBatch batch, int position) {
        JoinRows own = inputs.get(input);
        RowKind kind = batch.kind(position);
        long timestamp = batch.timestamps[position];
        int before = own.only(slot);
        if (kind == RowKind.UPDATE_BEFORE) {
            return; // what the row was is known here, and what it becomes follows
        } else if (kind == RowKind.DELETE) {
            if (before == NONE) {
                passUnknown();
                return;
            }
            tell(RowKind.DELETE, input, slot, null, before, timestamp);
            own.bags().clear(slot);
            if (optional[input]) {
                tell(RowKind.INSERT, input, slot, null, NONE, timestamp);
            }
        } else if (before == NONE) {
            comes(input, slot, batch, position);
        } else if (own.expires() || !own.bags().rows().isSame(before, batch, position)) {
            tellUpdate(input, slot, null, before, batch, position);
            own.replace(slot, own.newRow(batch, position, expiry), 0, expiry);
        }
    }

    /**
     * Tells of a row beside all products of the others.
     *
     * @param batch in which it is; null for one that is kept
     * @param row its position in the batch, or its number; {@link #NONE} for nulls
     */
    private void tell(RowKind kind, int input, int slot, @Nullable ColumnBatch batch, int row, long timestamp) {
        if (!others.start(slot, input)) {
            return;
        }
        do {
            append(input, batch, row);
            rows().endRow(kind, timestamp);
            rows().flushIfFull();
        } while (others.next());
    }

    /** Tells that a row takes the place of another one; as {@link #tell}. */
    private void tellUpdate(
            int input, int slot, @Nullable ColumnBatch batchBefore, int before, ColumnBatch batch, int after) {
        if (!others.start(slot, input)) {
            return;
        }
        long timestamp = batch.timestamps[after];
        do {
            if (updateBefore) {
                append(input, batchBefore, before);
                rows().endRow(RowKind.UPDATE_BEFORE, timestamp);
            }
            append(input, batch, after);
            rows().endRow(RowKind.UPDATE_AFTER, timestamp);
            rows().flushIfFull();
        } while (others.next());
    }

    private void append(int input, @Nullable ColumnBatch batch, int row) {
        BatchBuilder out = rows();
        others.append(out, input);
        if (batch != null) {
            out.append(offsets[input], batch, row);
        } else if (row == NONE) {
            out.appendNulls(offsets[input], inputs.get(input).width());
        } else {
            inputs.get(input).append(out, offsets[input], row);
        }
    }

    /** Tells of a row of the first input that nothing can match. */
    private void tellAlone(ColumnBatch batch, int position) {
        rows().append(0, batch, position);
        for (int input = 1; input < offsets.length; input++) {
            rows().appendNulls(offsets[input], inputs.get(input).width());
        }
        RowKind kind = batch.kind(position);
        rows().endRow(kind.retracts() ? RowKind.DELETE : RowKind.INSERT, batch.timestamps[position]);
        rows().flushIfFull();
    }
}
