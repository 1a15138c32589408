/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.accumulator;

/** The lowest double. */
public final class DoubleMinimum implements SimpleAccumulator<Double> {
    private static final long serialVersionUID = 1L;

    private double value = Double.POSITIVE_INFINITY;

    public DoubleMinimum() {}

    public DoubleMinimum(double value) {
        this.value = value;
    }

    /** As {@link #add(Double)}, without a box. */
    public void add(double other) {
        value = Math.min(value, other);
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
        value = Double.POSITIVE_INFINITY;
    }

    @Override
    public void merge(Accumulator<Double, Double> other) {
        add(other.getLocalValue());
    }

    @Override
    public DoubleMinimum clone() {
        return new DoubleMinimum(value);
    }

    @Override
    public String toString() {
        return "DoubleMinimum " + value;
    }
}
