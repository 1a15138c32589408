/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.accumulator;

/** The lowest long. */
public final class LongMinimum implements SimpleAccumulator<Long> {
    private static final long serialVersionUID = 1L;

    private long value = Long.MAX_VALUE;

    public LongMinimum() {}

    public LongMinimum(long value) {
        this.value = value;
    }

    /** As {@link #add(Long)}, without a box. */
    public void add(long other) {
        value = Math.min(value, other);
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
        value = Long.MAX_VALUE;
    }

    @Override
    public void merge(Accumulator<Long, Long> other) {
        add(other.getLocalValue());
    }

    @Override
    public LongMinimum clone() {
        return new LongMinimum(value);
    }

    @Override
    public String toString() {
        return "LongMinimum " + value;
    }
}
