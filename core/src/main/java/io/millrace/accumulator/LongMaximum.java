/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.accumulator;

/** The highest long. */
public final class LongMaximum implements SimpleAccumulator<Long> {
    private static final long serialVersionUID = 1L;

    private long value = Long.MIN_VALUE;

    public LongMaximum() {}

    public LongMaximum(long value) {
        this.value = value;
    }

    /** As {@link #add(Long)}, without a box. */
    public void add(long other) {
        value = Math.max(value, other);
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
        value = Long.MIN_VALUE;
    }

    @Override
    public void merge(Accumulator<Long, Long> other) {
        add(other.getLocalValue());
    }

    @Override
    public LongMaximum clone() {
        return new LongMaximum(value);
    }

    @Override
    public String toString() {
        return "LongMaximum " + value;
    }
}
