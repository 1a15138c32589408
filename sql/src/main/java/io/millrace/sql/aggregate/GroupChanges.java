/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.sql.aggregate;

import io.millrace.data.Batch;

/**
 * What rows of a batch do to their groups, one after the other: each is taken in, or back, and what the group is like is told before it, after it, or both. The same group may come many
 * times. It is worked through aggregate by aggregate, so that each is one loop over columns.
 *
 * <pre>
 *  first row of a group       ADD, TELL_AFTER                          +I
 *  any other row              ADD or RETRACT, TELL_BEFORE, TELL_AFTER  -U +U
 *  last one that is taken back         TELL_BEFORE                     -D
 * </pre>
 */
public final class GroupChanges {
    /** How many rows there are at most: what they tell is one batch. */
    public static final int CAPACITY = Batch.CAPACITY / 2;

    public static final int TELL_BEFORE = 1;
    public static final int TELL_AFTER = 2;
    public static final int ADD = 4;
    public static final int RETRACT = 8;

    private int[] slots = new int[CAPACITY];
    private int[] positions = new int[CAPACITY];
    private final byte[] steps = new byte[CAPACITY];
    private int size;

    /**
     * Adds a row.
     *
     * @param slot of its group
     * @param position in the batch
     * @param step which of the constants, together
     */
    public void add(int slot, int position, int step) {
        slots[size] = slot;
        positions[size] = position;
        steps[size++] = (byte) step;
    }

    /** Forgets all rows. */
    public void clear() {
        size = 0;
    }

    public int size() {
        return size;
    }

    int slot(int row) {
        return slots[row];
    }

    public int position(int row) {
        return positions[row];
    }

    boolean adds(int row) {
        return (steps[row] & ADD) != 0;
    }

    boolean retracts(int row) {
        return (steps[row] & RETRACT) != 0;
    }

    public boolean tellsBefore(int row) {
        return (steps[row] & TELL_BEFORE) != 0;
    }

    public boolean tellsAfter(int row) {
        return (steps[row] & TELL_AFTER) != 0;
    }

    /** Makes these the rows of another one, some of which may {@link #pass}. */
    void copy(GroupChanges other) {
        slots = other.slots;
        positions = other.positions;
        size = other.size;
        System.arraycopy(other.steps, 0, steps, 0, size);
    }

    /** Has a row neither taken in nor back; it is told all the same. */
    void pass(int row) {
        steps[row] &= TELL_BEFORE | TELL_AFTER;
    }
}
