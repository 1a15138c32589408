/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.benchmarks.nexmark.millrace;

import io.millrace.benchmarks.nexmark.Checksum;
import io.millrace.benchmarks.nexmark.RunMarks;
import io.millrace.connector.Sink;
import io.millrace.connector.SinkContext;
import io.millrace.connector.SinkWriter;
import java.io.Serializable;

/** Adds every row to the checksum of its subtask. */
final class ChecksumSink<T> implements Sink<T> {

    /** Brings one row into a checksum. */
    interface RowFunction<T> extends Serializable {
        void apply(Checksum checksum, T row);
    }

    private final RunMarks run;
    private final RowFunction<T> rows;

    ChecksumSink(RunMarks run, RowFunction<T> rows) {
        this.run = run;
        this.rows = rows;
    }

    @Override
    public SinkWriter<T> createWriter(SinkContext context) {
        Checksum checksum = new Checksum();
        return new SinkWriter<>() {
            @Override
            public void write(T element, long timestamp) {
                rows.apply(checksum, element);
            }

            @Override
            public void close() {}

            @Override
            public void flush(boolean endOfInput) {
                if (endOfInput && !finished) {
                    finished = true;
                    run.sinkFinished(checksum);
                }
            }

            private boolean finished;
        };
    }
}
