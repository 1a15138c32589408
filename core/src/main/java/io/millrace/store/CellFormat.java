/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.store;

import java.io.IOException;
import org.apache.avro.Schema;
import org.apache.avro.io.Decoder;
import org.apache.avro.io.Encoder;
import org.jspecify.annotations.Nullable;

/**
 * The layout of cells in a snapshot, or in a cold row; null stands for an empty cell. Learns what it has to write: every cell is observed
 * before the schema is asked for.
 */
interface CellFormat {
    /** For a time: so long ago that nothing has expired. */
    long KEEPS_ALL = Long.MIN_VALUE;

    Schema schema();

    /** Whether the schema depends on what is observed. */
    default boolean learns() {
        return false;
    }

    default void observe(Object cell) {}

    /** Whether there is nothing to write of the cell, because it has expired. */
    default boolean skips(Object cell) {
        return false;
    }

    void write(@Nullable Object cell, Encoder out) throws IOException;

    @Nullable
    Object read(Decoder in) throws IOException;

    /** The schema, or null. */
    static Schema nullable(Schema schema) {
        return Schema.createUnion(Schema.create(Schema.Type.NULL), schema);
    }

    /** Writes which branch of {@link #nullable} follows; returns whether something does. */
    static boolean begin(@Nullable Object cell, Encoder out) throws IOException {
        out.writeIndex(cell == null ? 0 : 1);
        if (cell == null) {
            out.writeNull();
        }
        return cell != null;
    }

    /** Reads which branch of {@link #nullable} follows; returns whether something does. */
    static boolean begin(Decoder in) throws IOException {
        if (in.readIndex() == 0) {
            in.readNull();
            return false;
        }
        return true;
    }
}
