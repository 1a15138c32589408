/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.time;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** A strategy with a timestamp assigner and an idle timeout of its own. */
record ConfiguredWatermarkStrategy<T>(
        WatermarkStrategy<T> generator,
        @Nullable TimestampAssigner<T> timestampAssigner,
        @Nullable Duration idleTimeout)
        implements WatermarkStrategy<T> {

    @Override
    public WatermarkGenerator<T> createWatermarkGenerator() {
        return generator.createWatermarkGenerator();
    }
}
