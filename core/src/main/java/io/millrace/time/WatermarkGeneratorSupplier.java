/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.time;

import io.millrace.function.Function;

/** Makes the watermark generator of one split, or of one subtask in mid-stream. */
@FunctionalInterface
public interface WatermarkGeneratorSupplier<T> extends Function {
    WatermarkGenerator<T> createWatermarkGenerator(Context context);

    /** What a generator may use. */
    interface Context {
        /**
         * Returns a clock that stands still while the input is not read although it may have something: while the task
         * waits for its readers, and while watermark alignment pauses the split. Idleness is measured by it.
         */
        RelativeClock getInputActivityClock();
    }
}
