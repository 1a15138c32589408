/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.sql.aggregate;

import io.millrace.data.ColumnBatch;
import io.millrace.data.RowKind;
import io.millrace.sql.column.BatchBuilder;
import io.millrace.sql.column.ColumnBuilder;
import io.millrace.sql.table.functions.FunctionContext;
import io.millrace.store.KeyedStore;

/**
 * One aggregate of a grouping, for all its groups: each has a slot of the store, and the accumulators are columns there. Rows whose arguments are null count only
 * where the function says so.
 */
public interface Aggregator {
    /** The kind of a row that is taken back, as batches have it. */
    byte BEFORE = (byte) RowKind.UPDATE_BEFORE.ordinal();

    /** The kind of a row that is deleted, as batches have it. */
    byte DELETE = (byte) RowKind.DELETE.ordinal();

    /**
     * Declares the accumulators.
     *
     * @param name begins the names of the columns, and is like no other aggregate's of the store
     */
    void open(KeyedStore store, String name);

    /** Makes the function of a program ready that it calls; called once, before rows come. */
    default void openFunction(FunctionContext context) {}

    /** Closes the function of a program that it calls. */
    default void closeFunction() throws Exception {}

    /** Takes in a row. */
    void add(int slot, ColumnBatch batch, int position);

    /** Takes back a row that was taken in before. */
    void retract(int slot, ColumnBatch batch, int position);

    /**
     * Takes in, or back, the rows of a batch.
     *
     * @param slots of each row, in the order of the rows; a row whose slot is negative is passed over
     */
    default void takeAll(int[] slots, ColumnBatch batch) {
        byte[] kinds = batch.kinds;
        for (int row = 0; row < batch.size; row++) {
            int slot = slots[row];
            if (slot < 0) {
                continue;
            }
            int position = batch.position(row);
            if (kinds != null && (kinds[position] == BEFORE || kinds[position] == DELETE)) {
                retract(slot, batch, position);
            } else {
                add(slot, batch, position);
            }
        }
    }

    /** Takes in, or back, rows of a batch, and appends the value that their groups have before and after them, as far as that is to be told. */
    default void tellAll(GroupChanges changes, ColumnBatch batch, ColumnBuilder out) {
        for (int row = 0; row < changes.size(); row++) {
            int slot = changes.slot(row);
            if (changes.tellsBefore(row)) {
                emit(slot, out);
            }
            if (changes.adds(row)) {
                add(slot, batch, changes.position(row));
            } else if (changes.retracts(row)) {
                retract(slot, batch, changes.position(row));
            }
            if (changes.tellsAfter(row)) {
                emit(slot, out);
            }
        }
    }

    /** Takes in all that another slot has taken in, which stays as it is. */
    void merge(int slot, int other);

    /** Appends the value for what a slot has taken in, which may be nothing. */
    void emit(int slot, ColumnBuilder out);

    /**
     * Appends what a slot has taken in, of an aggregate that has {@link Accumulators}.
     *
     * @param first column of the accumulator
     */
    default void emitAccumulator(int slot, BatchBuilder out, int first) {
        throw new IllegalStateException(getClass() + " has no accumulator to send");
    }

    /**
     * Takes in what another one of its kind has taken in, as {@link #emitAccumulator} has told it.
     *
     * @param first column of the accumulator
     */
    default void addAccumulator(int slot, ColumnBatch batch, int first, int position) {
        throw new IllegalStateException(getClass() + " has no accumulator to send");
    }

    /**
     * Appends what a slot has taken in since the last time, and forgets that; a distinct aggregate goes on knowing which values there are, so that none is told twice.
     *
     * @param first column of the accumulator
     */
    default void drainAccumulator(int slot, BatchBuilder out, int first) {
        emitAccumulator(slot, out, first);
        clear(slot);
    }

    /** Forgets what a slot has taken in. */
    void clear(int slot);
}
