/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.sql.files;

import io.millrace.connector.Source;
import io.millrace.connector.basic.SequenceSource;
import io.millrace.data.ColumnBatch;
import io.millrace.data.RecordBatch;
import io.millrace.sql.connector.RecordReader;
import io.millrace.sql.connector.ScanTableSource;
import io.millrace.sql.connector.TableContext;
import io.millrace.sql.connector.TableFactory;
import java.util.concurrent.atomic.AtomicInteger;

/** Counts from 1 in one BIGINT column, and fails once half-way. */
public final class FalteringTableFactory implements TableFactory {
    static final int ROWS = 600;
    static final AtomicInteger FAILURES = new AtomicInteger();

    @Override
    public String factoryIdentifier() {
        return "faltering";
    }

    @Override
    public ScanTableSource createSource(TableContext table) {
        return new Faltering();
    }

    private record Faltering() implements ScanTableSource {
        @Override
        public Source<?, ?> source() {
            return new SequenceSource(1, ROWS).rateLimit(1_000);
        }

        @Override
        public RecordReader reader(int[] columns) {
            return new Reader();
        }
    }

    private record Reader() implements RecordReader {
        @Override
        public ColumnBatch read(RecordBatch records, long nowMillis) {
            long[] numbers = new long[records.size];
            for (int row = 0; row < records.size; row++) {
                numbers[row] = (long) records.values[row];
                if (numbers[row] > ROWS / 2 && FAILURES.compareAndSet(0, 1)) {
                    throw new IllegalStateException("faltered");
                }
            }
            return new ColumnBatch(new Object[] {numbers}, new boolean[1][], records.timestamps.clone(), records.size);
        }
    }
}
