/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.time;

import io.millrace.function.Function;

/** Makes the timestamp assigner of one subtask. */
@FunctionalInterface
public interface TimestampAssignerSupplier<T> extends Function {
    TimestampAssigner<T> createTimestampAssigner(Context context);

    /** What an assigner may use of its subtask. */
    interface Context {
        /** Returns processing time in milliseconds since the epoch, as the runner last told it. */
        long currentProcessingTime();
    }
}
