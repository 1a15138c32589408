/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.sql.operator;

import io.millrace.data.ColumnBatch;
import io.millrace.data.RowKind;
import io.millrace.operator.Output;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** The rows of a batch that an operator passes on as they are, each as a change of a kind of its own: nothing is copied of them. */
final class PassedRows {
    private int[] positions = new int[0];
    private byte @Nullable [] kinds;
    private int size;

    /** Passes on a row of the batch, which stands behind those that were passed on before. */
    void add(ColumnBatch batch, int position, RowKind kind) {
        if (size == positions.length) {
            positions = Arrays.copyOf(positions, Math.max(batch.size, 2 * size));
        }
        positions[size++] = position;
        if (kind != RowKind.INSERT) {
            byte[] known = kinds;
            if (known == null) {
                known = new byte[batch.timestamps.length]; // 0 is an insert
                kinds = known;
            }
            known[position] = (byte) kind.ordinal();
        }
    }

    /** Emits what was passed on of a batch. */
    void emit(ColumnBatch batch, Output output) {
        if (size > 0) {
            ColumnBatch passed = batch.select(Arrays.copyOf(positions, size));
            passed.kinds = kinds;
            kinds = null;
            size = 0;
            output.emit(passed);
        }
    }
}
