/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.sql.connector.datagen;

import io.millrace.connector.Boundedness;
import io.millrace.connector.Source;
import io.millrace.connector.SourceContext;
import io.millrace.connector.SplitEnumerator;
import io.millrace.connector.SplitReader;
import io.millrace.connector.basic.SequenceSource;
import io.millrace.connector.basic.SequenceSplit;
import io.millrace.data.ColumnBatch;
import io.millrace.data.RecordBatch;
import io.millrace.sql.connector.RecordReader;
import io.millrace.sql.connector.ScanTableSource;
import java.util.List;

/**
 * The records of the source are the numbers of the rows, and what takes them apart makes up the rows.
 *
 * @param rows how many there are; {@link Long#MAX_VALUE} where there is no end
 */
record DatagenTableSource(List<FieldGenerator> fields, long rows, double rowsPerSecond) implements ScanTableSource {
    DatagenTableSource {
        fields = List.copyOf(fields);
    }

    @Override
    public Source<?, ?> source() {
        return new RowNumbers(new SequenceSource(0, rows - 1).rateLimit(rowsPerSecond), rows == Long.MAX_VALUE);
    }

    @Override
    public RecordReader reader(int[] columns) {
        FieldGenerator[] chosen = new FieldGenerator[columns.length];
        for (int i = 0; i < columns.length; i++) {
            chosen[i] = fields.get(columns[i]);
        }
        return new Reader(chosen);
    }

    /** A sequence of which nobody sees the end is none. */
    private record RowNumbers(SequenceSource numbers, boolean endless) implements Source<Long, SequenceSplit> {
        @Override
        public Boundedness getBoundedness() {
            return endless ? Boundedness.CONTINUOUS_UNBOUNDED : Boundedness.BOUNDED;
        }

        @Override
        public SplitEnumerator<SequenceSplit> createEnumerator(SourceContext context) {
            return numbers.createEnumerator(context);
        }

        @Override
        public SplitReader<Long, SequenceSplit> createReader(SequenceSplit split, SourceContext context) {
            return numbers.createReader(split, context);
        }
    }

    @SuppressWarnings("ArrayRecordComponent") // compared by nobody
    private record Reader(FieldGenerator[] fields) implements RecordReader {
        @Override
        @SuppressWarnings("NullAway") // of nested arrays it does not see which may be null
        public ColumnBatch read(RecordBatch records, long nowMillis) {
            int size = records.size;
            long[] numbers = new long[size];
            for (int row = 0; row < size; row++) {
                numbers[row] = (long) records.values[row];
            }
            Object[] columns = new Object[fields.length];
            boolean[][] nulls = new boolean[fields.length][];
            for (int i = 0; i < fields.length; i++) {
                columns[i] = fields[i].values(numbers, nowMillis);
                nulls[i] = fields[i].nulls(numbers);
            }
            return new ColumnBatch(columns, nulls, records.timestamps.clone(), size);
        }
    }
}
