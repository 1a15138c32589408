/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.operator;

import io.millrace.store.SliceStore;
import io.millrace.store.SliceTable;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** {@link TwoStacks} of accumulators that are objects; what is kept here is never given away, nor merged uncopied. */
final class ObjectStacks extends TwoStacks<@Nullable Object[]> {
    private final Accumulators accumulators;
    private @Nullable Object[] fronts = new Object[16];
    private @Nullable Object[] backs = new Object[16];

    ObjectStacks(SliceStore store, long size, Accumulators accumulators) {
        super(store, size);
        this.accumulators = accumulators;
    }

    @Override
    void clearColumns() {
        Arrays.fill(fronts, null);
        Arrays.fill(backs, null);
    }

    @Override
    void makeRoom(int limit) {
        if (limit > fronts.length) {
            fronts = Arrays.copyOf(fronts, 2 * limit);
            backs = Arrays.copyOf(backs, 2 * limit);
        }
    }

    @Override
    @Nullable
    Object[] newColumn(int size) {
        return new Object[size];
    }

    @Override
    @Nullable
    Object[] grown(@Nullable Object[] column, int size) {
        return column.length >= size ? column : Arrays.copyOf(column, size);
    }

    @Override
    void forget(int slot) {
        fronts[slot] = null;
        backs[slot] = null;
    }

    @Override
    void push(SliceTable slice, int sliceSlot, @Nullable Object[] column, int slot) {
        Object accumulator = accumulators.copyAt(slice, sliceSlot);
        Object front = fronts[slot];
        column[sliceSlot] = front;
        fronts[slot] = front == null ? accumulator : accumulators.merge(accumulator, accumulators.copy(front));
    }

    @Override
    void pop(@Nullable Object[] column, int sliceSlot, int slot) {
        fronts[slot] = column[sliceSlot];
    }

    @Override
    void append(SliceTable slice, int sliceSlot, int slot) {
        Object accumulator = accumulators.copyAt(slice, sliceSlot);
        Object back = backs[slot];
        backs[slot] = back == null ? accumulator : accumulators.merge(back, accumulator);
    }

    @Override
    boolean isHeld(int slot) {
        return fronts[slot] != null || backs[slot] != null;
    }

    @Override
    Object resultAt(int slot) {
        Object front = fronts[slot];
        Object back = backs[slot];
        if (front != null && back != null) {
            return accumulators.result(accumulators.merge(accumulators.copy(front), accumulators.copy(back)));
        }
        Object only = front != null ? front : back;
        if (only == null) {
            throw new IllegalStateException("Slot " + slot + " holds nothing");
        }
        return accumulators.result(accumulators.copy(only));
    }
}
