/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.benchmarks.nexmark.table;

import io.millrace.benchmarks.nexmark.Checksum;
import io.millrace.benchmarks.nexmark.RunMarks;
import io.millrace.benchmarks.nexmark.sql.CheckedColumns;
import io.millrace.connector.Sink;
import io.millrace.connector.SinkContext;
import io.millrace.connector.SinkWriter;
import io.millrace.data.ColumnBatch;

/** Adds every row to the checksum of its subtask. */
final class BatchChecksumSink implements Sink<ColumnBatch> {
    private static final long serialVersionUID = 1L;

    private final RunMarks run;
    private final CheckedColumns checked;

    BatchChecksumSink(RunMarks run, CheckedColumns checked) {
        this.run = run;
        this.checked = checked;
    }

    @Override
    public SinkWriter<ColumnBatch> createWriter(SinkContext context) {
        return new Writer(run, new BatchHasher(checked));
    }

    private static final class Writer implements SinkWriter<ColumnBatch> {
        private final Checksum checksum = new Checksum();
        private final RunMarks run;
        private final BatchHasher hasher;
        private boolean finished;

        Writer(RunMarks run, BatchHasher hasher) {
            this.run = run;
            this.hasher = hasher;
        }

        @Override
        public void write(ColumnBatch batch, long timestamp) {
            hasher.addTo(checksum, batch);
        }

        @Override
        public void flush(boolean endOfInput) {
            if (endOfInput && !finished) {
                finished = true;
                run.sinkFinished(checksum);
            }
        }
    }
}
