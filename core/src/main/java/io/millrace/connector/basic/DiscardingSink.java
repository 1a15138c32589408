/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.connector.basic;

import io.millrace.connector.Sink;
import io.millrace.connector.SinkContext;
import io.millrace.connector.SinkWriter;

/** Ignores all elements. */
public final class DiscardingSink<T> implements Sink<T> {
    @Override
    public SinkWriter<T> createWriter(SinkContext context) {
        return (element, timestamp) -> {};
    }
}
