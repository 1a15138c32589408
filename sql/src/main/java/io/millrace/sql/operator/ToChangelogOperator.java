/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.sql.operator;

import io.millrace.data.ColumnBatch;
import io.millrace.data.RowKind;
import io.millrace.operator.OperatorContext;
import io.millrace.operator.Output;
import io.millrace.sql.column.BatchBuilder;
import java.util.List;
import java.util.Map;
import org.apache.calcite.rel.type.RelDataType;
import org.jspecify.annotations.Nullable;

/** Makes rows of changes, with a column that says what each was. */
public final class ToChangelogOperator extends ColumnOperator {
    private final RelDataType outputRow;
    private final List<Integer> columns;
    private final int op;
    private final Map<RowKind, String> codes;
    private @Nullable BatchBuilder rows;

    /**
     * @param columns of the input that come out
     * @param op before which of them the column stands that says what a change was
     * @param codes what that says; a change that has none is left out
     */
    public ToChangelogOperator(RelDataType outputRow, List<Integer> columns, int op, Map<RowKind, String> codes) {
        this.outputRow = outputRow;
        this.columns = List.copyOf(columns);
        this.op = op;
        this.codes = codes;
    }

    @Override
    public void open(OperatorContext context, Output output) throws Exception {
        super.open(context, output);
        rows = new BatchBuilder(outputRow, output);
    }

    @Override
    public void onColumns(int input, ColumnBatch batch) {
        BatchBuilder made = rows;
        if (made == null) {
            throw new IllegalStateException("The operator is not open");
        }
        for (int row = 0; row < batch.size; row++) {
            int position = batch.position(row);
            String code = codes.get(batch.kind(position));
            if (code == null) {
                continue;
            }
            made.column(op).append(code);
            for (int i = 0; i < columns.size(); i++) {
                made.column(i < op ? i : i + 1).append(batch, columns.get(i), position);
            }
            made.endRow(RowKind.INSERT, batch.timestamps[position]);
            made.flushIfFull();
        }
        made.flush();
    }
}
