/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.sql.operator;

import io.millrace.data.ColumnBatch;
import io.millrace.data.RowKind;
import io.millrace.sql.column.BatchBuilder;
import java.util.List;
import java.util.Map;
import org.apache.calcite.rel.type.RelDataType;
import org.jspecify.annotations.Nullable;

/** Makes changes of rows, of which a column says what they are. */
public final class FromChangelogOperator extends RowMakingOperator {
    private final List<Integer> columns;
    private final int op;
    private final Map<String, RowKind> kinds;

    /**
     * @param columns of the input that come out
     * @param op the column that says what a row is
     * @param kinds what that means; anything else in it fails the job
     */
    public FromChangelogOperator(RelDataType outputRow, List<Integer> columns, int op, Map<String, RowKind> kinds) {
        super(outputRow);
        this.columns = List.copyOf(columns);
        this.op = op;
        this.kinds = kinds;
    }

    @Override
    public void onColumns(int input, ColumnBatch batch) {
        BatchBuilder made = rows();
        for (int row = 0; row < batch.size; row++) {
            int position = batch.position(row);
            for (int i = 0; i < columns.size(); i++) {
                made.column(i).append(batch, columns.get(i), position);
            }
            made.endRow(kind(batch.value(op, position)), batch.timestamps[position]);
            made.flushIfFull();
        }
        made.flush();
    }

    private RowKind kind(@Nullable Object code) {
        RowKind kind = code == null ? null : kinds.get(code);
        if (kind == null) {
            throw new IllegalArgumentException("FROM_CHANGELOG was given a row whose op is "
                    + (code == null ? "null" : "'" + code + "'") + ", and op_mapping says what " + kinds.keySet()
                    + " are. Add it there, or leave such rows out with WHERE");
        }
        return kind;
    }
}
