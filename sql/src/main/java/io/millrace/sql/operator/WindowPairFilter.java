/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.sql.operator;

import io.millrace.data.Batch;
import io.millrace.data.ColumnBatch;
import io.millrace.data.RowData;
import io.millrace.operator.OperatorContext;
import io.millrace.sql.codegen.Calc;
import io.millrace.sql.codegen.CalcContext;
import io.millrace.sql.codegen.CalcFactory;
import io.millrace.sql.codegen.ColumnLayout;
import java.lang.reflect.Array;
import java.util.ArrayList;
import java.util.List;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rel.type.RelDataTypeField;
import org.jspecify.annotations.Nullable;

/** A condition on pairs of rows. Many pairs are looked at together, by generated code. Used by one thread. */
public final class WindowPairFilter {
    private final List<ColumnLayout> layouts;
    private final CalcFactory condition;
    private @Nullable Calc opened;
    private @Nullable Object[] columns;
    private boolean[][] nulls;
    private int[] leftIndices = new int[Batch.CAPACITY];
    private int[] rightIndices = new int[Batch.CAPACITY];
    private int size;

    /** Takes the pairs that pass. */
    @FunctionalInterface
    interface Pairs {
        void matched(int left, int right);
    }

    /**
     * @param row the columns of both rows, and behind them a BIGINT
     * @param condition over such rows, which passes that number on as its one column
     */
    public WindowPairFilter(RelDataType row, CalcFactory condition) {
        List<ColumnLayout> all = new ArrayList<>();
        for (RelDataTypeField field : row.getFieldList()) {
            all.add(ColumnLayout.of(field.getType()));
        }
        this.layouts = all;
        this.condition = condition;
        this.columns = new @Nullable Object[all.size()];
        this.nulls = new boolean[all.size()][];
    }

    void open(OperatorContext context) {
        opened = condition.open(new CalcContext() {
            @Override
            public long clockMillis() {
                return context.processingTime();
            }

            @Override
            public long seed() {
                return context.subtaskIndex();
            }
        });
    }

    /** Looks at all pairs of two rows. */
    void match(List<RowData> lefts, List<RowData> rights, Pairs pairs) {
        begin();
        for (int left = 0; left < lefts.size(); left++) {
            for (int right = 0; right < rights.size(); right++) {
                leftIndices[size] = left;
                rightIndices[size] = right;
                append(lefts.get(left), rights.get(right));
                if (size == Batch.CAPACITY) {
                    evaluate(pairs);
                    begin();
                }
            }
        }
        evaluate(pairs);
    }

    private void begin() {
        size = 0;
        for (int column = 0; column < layouts.size(); column++) {
            columns[column] = layouts.get(column).newArray(Batch.CAPACITY);
            nulls[column] = new boolean[Batch.CAPACITY];
        }
    }

    private void append(RowData left, RowData right) {
        for (int i = 0; i < left.size(); i++) {
            put(i, left.get(i));
        }
        for (int i = 0; i < right.size(); i++) {
            put(left.size() + i, right.get(i));
        }
        put(left.size() + right.size(), (long) size);
        size++;
    }

    private void put(int column, @Nullable Object value) {
        Object array = columns[column];
        if (value == null || array == null) {
            nulls[column][size] = true;
        } else if (value instanceof Boolean bool) {
            Array.setByte(array, size, (byte) (bool ? 1 : 0));
        } else {
            Array.set(array, size, value);
        }
    }

    private void evaluate(Pairs pairs) {
        Calc calc = opened;
        if (size == 0 || calc == null) {
            return;
        }
        Object[] filled = new Object[layouts.size()];
        System.arraycopy(columns, 0, filled, 0, filled.length);
        ColumnBatch passed = calc.apply(new ColumnBatch(filled, nulls.clone(), new long[Batch.CAPACITY], size));
        if (passed == null) {
            return;
        }
        long[] numbers = (long[]) passed.columns[0];
        for (int row = 0; row < passed.size; row++) {
            int pair = (int) numbers[passed.position(row)];
            pairs.matched(leftIndices[pair], rightIndices[pair]);
        }
    }
}
