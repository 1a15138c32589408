/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.sql.physical;

import io.millrace.connector.basic.SequenceSource;
import io.millrace.data.ColumnBatch;
import io.millrace.data.RecordBatch;
import io.millrace.sql.codegen.Calc;
import io.millrace.sql.codegen.CalcCompiler;
import io.millrace.sql.codegen.CalcContext;
import io.millrace.sql.column.ColumnLayout;
import io.millrace.sql.connector.RecordReader;
import io.millrace.sql.operator.ReadColumnsOperator;
import io.millrace.stream.DataStream;
import io.millrace.stream.StreamExecutionEnvironment;
import io.millrace.time.WatermarkStrategy;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import org.apache.calcite.rel.core.Values;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rel.type.RelDataTypeFactory;
import org.apache.calcite.rex.RexLiteral;
import org.apache.calcite.rex.RexNode;

/**
 * The rows of VALUES. Their literals are computed when the plan is translated, by the code that computes expressions, all of them
 * as the columns of a single row; the source gives the numbers of the rows.
 */
final class ConstantRows {
    private static final int LITERALS_AT_ONCE = 500;

    private final Object[] columns;
    private final boolean[][] nulls;
    private final int size;

    private ConstantRows(Object[] columns, boolean[][] nulls, int size) {
        this.columns = columns;
        this.nulls = nulls;
        this.size = size;
    }

    static ConstantRows of(Values values, ZoneId zone) {
        RelDataType row = values.getRowType();
        int width = row.getFieldCount();
        int size = values.getTuples().size();
        ConstantRows rows = new ConstantRows(new Object[width], new boolean[width][size], size);
        for (int column = 0; column < width; column++) {
            rows.columns[column] =
                    ColumnLayout.of(row.getFieldList().get(column).getType()).newArray(size);
        }
        int atOnce = Math.max(1, LITERALS_AT_ONCE / Math.max(1, width));
        RelDataTypeFactory types = values.getCluster().getTypeFactory();
        for (int start = 0; start < size && width > 0; start += atOnce) {
            rows.fill(values, start, Math.min(size, start + atOnce), types, zone);
        }
        return rows;
    }

    private void fill(Values values, int start, int end, RelDataTypeFactory types, ZoneId zone) {
        List<RexNode> literals = new ArrayList<>();
        for (List<RexLiteral> tuple : values.getTuples().subList(start, end)) {
            literals.addAll(tuple);
        }
        ColumnBatch computed = compute(literals, types, zone);
        int cell = 0;
        for (int row = start; row < end; row++) {
            for (int column = 0; column < columns.length; column++) {
                System.arraycopy(computed.columns[cell], 0, columns[column], row, 1);
                nulls[column][row] = computed.isNull(cell, 0);
                cell++;
            }
        }
    }

    /** Computes constants as the columns of one row. */
    static ColumnBatch compute(List<RexNode> constants, RelDataTypeFactory types, ZoneId zone) {
        Calc calc = new CalcCompiler(types, zone)
                .compile(types.builder().build(), null, constants)
                .open(new NoWorld());
        ColumnBatch computed = calc.apply(new ColumnBatch(new Object[0], new boolean[0][], new long[1], 1));
        if (computed == null) {
            throw new IllegalStateException("A row of constants did not pass where there is no filter");
        }
        return computed;
    }

    /** Literals ask nothing. */
    private static final class NoWorld implements CalcContext {
        @Override
        public long clockMillis() {
            throw new IllegalStateException("A literal asked for the time");
        }

        @Override
        public long seed() {
            return 0;
        }
    }

    /** @param uid names the state of the source */
    DataStream<Object> stream(StreamExecutionEnvironment environment, String uid) {
        RecordReader reader = new Reader(columns, nulls);
        return environment
                .fromSource(new SequenceSource(0, size - 1L), WatermarkStrategy.noWatermarks(), "Values")
                .uid(uid)
                .setParallelism(1)
                .transform("Columns", () -> new ReadColumnsOperator(reader));
    }

    @SuppressWarnings("ArrayRecordComponent") // compared by nobody
    private record Reader(Object[] columns, boolean[][] nulls) implements RecordReader {
        @Override
        public ColumnBatch read(RecordBatch records, long nowMillis) {
            int[] selected = new int[records.size];
            for (int row = 0; row < records.size; row++) {
                selected[row] = Math.toIntExact((long) records.values[row]);
            }
            Object[] read = new Object[columns.length];
            boolean[][] readNulls = new boolean[columns.length][];
            for (int column = 0; column < read.length; column++) {
                read[column] = ColumnBatch.gather(columns[column], selected, selected.length);
                readNulls[column] = new boolean[selected.length];
                for (int row = 0; row < selected.length; row++) {
                    readNulls[column][row] = nulls[column][selected[row]];
                }
            }
            return new ColumnBatch(read, readNulls, records.timestamps.clone(), records.size);
        }
    }
}
