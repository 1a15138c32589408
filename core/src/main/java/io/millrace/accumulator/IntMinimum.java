/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.accumulator;

/** The lowest int. */
public final class IntMinimum implements SimpleAccumulator<Integer> {
    private static final long serialVersionUID = 1L;

    private int value = Integer.MAX_VALUE;

    public IntMinimum() {}

    public IntMinimum(int value) {
        this.value = value;
    }

    /** As {@link #add(Integer)}, without a box. */
    public void add(int other) {
        value = Math.min(value, other);
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
        value = Integer.MAX_VALUE;
    }

    @Override
    public void merge(Accumulator<Integer, Integer> other) {
        add(other.getLocalValue());
    }

    @Override
    public IntMinimum clone() {
        return new IntMinimum(value);
    }

    @Override
    public String toString() {
        return "IntMinimum " + value;
    }
}
