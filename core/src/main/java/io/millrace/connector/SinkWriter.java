/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.connector;

import io.millrace.data.Batch;
import java.io.IOException;

/** Writes the elements of one subtask. */
public interface SinkWriter<T> extends AutoCloseable {
    /**
     * @param timestamp the element's event time, or {@link Batch#NO_TIMESTAMP}
     */
    void write(T element, long timestamp) throws Exception;

    /** Hands on everything written so far; called before each snapshot and at the end of the input. */
    default void flush(boolean endOfInput) throws Exception {}

    @Override
    default void close() throws IOException {}
}
