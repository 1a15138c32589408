/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.operator;

import io.millrace.function.LongAggregateFunction;
import io.millrace.store.SliceStore;
import io.millrace.store.SliceTable;
import io.millrace.store.SpareArrays;
import java.util.Arrays;

/** {@link TwoStacks} of accumulators that are longs. */
final class LongStacks extends TwoStacks<long[]> {
    private final LongAggregateFunction<Object, Object> aggregate;
    private final SpareArrays columns =
            new SpareArrays(Integer.MAX_VALUE); // a flip needs as many as were popped before
    private long[] fronts = new long[16];
    private long[] backs = new long[16];
    private int[] slicesInFront = new int[16];
    private boolean[] inBack = new boolean[16];

    LongStacks(SliceStore store, long size, LongAggregateFunction<Object, Object> aggregate) {
        super(store, size);
        this.aggregate = aggregate;
    }

    @Override
    void clearColumns() {
        Arrays.fill(slicesInFront, 0);
        Arrays.fill(inBack, false);
    }

    @Override
    void makeRoom(int limit) {
        if (limit > fronts.length) {
            fronts = Arrays.copyOf(fronts, 2 * limit);
            backs = Arrays.copyOf(backs, 2 * limit);
            slicesInFront = Arrays.copyOf(slicesInFront, 2 * limit);
            inBack = Arrays.copyOf(inBack, 2 * limit);
        }
    }

    @Override
    long[] newColumn(int size) {
        return columns.longs(size);
    }

    @Override
    void recycle(long[] column) {
        columns.give(column);
    }

    @Override
    void flipped() {
        columns.clear();
    }

    @Override
    long[] grown(long[] column, int size) {
        return column.length >= size ? column : Arrays.copyOf(column, size);
    }

    @Override
    void forget(int slot) {
        slicesInFront[slot] = 0;
        inBack[slot] = false;
    }

    @Override
    void push(SliceTable slice, int sliceSlot, long[] column, int slot) {
        long accumulator = slice.longAt(sliceSlot);
        long front = fronts[slot];
        column[sliceSlot] = front;
        fronts[slot] = slicesInFront[slot]++ == 0 ? accumulator : aggregate.mergeLongs(accumulator, front);
    }

    @Override
    void pop(long[] column, int sliceSlot, int slot) {
        slicesInFront[slot]--;
        fronts[slot] = column[sliceSlot];
    }

    @Override
    void append(SliceTable slice, int sliceSlot, int slot) {
        long accumulator = slice.longAt(sliceSlot);
        backs[slot] = inBack[slot] ? aggregate.mergeLongs(backs[slot], accumulator) : accumulator;
        inBack[slot] = true;
    }

    @Override
    boolean isHeld(int slot) {
        return inBack[slot] || slicesInFront[slot] > 0;
    }

    @Override
    Object resultAt(int slot) {
        if (slicesInFront[slot] == 0) {
            return aggregate.result(backs[slot]);
        }
        return aggregate.result(inBack[slot] ? aggregate.mergeLongs(fronts[slot], backs[slot]) : fronts[slot]);
    }
}
