/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.sql.operator;

import io.millrace.data.ColumnBatch;
import io.millrace.sql.connector.ChangelogMode;
import java.util.Arrays;

/** Leaves out changes of kinds that whoever reads them does without. */
public final class KindFilterOperator extends ColumnOperator {
    private final ChangelogMode kept;

    public KindFilterOperator(ChangelogMode kept) {
        this.kept = kept;
    }

    @Override
    public void onColumns(int input, ColumnBatch batch) {
        int[] positions = new int[batch.size];
        int count = 0;
        for (int row = 0; row < batch.size; row++) {
            int position = batch.position(row);
            if (kept.contains(batch.kind(position))) {
                positions[count++] = position;
            }
        }
        if (count > 0) {
            output().emit(batch.select(Arrays.copyOf(positions, count)));
        }
    }
}
