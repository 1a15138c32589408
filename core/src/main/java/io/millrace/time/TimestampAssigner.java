/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.time;

import io.millrace.function.Function;

/** Gives an element its event time. */
@FunctionalInterface
public interface TimestampAssigner<T> extends Function {
    /**
     * @param recordTimestamp the timestamp the element has from its source, or {@link Long#MIN_VALUE}
     * @return event time in milliseconds since the epoch
     */
    long extractTimestamp(T element, long recordTimestamp);
}
