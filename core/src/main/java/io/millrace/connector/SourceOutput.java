/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.connector;

import io.millrace.function.OutputTag;

/** Takes the elements that a reader emits. */
public interface SourceOutput<T> {
    void collect(T element);

    /** Emits an element with the timestamp that the outside world gave it, in milliseconds since the epoch. */
    void collect(T element, long timestamp);

    /** Emits to a side output, such as a dead-letter output for what cannot be read. */
    <X> void sideOutput(OutputTag<X> tag, X element);
}
