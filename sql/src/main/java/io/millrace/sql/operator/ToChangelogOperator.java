/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.sql.operator;

import io.millrace.data.ColumnBatch;
import io.millrace.data.RowKind;
import io.millrace.sql.column.BatchBuilder;
import java.util.List;
import java.util.Map;
import org.apache.calcite.rel.type.RelDataType;

/** Makes rows of changes, with a column that says what each was. */
public final class ToChangelogOperator extends RowMakingOperator {
    private final List<Integer> columns;
    private final int op;
    private final Map<RowKind, String> codes;

    /**
     * @param columns of the input that come out
     * @param op before which of them the column stands that says what a change was
     * @param codes what that says; a change that has none is left out
     */
    public ToChangelogOperator(RelDataType outputRow, List<Integer> columns, int op, Map<RowKind, String> codes) {
        super(outputRow);
        this.columns = List.copyOf(columns);
        this.op = op;
        this.codes = codes;
    }

    @Override
    public void onColumns(int input, ColumnBatch batch) {
        BatchBuilder made = rows();
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
