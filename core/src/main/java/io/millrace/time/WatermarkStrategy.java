/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.time;

import io.millrace.function.FunctionCopier;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How a source's elements get their timestamps and its splits their watermarks.
 *
 * <p>Each split has a generator of its own. {@link WatermarkGenerator#onPeriodicEmit} is called at fixed counts of a
 * split's records, so that a bounded input gives the same watermarks in every run, and, on an unbounded one, also at
 * an interval of processing time. What a generator emits in {@link WatermarkGenerator#onEvent} goes out right behind
 * that record.
 *
 * <p>A strategy is its generators' supplier, and so may be written as a lambda: {@code context -> new MyGenerator()}.
 */
public interface WatermarkStrategy<T> extends TimestampAssignerSupplier<T>, WatermarkGeneratorSupplier<T> {
    /** Makes the generator of one split. */
    @Override
    WatermarkGenerator<T> createWatermarkGenerator(WatermarkGeneratorSupplier.Context context);

    /** Makes the timestamp assigner of one subtask; without another, elements keep the timestamps of the source. */
    @Override
    default TimestampAssigner<T> createTimestampAssigner(TimestampAssignerSupplier.Context context) {
        return new RecordTimestampAssigner<>();
    }

    /** Returns how the source keeps step with others, or null where it does not. */
    default @Nullable WatermarkAlignmentParams getAlignmentParameters() {
        return null;
    }

    /** Returns the time without elements after which a split is idle, or null for never. */
    default @Nullable Duration idleTimeout() {
        return null;
    }

    /** For timestamps that do not fall within a split. */
    static <T> WatermarkStrategy<T> forMonotonousTimestamps() {
        return context -> new AscendingTimestampsWatermarks<>();
    }

    /** For elements that lie at most {@code maxOutOfOrderness} behind those before them in their split. */
    static <T> WatermarkStrategy<T> forBoundedOutOfOrderness(Duration maxOutOfOrderness) {
        return context -> new BoundedOutOfOrdernessWatermarks<>(maxOutOfOrderness);
    }

    /** For generators of your own. */
    static <T> WatermarkStrategy<T> forGenerator(WatermarkGeneratorSupplier<T> generatorSupplier) {
        return generatorSupplier::createWatermarkGenerator;
    }

    /** No watermarks: event time stands still until the input ends. */
    static <T> WatermarkStrategy<T> noWatermarks() {
        return context -> new NoWatermarks<>();
    }

    /** Takes timestamps from assigners that are made for each subtask. */
    default WatermarkStrategy<T> withTimestampAssigner(TimestampAssignerSupplier<T> assigners) {
        return new ConfiguredWatermarkStrategy<>(this, assigners, idleTimeout(), getAlignmentParameters());
    }

    /** Takes timestamps from the assigner. */
    default WatermarkStrategy<T> withTimestampAssigner(SerializableTimestampAssigner<T> assigner) {
        return withTimestampAssigner((TimestampAssignerSupplier<T>) context -> FunctionCopier.copyIfMutable(assigner));
    }

    /**
     * Lets a split that has nothing for {@code idleTimeout} take no part in the watermark until its next element. The
     * time is processing time in which the split was asked and had nothing: that in which its task waited for its
     * readers, or in which alignment paused the split, does not count.
     */
    default WatermarkStrategy<T> withIdleness(Duration idleTimeout) {
        if (idleTimeout.toMillis() <= 0) {
            throw new IllegalArgumentException("The idle timeout must be at least one millisecond, not " + idleTimeout);
        }
        return new ConfiguredWatermarkStrategy<>(this, this, idleTimeout, getAlignmentParameters());
    }

    /** As {@link #withWatermarkAlignment(String, Duration, Duration)}, with an interval of one second. */
    default WatermarkStrategy<T> withWatermarkAlignment(String watermarkGroup, Duration maxAllowedWatermarkDrift) {
        return withWatermarkAlignment(watermarkGroup, maxAllowedWatermarkDrift, Duration.ofSeconds(1));
    }

    /**
     * Does not read a split whose watermark is more than {@code maxAllowedWatermarkDrift} ahead of the lowest among
     * the splits of all sources in the group, those that are idle or have ended left out. For sources alone.
     *
     * @param updateInterval how long a source may keep to itself that its watermark has advanced; it tells at once
     *     where the advance is a quarter of the drift, or where it waits itself
     */
    default WatermarkStrategy<T> withWatermarkAlignment(
            String watermarkGroup, Duration maxAllowedWatermarkDrift, Duration updateInterval) {
        return new ConfiguredWatermarkStrategy<>(
                this,
                this,
                idleTimeout(),
                WatermarkAlignmentParams.of(watermarkGroup, maxAllowedWatermarkDrift, updateInterval));
    }
}
