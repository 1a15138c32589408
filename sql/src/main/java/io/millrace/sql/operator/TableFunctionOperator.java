/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.sql.operator;

import io.millrace.data.ColumnBatch;
import io.millrace.operator.OperatorContext;
import io.millrace.operator.Output;
import io.millrace.sql.column.BatchBuilder;
import io.millrace.sql.function.user.Arguments;
import io.millrace.sql.function.user.FunctionLifecycle;
import io.millrace.sql.function.user.MethodCall;
import io.millrace.sql.record.ValueConversion;
import io.millrace.sql.table.functions.TableFunction;
import io.millrace.sql.table.functions.UserFunctionException;
import java.util.List;
import org.apache.calcite.rel.type.RelDataType;
import org.jspecify.annotations.Nullable;

/** Calls a table function for each row: every row that it collects comes out beside the columns before the arguments. */
public final class TableFunctionOperator extends RowMakingOperator {
    private final int width;
    private final TableFunctionCall call;
    private final int kept;
    private final boolean preserves;
    private final Arguments arguments;
    private final ValueConversion conversion;
    private @Nullable MethodCall method;
    private @Nullable ColumnBatch batch;
    private int position;
    private int collected;

    /**
     * @param kept how many columns come before the arguments
     * @param preserves whether a row for which nothing is collected comes out with nulls
     */
    public TableFunctionOperator(RelDataType outputRow, TableFunctionCall call, int kept, boolean preserves) {
        super(outputRow);
        this.width = outputRow.getFieldCount();
        this.call = call;
        this.kept = kept;
        this.preserves = preserves;
        int[] columns = new int[call.arguments().size()];
        for (int i = 0; i < columns.length; i++) {
            columns[i] = kept + i;
        }
        this.arguments = new Arguments(call.method(), call.arguments(), columns);
        this.conversion = call.row().toSql();
    }

    @Override
    public void open(OperatorContext context, Output output) throws Exception {
        super.open(context, output);
        @SuppressWarnings("unchecked") // its rows are converted as the values that they turn out to be
        TableFunction<@Nullable Object> function = (TableFunction<@Nullable Object>)
                FunctionLifecycle.open(call.source(), new SubtaskFunctionContext(context));
        closing(function::close);
        function.setCollector(this::collect);
        method = MethodCall.of(call.method(), function);
    }

    @Override
    public void onColumns(int input, ColumnBatch newBatch) {
        batch = newBatch;
        for (int row = 0; row < newBatch.size; row++) {
            position = newBatch.position(row);
            collected = 0;
            eval(newBatch);
            if (collected == 0 && preserves) {
                keep(newBatch);
                rows().appendNulls(kept, width - kept);
                end(newBatch);
            }
        }
        batch = null;
        rows().flush();
    }

    private void eval(ColumnBatch rows) {
        @Nullable Object[] passed = arguments.of(rows, position);
        if (passed == null) {
            return;
        }
        try {
            opened(method).call(passed);
        } catch (Exception failure) {
            throw new UserFunctionException(call.name(), failure, passed);
        }
    }

    private void collect(@Nullable Object row) {
        ColumnBatch current = batch;
        if (current == null) {
            throw new IllegalStateException("Rows are collected while eval is called");
        }
        Object converted = conversion.of(row);
        collected++;
        keep(current);
        BatchBuilder out = rows();
        if (!call.row().sqlType().isStruct()) {
            out.column(kept).append(converted);
        } else if (converted instanceof List<?> fields) {
            for (int i = 0; i < fields.size(); i++) {
                out.column(kept + i).append(fields.get(i));
            }
        } else {
            throw new IllegalArgumentException("A row that is collected is null");
        }
        end(current);
    }

    private void keep(ColumnBatch current) {
        for (int column = 0; column < kept; column++) {
            rows().column(column).append(current, column, position);
        }
    }

    private void end(ColumnBatch current) {
        rows().endRow(current.kind(position), current.timestamps[position]);
        rows().flushIfFull();
    }
}
