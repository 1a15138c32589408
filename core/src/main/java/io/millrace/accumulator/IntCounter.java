/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.accumulator;

/** A sum of ints. */
public final class IntCounter implements SimpleAccumulator<Integer> {
    private static final long serialVersionUID = 1L;

    private int value = 0;

    public IntCounter() {}

    public IntCounter(int value) {
        this.value = value;
    }

    /** As {@link #add(Integer)}, without a box. */
    public void add(int other) {
        value = value + other;
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
        value = 0;
    }

    @Override
    public void merge(Accumulator<Integer, Integer> other) {
        add(other.getLocalValue());
    }

    @Override
    public IntCounter clone() {
        return new IntCounter(value);
    }

    @Override
    public String toString() {
        return "IntCounter " + value;
    }
}
