/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.time;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** A strategy with a timestamp assigner, an idle timeout and an alignment of its own. */
record ConfiguredWatermarkStrategy<T>(
        WatermarkGeneratorSupplier<T> generators,
        TimestampAssignerSupplier<T> assigners,
        @Nullable Duration idleTimeout,
        @Nullable WatermarkAlignmentParams getAlignmentParameters)
        implements WatermarkStrategy<T> {

    @Override
    public WatermarkGenerator<T> createWatermarkGenerator(WatermarkGeneratorSupplier.Context context) {
        return generators.createWatermarkGenerator(context);
    }

    @Override
    public TimestampAssigner<T> createTimestampAssigner(TimestampAssignerSupplier.Context context) {
        return assigners.createTimestampAssigner(context);
    }
}
