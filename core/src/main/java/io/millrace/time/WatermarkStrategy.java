/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.time;

import io.millrace.function.Function;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How a source's elements get their timestamps and its splits their watermarks.
 *
 * <p>Each split has a generator of its own. {@link WatermarkGenerator#onPeriodicEmit} is called at fixed counts of a
 * split's records, so that a bounded input gives the same watermarks in every run, and, on an unbounded one, also at
 * an interval of processing time.
 */
@FunctionalInterface
public interface WatermarkStrategy<T> extends Function {
    /** Makes the generator of one split. */
    WatermarkGenerator<T> createWatermarkGenerator();

    /** Returns the timestamp assigner, or null to keep the timestamps that the source gave. */
    default @Nullable TimestampAssigner<T> timestampAssigner() {
        return null;
    }

    /** Returns the processing time without elements after which a split is idle, or null for never. */
    default @Nullable Duration idleTimeout() {
        return null;
    }

    static <T> WatermarkStrategy<T> forMonotonousTimestamps() {
        return forBoundedOutOfOrderness(Duration.ZERO);
    }

    static <T> WatermarkStrategy<T> forBoundedOutOfOrderness(Duration maxOutOfOrderness) {
        return () -> new BoundedOutOfOrdernessWatermarks<>(maxOutOfOrderness);
    }

    /** Wraps a custom generator. */
    static <T> WatermarkStrategy<T> forGenerator(WatermarkStrategy<T> generatorSupplier) {
        return generatorSupplier;
    }

    /** No watermarks: event time stands still until the input ends. */
    static <T> WatermarkStrategy<T> noWatermarks() {
        return NoWatermarks::new;
    }

    default WatermarkStrategy<T> withTimestampAssigner(TimestampAssigner<T> assigner) {
        return new ConfiguredWatermarkStrategy<>(this, assigner, idleTimeout());
    }

    /** Lets a split that gave nothing for {@code idleTimeout} take no part in the watermark. */
    default WatermarkStrategy<T> withIdleness(Duration idleTimeout) {
        if (idleTimeout.toMillis() <= 0) {
            throw new IllegalArgumentException("The idle timeout must be at least one millisecond, not " + idleTimeout);
        }
        return new ConfiguredWatermarkStrategy<>(this, timestampAssigner(), idleTimeout);
    }
}
