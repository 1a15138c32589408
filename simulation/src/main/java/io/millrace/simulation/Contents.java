/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.simulation;

import io.millrace.data.Batch;
import io.millrace.data.Codecs;
import io.millrace.data.ColumnBatch;
import io.millrace.data.ObservedCodec;
import io.millrace.data.RecordBatch;
import io.millrace.data.UnsupportedTypeException;
import java.lang.reflect.Array;
import java.util.ArrayList;
import java.util.List;

/** Hashes of what records hold, to see whether somebody changes them after they were emitted. */
final class Contents {
    private final boolean enabled;
    private final ObservedCodec codec = Codecs.observed();

    Contents(boolean enabled) {
        this.enabled = enabled;
    }

    /** Returns a hash of a batch's records; 0 where this world does not look. */
    long hash(Batch batch) {
        if (!enabled) {
            return 0;
        }
        return batch instanceof ColumnBatch columns ? hash(columns) : hash((RecordBatch) batch);
    }

    /** Returns what the first row holds. */
    static String first(Batch batch) {
        if (batch instanceof ColumnBatch columns) {
            List<Object> row = new ArrayList<>();
            for (Object column : columns.columns) {
                row.add(Array.get(column, columns.position(0)));
            }
            return row.toString();
        }
        return String.valueOf(((RecordBatch) batch).values[0]);
    }

    private long hash(ColumnBatch batch) {
        long hash = batch.size;
        for (int row = 0; row < batch.size; row++) {
            int position = batch.position(row);
            hash = hash * 31 + batch.timestamps[position];
            for (int column = 0; column < batch.columns.length; column++) {
                hash = hash * 31
                        + (batch.isNull(column, position) ? 0 : hash(Array.get(batch.columns[column], position)));
            }
        }
        return hash;
    }

    private long hash(RecordBatch batch) {
        long hash = batch.size;
        for (int row = 0; row < batch.size; row++) {
            hash = hash * 31 + batch.timestamps[row];
            hash = hash * 31 + hash(batch.values[row]);
        }
        return hash;
    }

    private long hash(Object value) {
        try {
            return codec.stableHash(value);
        } catch (UnsupportedTypeException noCodec) {
            return 0;
        }
    }
}
