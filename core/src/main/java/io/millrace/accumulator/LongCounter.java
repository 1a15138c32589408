/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.accumulator;

/** A sum of longs. */
public final class LongCounter implements SimpleAccumulator<Long> {
    private static final long serialVersionUID = 1L;

    private long value = 0;

    public LongCounter() {}

    public LongCounter(long value) {
        this.value = value;
    }

    /** As {@link #add(Long)}, without a box. */
    public void add(long other) {
        value = value + other;
    }

    @Override
    public void add(Long other) {
        add(other.longValue());
    }

    @Override
    public Long getLocalValue() {
        return value;
    }

    public long getLocalValuePrimitive() {
        return value;
    }

    @Override
    public void resetLocal() {
        value = 0;
    }

    @Override
    public void merge(Accumulator<Long, Long> other) {
        add(other.getLocalValue());
    }

    @Override
    public LongCounter clone() {
        return new LongCounter(value);
    }

    @Override
    public String toString() {
        return "LongCounter " + value;
    }
}
