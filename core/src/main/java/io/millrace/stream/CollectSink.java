/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.stream;

import io.millrace.connector.Sink;
import io.millrace.connector.SinkContext;
import io.millrace.connector.SinkWriter;

/** Gives elements to the application at once; for jobs without checkpoints. */
record CollectSink<T>(CollectedResults<T> results) implements Sink<T> {
    @Override
    public SinkWriter<T> createWriter(SinkContext context) {
        return (element, timestamp) -> results.add(element);
    }
}
