/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.sql.operator;

import io.millrace.data.RecordBatch;
import io.millrace.data.RowData;
import io.millrace.operator.OperatorContext;
import io.millrace.operator.Output;
import io.millrace.sql.column.BatchBuilder;
import org.apache.calcite.rel.type.RelDataType;
import org.jspecify.annotations.Nullable;

/** Joins rows that asked a table with what they have found: makes columns of {@link LookupFunction}'s answers. */
public final class LookupAnswerOperator extends RowMakingOperator {
    private final int leftWidth;
    private final int rightWidth;
    private final @Nullable PairCondition condition;
    private final boolean preserves;
    private @Nullable PairFilter filter;

    /**
     * @param condition what a row and one that it finds must hold besides
     * @param preserves whether a row that finds none comes out with nulls
     */
    public LookupAnswerOperator(
            RelDataType outputRow, int leftWidth, @Nullable PairCondition condition, boolean preserves) {
        super(outputRow);
        this.leftWidth = leftWidth;
        this.rightWidth = outputRow.getFieldCount() - leftWidth;
        this.condition = condition;
        this.preserves = preserves;
    }

    @Override
    public void open(OperatorContext context, Output output) throws Exception {
        super.open(context, output);
        filter = condition == null ? null : new PairFilter(condition, leftWidth, calc(condition.filter()));
    }

    @Override
    public void onBatch(int input, RecordBatch batch) {
        for (int row = 0; row < batch.size; row++) {
            join((LookupAnswer) batch.values[row], batch.timestamps[row]);
        }
        context().recycle(batch);
        rows().flush();
    }

    private void join(LookupAnswer answer, long timestamp) {
        RowData left = answer.request();
        boolean found = false;
        for (RowData right : answer.found()) {
            if (filter == null || filter.matches(left, right)) {
                found = true;
                append(left);
                rows().append(leftWidth, right);
                end(left, timestamp);
            }
        }
        if (!found && preserves) {
            append(left);
            rows().appendNulls(leftWidth, rightWidth);
            end(left, timestamp);
        }
    }

    private void append(RowData left) {
        BatchBuilder rows = rows();
        for (int column = 0; column < leftWidth; column++) {
            rows.column(column).append(left.get(column));
        }
    }

    private void end(RowData left, long timestamp) {
        rows().endRow(LookupRequests.kind(left), timestamp);
        rows().flushIfFull();
    }
}
