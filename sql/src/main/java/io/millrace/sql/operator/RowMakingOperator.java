/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.sql.operator;

import io.millrace.operator.OperatorContext;
import io.millrace.operator.Output;
import io.millrace.sql.column.BatchBuilder;
import org.apache.calcite.rel.type.RelDataType;
import org.jspecify.annotations.Nullable;

/** An operator that takes columns, and makes rows of its own. */
abstract class RowMakingOperator extends ColumnOperator {
    private final RelDataType outputRow;
    private @Nullable BatchBuilder rows;

    /** @param outputRow what the operator's rows are */
    RowMakingOperator(RelDataType outputRow) {
        this.outputRow = outputRow;
    }

    @Override
    public void open(OperatorContext newContext, Output newOutput) throws Exception {
        super.open(newContext, newOutput);
        rows = new BatchBuilder(outputRow, newOutput);
    }

    /** Returns the rows that are made, and emitted at the end of every call. */
    final BatchBuilder rows() {
        return opened(rows);
    }
}
