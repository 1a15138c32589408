/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.time;

/**
 * Stamps elements with the processing time at which they come in; it never falls, even where the clock does. To be used
 * as {@code withTimestampAssigner(IngestionTimeAssigner::new)}: the context has the clock.
 */
public final class IngestionTimeAssigner<T> implements TimestampAssigner<T> {
    private final TimestampAssignerSupplier.Context context;
    private long highest = Long.MIN_VALUE;

    public IngestionTimeAssigner(TimestampAssignerSupplier.Context context) {
        this.context = context;
    }

    @Override
    public long extractTimestamp(T element, long recordTimestamp) {
        highest = Math.max(highest, context.currentProcessingTime());
        return highest;
    }
}
