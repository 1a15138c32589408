/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.accumulator;

/** A sum of doubles. */
public final class DoubleCounter implements SimpleAccumulator<Double> {
    private static final long serialVersionUID = 1L;

    private double value = 0;

    public DoubleCounter() {}

    public DoubleCounter(double value) {
        this.value = value;
    }

    /** As {@link #add(Double)}, without a box. */
    public void add(double other) {
        value = value + other;
    }

    @Override
    public void add(Double other) {
        add(other.doubleValue());
    }

    @Override
    public Double getLocalValue() {
        return value;
    }

    public double getLocalValuePrimitive() {
        return value;
    }

    @Override
    public void resetLocal() {
        value = 0;
    }

    @Override
    public void merge(Accumulator<Double, Double> other) {
        add(other.getLocalValue());
    }

    @Override
    public DoubleCounter clone() {
        return new DoubleCounter(value);
    }

    @Override
    public String toString() {
        return "DoubleCounter " + value;
    }
}
