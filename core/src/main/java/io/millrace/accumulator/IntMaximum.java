/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.accumulator;

/** The highest int. */
public final class IntMaximum implements SimpleAccumulator<Integer> {
    private static final long serialVersionUID = 1L;

    private int value = Integer.MIN_VALUE;

    public IntMaximum() {}

    public IntMaximum(int value) {
        this.value = value;
    }

    /** As {@link #add(Integer)}, without a box. */
    public void add(int other) {
        value = Math.max(value, other);
    }

    @Override
    public void add(Integer other) {
        add(other.intValue());
    }

    @Override
    public Integer getLocalValue() {
        return value;
    }

    public int getLocalValuePrimitive() {
        return value;
    }

    @Override
    public void resetLocal() {
        value = Integer.MIN_VALUE;
    }

    @Override
    public void merge(Accumulator<Integer, Integer> other) {
        add(other.getLocalValue());
    }

    @Override
    public IntMaximum clone() {
        return new IntMaximum(value);
    }

    @Override
    public String toString() {
        return "IntMaximum " + value;
    }
}
