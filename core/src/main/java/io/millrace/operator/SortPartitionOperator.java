/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.operator;

import io.millrace.data.Batch;
import io.millrace.spill.Row;
import io.millrace.spill.RowCursor;
import io.millrace.spill.Scratch;
import io.millrace.spill.SpillingRows;

/** Emits the elements of a partition in the order of their keys; those of equal keys as they came. */
public final class SortPartitionOperator extends PartitionRowsOperator<SortKey> {
    public SortPartitionOperator(SortKey key) {
        super(key);
    }

    @Override
    protected SpillingRows rowsIn(Scratch scratch) {
        return SpillingRows.sorted(scratch, function(), function());
    }

    @Override
    protected boolean answer(RowCursor elements) throws Exception {
        for (Row row = elements.peek(); row != null; row = elements.peek()) {
            if (output().shouldYield()) {
                return false;
            }
            output().emit(row.value(), Batch.NO_TIMESTAMP);
            elements.advance();
        }
        return true;
    }
}
