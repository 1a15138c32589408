/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.simulation;

import io.millrace.connector.Sink;
import io.millrace.connector.SinkContext;
import io.millrace.connector.SinkWriter;
import io.millrace.data.RecordBatch;
import io.millrace.operator.Operator;
import io.millrace.operator.OperatorContext;
import io.millrace.operator.Output;
import java.util.ArrayList;
import java.util.List;

/** An output that a test looks at: what stands in a program, and what its operator got. */
final class HarnessOutput<T> implements Sink<T> {
    private static final long serialVersionUID = 1L;

    private final transient List<EmittedRecord<T>> records = new ArrayList<>();
    private final transient List<Long> watermarks = new ArrayList<>();

    List<EmittedRecord<T>> records() {
        return records;
    }

    List<Long> watermarks() {
        return watermarks;
    }

    @Override
    public SinkWriter<T> createWriter(SinkContext context) {
        throw new IllegalStateException("A harness collects what its operator gets");
    }

    Operator collector() {
        return new Operator() {
            @Override
            public void open(OperatorContext context, Output output) {}

            @Override
            @SuppressWarnings("unchecked")
            public void onBatch(int input, RecordBatch batch) {
                for (int row = 0; row < batch.size; row++) {
                    records.add(new EmittedRecord<>((T) batch.values[row], batch.timestamps[row]));
                }
            }

            @Override
            public boolean onWatermark(long timestamp) {
                watermarks.add(timestamp);
                return true;
            }
        };
    }
}
