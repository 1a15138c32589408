/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.sql.aggregate;

import io.millrace.data.ColumnBatch;
import io.millrace.store.KeyedStore;
import io.millrace.store.LongSets;
import io.millrace.store.ObjectColumn;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.LongConsumer;

/**
 * Which values of a column the distinct aggregates of it have seen, each those of the rows that pass its filter: one table for all of them, in which a value is looked up once. Of whole numbers in rows that are never taken back.
 */
final class DistinctSets {
    private final String name;
    private final NumberArgument argument;
    private final List<Integer> filters = new ArrayList<>();
    private final List<String> aggregates = new ArrayList<>();
    /** For each row the aggregates that its value is new for. */
    private final long[] firsts = new long[GroupChanges.CAPACITY];

    private ObjectColumn<LongSets> sets = Unopened.objects();

    /** @param name of the table in state, like no other: what the column is, and not which aggregates there are, so that it is found when these are others */
    DistinctSets(String name, NumberArgument argument) {
        this.name = name;
        this.argument = argument;
    }

    NumberArgument argument() {
        return argument;
    }

    /** Whether no more aggregates can {@link #join}. */
    boolean isFull() {
        return filters.size() == LongSets.MOST;
    }

    /**
     * Adds an aggregate.
     *
     * @param filter the column that says which rows it sees; below zero for all
     * @return its number
     */
    int join(int filter) {
        filters.add(filter);
        return filters.size() - 1;
    }

    /** Says what state calls the next one of the aggregates; declares the table when all are known. */
    void open(KeyedStore store, String aggregate) {
        aggregates.add(aggregate);
        if (aggregates.size() == filters.size()) {
            sets = store.longSets(name, aggregates);
        }
    }

    private LongSets of(int slot) {
        LongSets known = sets.get(slot);
        if (known == null) {
            known = new LongSets();
            sets.set(slot, known);
        }
        return known;
    }

    private static boolean passes(int filter, ColumnBatch batch, int position) {
        return filter < 0 || FilteredAggregator.passes(filter, batch, position);
    }

    /** Lets all aggregates see the values of rows that are taken in, and notes for which of them they are new. */
    void seeAll(GroupChanges changes, ColumnBatch batch) {
        Arrays.fill(firsts, 0, changes.size(), 0);
        for (int aggregate = 0; aggregate < filters.size(); aggregate++) {
            int filter = filters.get(aggregate);
            for (int row = 0; row < changes.size(); row++) {
                if (passes(filter, batch, changes.position(row))) {
                    firsts[row] |= 1L << aggregate;
                }
            }
        }
        LongSets known = null;
        int slotOfKnown = -1;
        for (int row = 0; row < changes.size(); row++) {
            int position = changes.position(row);
            if (firsts[row] == 0 || !changes.adds(row) || argument.isNull(batch, position)) {
                firsts[row] = 0;
                continue;
            }
            if (known == null || slotOfKnown != changes.slot(row)) {
                slotOfKnown = changes.slot(row);
                known = of(slotOfKnown);
            }
            firsts[row] = known.add(argument.of(batch, position), firsts[row]);
        }
    }

    /** Returns whether the value of a row that {@link #seeAll} saw was new for an aggregate. */
    boolean wasFirst(int aggregate, int row) {
        return (firsts[row] >>> aggregate & 1) != 0;
    }

    /** Lets one aggregate see the value of a row; returns whether it was new. */
    boolean see(int aggregate, int slot, ColumnBatch batch, int position) {
        return !argument.isNull(batch, position)
                && passes(filters.get(aggregate), batch, position)
                && see(aggregate, slot, argument.of(batch, position));
    }

    /** Lets one aggregate see a value, whatever its filter says; returns whether it was new. */
    boolean see(int aggregate, int slot, long value) {
        return of(slot).add(value, 1L << aggregate) != 0;
    }

    /** Visits what an aggregate has seen. */
    void forEach(int aggregate, int slot, LongConsumer visitor) {
        LongSets known = sets.get(slot);
        if (known != null) {
            known.forEach((value, in) -> {
                if ((in >>> aggregate & 1) != 0) {
                    visitor.accept(value);
                }
            });
        }
    }

    /** Forgets what all aggregates have seen. */
    void clear(int slot) {
        sets.clear(slot);
    }
}
