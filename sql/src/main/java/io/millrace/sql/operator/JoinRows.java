/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.sql.operator;

import io.millrace.data.ColumnBatch;
import io.millrace.data.RowType;
import io.millrace.operator.ColumnKeys;
import io.millrace.sql.column.BatchBuilder;
import io.millrace.store.KeyedStore;
import io.millrace.store.RowBag;
import io.millrace.store.RowBags;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** What a join keeps of one input: the rows that are there, by key, each with the time at which it came behind its values where rows expire. */
final class JoinRows {
    private static final String WRITTEN = "$written";

    private final JoinSide side;
    private final ColumnKeys keys;
    private final int[] nevers;
    private final int width;
    private final boolean counts;
    private @Nullable RowBags bags;

    @SuppressWarnings("UnusedVariable") // written, so that the loop is not left out whose result it is
    private long fetched;

    /** @param counts whether rows are found by what they hold, though none is taken back */
    JoinRows(JoinSide side, boolean counts) {
        this.side = side;
        this.keys = new ColumnKeys(side.keys());
        this.nevers = nevers(side);
        this.width = side.row().getFieldCount();
        this.counts = counts || !side.appendOnly();
    }

    private static int[] nevers(JoinSide side) {
        return IntStream.range(0, side.keys().size())
                .filter(i -> !side.matchesNull().get(i))
                .map(side.keys()::get)
                .filter(column ->
                        side.row().getFieldList().get(column).getType().isNullable())
                .toArray();
    }

    void open(KeyedStore store, String name) {
        bags = store.rowBags(name, expires() ? side.storedWith(WRITTEN, Long.class) : side.stored());
    }

    RowType keyType() {
        return side.keyType();
    }

    int width() {
        return width;
    }

    /** Returns whether rows are forgotten some time after they came. */
    boolean expires() {
        return side.ttlMillis() > 0;
    }

    /** Returns when a row is forgotten that comes at a time. */
    long endOfRowsOf(long millis) {
        return millis + side.ttlMillis();
    }

    boolean preserved() {
        return side.preserved();
    }

    /** Returns whether what comes takes the place of the one row that its key has. */
    boolean upserts() {
        return side.upserts();
    }

    /** Returns the number of the row that a key has, or -1, where it has one at most. */
    int only(int slot) {
        RowBag bag = bags().look(slot);
        return bag == null ? -1 : bag.row(0);
    }

    /** Makes a row that is to {@link #replace} the one that a key has; returns its number. */
    int newRow(ColumnBatch batch, int position, JoinExpiry expiry) {
        int row = bags().newRow(batch, position);
        if (expires()) {
            bags().set(row, width, expiry.now());
        }
        return row;
    }

    /** Keeps a row in the place of the one that its key has, with the number of the rows that match it. */
    void replace(int slot, int row, long matches, JoinExpiry expiry) {
        RowBag bag = bags().own(slot);
        while (!bag.isEmpty()) {
            bag.removeAt(bag.size() - 1);
        }
        bag.mark(bag.append(row), matches);
        if (expires()) {
            expiry.kept(slot, this);
        }
    }

    RowBags bags() {
        RowBags opened = bags;
        if (opened == null) {
            throw new IllegalStateException("The operator is not open");
        }
        return opened;
    }

    /** Returns whether a key of the row is null, and so equal to nothing. */
    boolean matchesNothing(ColumnBatch batch, int position) {
        for (int column : nevers) {
            if (batch.isNull(column, position)) {
                return true;
            }
        }
        return false;
    }

    /** Prepares for {@link #select} of the rows of a batch. */
    void prepare(KeyedStore store, ColumnBatch batch) {
        keys.prepare(store, batch);
        long sum = 0;
        for (int row = 0; row < batch.size; row++) {
            int slot = keys.preparedSlot(row);
            sum += slot < 0 ? 0 : bags().touch(slot);
        }
        fetched = sum;
    }

    /** Makes the row's key current; returns its slot. */
    int select(KeyedStore store, ColumnBatch batch, int position) {
        return keys.select(store, batch, position);
    }

    /**
     * Keeps a row, with the number of the rows that match it.
     *
     * @param expiry tells the time where rows expire
     */
    void add(int slot, ColumnBatch batch, int position, long matches, JoinExpiry expiry) {
        RowBag bag = bags().own(slot);
        int row = newRow(batch, position, expiry);
        if (expires()) {
            expiry.kept(slot, this);
        }
        int place = counts ? bag.add(row) : bag.append(row);
        if (matches != bag.mark(place)) {
            bag.mark(place, matches);
        }
    }

    /** Forgets a row that was taken back. One that is not known was never here, or is no longer. */
    void remove(int slot, ColumnBatch batch, int position) {
        RowBag bag = bags().change(slot);
        if (bag != null) {
            remove(bag, batch, position);
            forgetIfEmpty(slot, bag);
        }
    }

    /** Where rows expire, the one that came first is forgotten of those that hold the same. */
    private void remove(RowBag bag, ColumnBatch batch, int position) {
        if (!expires()) {
            int row = bags().newRow(batch, position);
            bag.remove(row);
            bags().remove(row);
            return;
        }
        int oldest = -1;
        for (int place = 0; place < bag.size(); place++) {
            boolean same = bags().rows().isSame(bag.row(place), batch, position);
            if (same && (oldest < 0 || written(bag.row(place)) < written(bag.row(oldest)))) {
                oldest = place;
            }
        }
        if (oldest >= 0) {
            bag.removeOnce(oldest);
        }
    }

    /** Forgets the rows of a key that have expired; returns when the next one does. */
    long forgetExpired(int slot, long now) {
        RowBag bag = expires() ? bags().change(slot) : null;
        long next = Long.MAX_VALUE;
        if (bag == null) {
            return next;
        }
        // From the last to the first: what is forgotten gives its place to the last, which has been looked at.
        for (int place = bag.size() - 1; place >= 0; place--) {
            long end = endOfRowsOf(written(bag.row(place)));
            if (end <= now) {
                bag.removeAt(place);
            } else {
                next = Math.min(next, end);
            }
        }
        forgetIfEmpty(slot, bag);
        return next;
    }

    /** Rows that were kept before they were to expire do not tell, and expire at once. */
    private long written(int row) {
        return bags().rows().word(row, width);
    }

    /** Appends the values of a row to the columns from {@code first} on. */
    void append(BatchBuilder out, int first, int row) {
        out.append(first, bags().rows(), row, width);
    }

    void forgetIfEmpty(int slot, RowBag bag) {
        if (bag.isEmpty()) {
            bags().clear(slot);
        }
    }
}
