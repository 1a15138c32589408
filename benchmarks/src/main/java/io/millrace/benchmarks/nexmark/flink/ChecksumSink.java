/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.benchmarks.nexmark.flink;

import io.millrace.benchmarks.nexmark.Checksum;
import io.millrace.benchmarks.nexmark.RunMarks;
import java.io.Serializable;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.api.connector.sink2.SinkWriter;
import org.apache.flink.api.connector.sink2.WriterInitContext;

/** Adds every row to a checksum per subtask, and hands it to the run's recorder at the end of the input. */
final class ChecksumSink<T> implements Sink<T> {

    /** How a row enters the checksum. */
    @FunctionalInterface
    interface Rows<T> extends Serializable {
        void accept(Checksum checksum, T row);
    }

    private final RunMarks run;
    private final Rows<T> rows;

    ChecksumSink(RunMarks run, Rows<T> rows) {
        this.run = run;
        this.rows = rows;
    }

    @Override
    public SinkWriter<T> createWriter(WriterInitContext context) {
        return new Writer<>(run, rows);
    }

    private static final class Writer<T> implements SinkWriter<T> {

        private final Checksum checksum = new Checksum();
        private final RunMarks run;
        private final Rows<T> rows;

        Writer(RunMarks run, Rows<T> rows) {
            this.run = run;
            this.rows = rows;
        }

        @Override
        public void write(T row, Context context) {
            rows.accept(checksum, row);
        }

        @Override
        public void flush(boolean endOfInput) {
            if (endOfInput) {
                run.sinkFinished(checksum);
            }
        }

        @Override
        public void close() {}
    }
}
