/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.accumulator;

/** The highest double. */
public final class DoubleMaximum implements SimpleAccumulator<Double> {
    private static final long serialVersionUID = 1L;

    private double value = Double.NEGATIVE_INFINITY;

    public DoubleMaximum() {}

    public DoubleMaximum(double value) {
        this.value = value;
    }

    /** As {@link #add(Double)}, without a box. */
    public void add(double other) {
        value = Math.max(value, other);
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
        value = Double.NEGATIVE_INFINITY;
    }

    @Override
    public void merge(Accumulator<Double, Double> other) {
        add(other.getLocalValue());
    }

    @Override
    public DoubleMaximum clone() {
        return new DoubleMaximum(value);
    }

    @Override
    public String toString() {
        return "DoubleMaximum " + value;
    }
}
