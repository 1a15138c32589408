/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.sql.files;

import io.millrace.data.ColumnBatch;
import io.millrace.data.RecordBatch;
import io.millrace.sql.connector.RecordReader;
import java.util.List;

/**
 * Puts the changes of events into columns. An event may be several rows, or none.
 *
 * @param fields those that the query reads
 */
record ChangesReader(List<Field> fields) implements RecordReader {
    @Override
    public ColumnBatch read(RecordBatch records, long nowMillis) {
        int size = 0;
        for (int event = 0; event < records.size; event++) {
            size += ((List<?>) records.values[event]).size();
        }
        Object[] rows = new Object[size];
        byte[] kinds = new byte[size];
        long[] timestamps = new long[size];
        int row = 0;
        for (int event = 0; event < records.size; event++) {
            for (Object each : (List<?>) records.values[event]) {
                RowChange change = (RowChange) each;
                rows[row] = change.values();
                kinds[row] = (byte) change.kind().ordinal();
                timestamps[row] = records.timestamps[event];
                row++;
            }
        }
        ColumnBatch batch = ColumnsReader.columns(fields, rows, timestamps);
        batch.kinds = kinds;
        return batch;
    }
}
