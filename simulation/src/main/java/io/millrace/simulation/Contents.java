/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.simulation;

import io.millrace.data.Codecs;
import io.millrace.data.ObservedCodec;
import io.millrace.data.RecordBatch;
import io.millrace.data.UnsupportedTypeException;

/** Hashes of what records hold, to see whether somebody changes them after they were emitted. */
final class Contents {
    private final boolean enabled;
    private final ObservedCodec codec = Codecs.observed();

    Contents(boolean enabled) {
        this.enabled = enabled;
    }

    /** Returns a hash of a batch's records; 0 where this world does not look. */
    long hash(RecordBatch batch) {
        if (!enabled) {
            return 0;
        }
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
