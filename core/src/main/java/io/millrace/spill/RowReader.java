/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.spill;

import io.millrace.environment.Storage;
import java.util.List;
import org.apache.avro.io.BinaryDecoder;
import org.apache.avro.io.DecoderFactory;
import org.jspecify.annotations.Nullable;

/** Reads rows that are in order one after the other. */
interface RowReader {
    /** Returns the next row, or null at the end. */
    @Nullable
    Row next() throws Exception;

    /** Reads rows from memory, and lets go of each. */
    static RowReader of(List<Row> rows) {
        return new RowReader() {
            private int next;

            @Override
            public @Nullable Row next() {
                return next < rows.size() ? rows.set(next++, END) : null;
            }
        };
    }

    /** Takes the place of what was read. */
    Row END = new Row(0, "", "", 0, 0, 0, (byte) 0);

    /** Gives the rows of a run their keys again. */
    interface Keys {
        Object keyOf(int input, Object value) throws Exception;
    }

    /** Reads rows from a file. */
    static RowReader of(Storage storage, Run run, int blockBytes, Keys keys) {
        BlockInput file = new BlockInput(storage, run.path(), run.bytes(), blockBytes);
        BinaryDecoder in = new DecoderFactory().configureDecoderBufferSize(1024).binaryDecoder(file, null);
        byte[] kind = new byte[1];
        return new RowReader() {
            private int read;

            @Override
            public @Nullable Row next() throws Exception {
                if (read == run.rows()) {
                    return null;
                }
                read++;
                in.readFixed(kind);
                int input = in.readInt();
                int hash = in.readInt();
                long timestamp = in.readLong();
                long arrival = in.readLong();
                Object value = run.codec().read(in);
                return new Row(hash, keys.keyOf(input, value), value, timestamp, arrival, input, kind[0]);
            }
        };
    }
}
