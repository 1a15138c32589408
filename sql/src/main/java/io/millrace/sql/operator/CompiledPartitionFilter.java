/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.sql.operator;

import io.millrace.data.ColumnBatch;
import io.millrace.sql.codegen.Calc;
import io.millrace.sql.codegen.CalcContext;
import io.millrace.sql.codegen.CalcFactory;
import io.millrace.sql.column.ColumnLayout;
import io.millrace.sql.connector.PartitionFilter;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The conditions of a query on partition columns, compiled where they are asked. */
public final class CompiledPartitionFilter implements PartitionFilter {
    private static final long serialVersionUID = 1L;

    private final ArrayList<ColumnLayout> layouts;
    private final ArrayList<Condition> conditions;
    private transient @Nullable List<Calc> compiled;

    /**
     * @param layouts of the partition columns
     * @param conditions that all have to hold
     */
    public CompiledPartitionFilter(List<ColumnLayout> layouts, List<Condition> conditions) {
        this.layouts = new ArrayList<>(layouts);
        this.conditions = new ArrayList<>(conditions);
    }

    /**
     * One condition.
     *
     * @param code over a row of the partition columns
     * @param depth how many of these have to be known
     * @param mayFail whether some values have no answer; then the query itself asks, too, and these partitions are not left out
     */
    public record Condition(CalcFactory code, int depth, boolean mayFail) implements Serializable {}

    @Override
    public synchronized boolean accepts(@Nullable Object[] values) {
        ColumnBatch partition = row(values);
        List<Calc> code = compiled();
        for (int i = 0; i < conditions.size(); i++) {
            Condition condition = conditions.get(i);
            if (condition.depth <= values.length && !holds(condition, code.get(i), partition)) {
                return false;
            }
        }
        return true;
    }

    private static boolean holds(Condition condition, Calc code, ColumnBatch partition) {
        try {
            return code.apply(partition) != null;
        } catch (RuntimeException noAnswer) {
            if (condition.mayFail) {
                return true;
            }
            throw noAnswer;
        }
    }

    private ColumnBatch row(@Nullable Object[] values) {
        Object[] columns = new Object[layouts.size()];
        boolean[][] nulls = new boolean[layouts.size()][1];
        for (int column = 0; column < columns.length; column++) {
            columns[column] = layouts.get(column).newArray(1);
            Object value = column < values.length ? values[column] : null;
            nulls[column][0] = value == null;
            if (value != null) {
                ColumnLayout.set(columns[column], 0, value);
            }
        }
        return new ColumnBatch(columns, nulls, new long[1], 1);
    }

    private List<Calc> compiled() {
        if (compiled == null) {
            compiled = conditions.stream()
                    .map(condition -> condition.code.open(new Nothing()))
                    .toList();
        }
        return compiled;
    }

    /** What a condition learns of the world that is the same whenever it is asked. */
    private static final class Nothing implements CalcContext {
        @Override
        public long clockMillis() {
            throw new IllegalStateException("Partitions are the same at all times");
        }

        @Override
        public long seed() {
            throw new IllegalStateException("Partitions are not left to chance");
        }
    }
}
