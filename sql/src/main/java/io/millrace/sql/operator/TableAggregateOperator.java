/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.sql.operator;

import io.millrace.data.ColumnBatch;
import io.millrace.data.RowKind;
import io.millrace.data.RowType;
import io.millrace.operator.ColumnKeys;
import io.millrace.sql.function.user.Arguments;
import io.millrace.sql.function.user.FunctionLifecycle;
import io.millrace.sql.function.user.MethodCall;
import io.millrace.sql.function.user.UserMethod;
import io.millrace.sql.record.ValueConversion;
import io.millrace.sql.table.functions.TableAggregateFunction;
import io.millrace.sql.table.functions.UserFunctionException;
import io.millrace.store.LongColumn;
import io.millrace.store.ObjectColumn;
import io.millrace.time.TimeDomain;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.apache.calcite.rel.type.RelDataType;
import org.jspecify.annotations.Nullable;

/**
 * Has a table aggregate function accumulate the rows of each key, and tells what has come and gone of its rows after each of them. What it gave before is not kept: the
 * accumulator is asked for it again before it changes.
 */
public final class TableAggregateOperator extends KeyedColumnOperator {
    private static final String NO_ACCUMULATOR = "The accumulator that it returned is null";

    private final TableAggregateCall call;
    private final int[] keyColumns;
    private final ColumnKeys keys;
    private final RowType keyType;
    private final Arguments added;
    private final @Nullable Arguments retracted;
    private final ValueConversion conversion;
    private final StateExpiry expiry;
    private @Nullable Opened opened;
    private @Nullable ColumnBatch batch;
    private int position;

    /** The function and what it keeps: how many rows a key has is kept where they may be taken back. */
    private record Opened(
            TableAggregateFunction<@Nullable Object, Object> function,
            MethodCall accumulate,
            @Nullable MethodCall retract,
            ObjectColumn<Object> accumulators,
            @Nullable LongColumn counts) {}

    /** @param ttlMillis how long an idle key is kept; 0 for ever */
    public TableAggregateOperator(
            RelDataType outputRow, TableAggregateCall call, List<Integer> keys, RowType keyType, long ttlMillis) {
        super(outputRow);
        this.call = call;
        this.keyColumns = keys.stream().mapToInt(Integer::intValue).toArray();
        this.keys = new ColumnKeys(keys);
        this.keyType = keyType;
        int[] columns = call.columns().stream().mapToInt(Integer::intValue).toArray();
        this.added = new Arguments(call.accumulate(), call.types(), columns);
        UserMethod back = call.retract();
        this.retracted = back == null ? null : new Arguments(back, call.types(), columns);
        this.conversion = call.row().toSql();
        this.expiry = new StateExpiry(ttlMillis);
    }

    @Override
    @SuppressWarnings("unchecked") // its rows are converted as the values that they turn out to be
    void onOpen() {
        store().keyType(keyType);
        TableAggregateFunction<@Nullable Object, Object> function = (TableAggregateFunction<@Nullable Object, Object>)
                FunctionLifecycle.open(call.source(), new SubtaskFunctionContext(context()));
        closing(function::close);
        UserMethod back = call.retract();
        opened = new Opened(
                function,
                MethodCall.of(call.accumulate(), function),
                back == null ? null : MethodCall.of(back, function),
                store().objectColumn("accumulator", call.accumulator().toType()),
                back == null ? null : store().longColumn("rows"));
        expiry.open(store(), context());
    }

    private Opened opened() {
        return Objects.requireNonNull(opened, "The operator is not open");
    }

    @Override
    public void onColumns(int input, ColumnBatch newBatch) {
        batch = newBatch;
        for (int row = 0; row < newBatch.size; row++) {
            position = newBatch.position(row);
            int slot = keys.select(store(), newBatch, position);
            expiry.beforeUse(slot);
            RowKind kind = newBatch.kind(position);
            boolean adds = kind == RowKind.INSERT || kind == RowKind.UPDATE_AFTER;
            if (adds || opened().accumulators.has(slot)) {
                onRow(slot, newBatch, adds);
                expiry.written(slot);
            } else {
                passUnknown();
            }
            store().release();
        }
        batch = null;
        store().afterStep();
        rows().flush();
    }

    private void onRow(int slot, ColumnBatch rows, boolean adds) {
        Object known = opened().accumulators.get(slot);
        Object accumulator = known == null ? created() : known;
        boolean compares = !call.isIncremental();
        List<@Nullable Object> before = known != null && compares ? valuesOf(accumulator) : new ArrayList<>();
        accumulator = adds
                ? folded(accumulator, opened().accumulate, added.of(rows, position), "")
                : folded(
                        accumulator,
                        Objects.requireNonNull(opened().retract),
                        Objects.requireNonNull(retracted).of(rows, position),
                        ".retract");
        boolean isOver = count(slot, adds) == 0;
        if (compares) {
            emitChanges(before, isOver ? new ArrayList<>() : valuesOf(accumulator));
        } else {
            emitUpdates(accumulator);
        }
        if (isOver) {
            expiry.forget(slot);
        } else {
            opened().accumulators.set(slot, accumulator);
        }
    }

    /** Returns how many rows the key has, or -1 where that is not kept. */
    private long count(int slot, boolean adds) {
        LongColumn counts = opened().counts;
        if (counts == null) {
            return -1;
        }
        long count = counts.get(slot) + (adds ? 1 : -1);
        counts.set(slot, count);
        return count;
    }

    private Object created() {
        try {
            return Objects.requireNonNull(opened().function.createAccumulator(), NO_ACCUMULATOR);
        } catch (RuntimeException failure) {
            throw new UserFunctionException(call.name() + ".createAccumulator", failure);
        }
    }

    /** Calls a method on an accumulator, which stands before the arguments; returns the one that goes on. */
    private Object folded(Object accumulator, MethodCall method, @Nullable Object @Nullable [] arguments, String what) {
        if (arguments == null) {
            return accumulator;
        }
        arguments[0] = accumulator;
        try {
            Object returned = method.call(arguments);
            return method.isVoid() ? accumulator : Objects.requireNonNull(returned, NO_ACCUMULATOR);
        } catch (Exception failure) {
            throw new UserFunctionException(
                    call.name() + what, failure, Arrays.copyOfRange(arguments, 1, arguments.length));
        }
    }

    private List<@Nullable Object> valuesOf(Object accumulator) {
        List<@Nullable Object> values = new ArrayList<>();
        try {
            opened().function.emitValue(accumulator, row -> values.add(conversion.of(row)));
        } catch (RuntimeException failure) {
            throw new UserFunctionException(call.name() + ".emitValue", failure, accumulator);
        }
        return values;
    }

    /** Tells what has gone, and then what has come. A key that stays as it is says so where keys expire, that later operators do not forget it. */
    private void emitChanges(List<@Nullable Object> before, List<@Nullable Object> after) {
        for (Object row : before) {
            if (expiry.isEnabled() || !after.remove(row)) {
                emit(RowKind.DELETE, row);
            }
        }
        after.forEach(row -> emit(RowKind.INSERT, row));
    }

    private void emitUpdates(Object accumulator) {
        try {
            opened().function.emitUpdateWithRetract(accumulator, new TableAggregateFunction.RetractableCollector<>() {
                @Override
                public void collect(@Nullable Object row) {
                    emit(RowKind.INSERT, conversion.of(row));
                }

                @Override
                public void retract(@Nullable Object row) {
                    emit(RowKind.DELETE, conversion.of(row));
                }
            });
        } catch (RuntimeException failure) {
            throw new UserFunctionException(call.name() + ".emitUpdateWithRetract", failure, accumulator);
        }
    }

    private void emit(RowKind kind, @Nullable Object row) {
        ColumnBatch current = Objects.requireNonNull(batch, "Rows are collected while the function is called");
        int column = 0;
        for (int key : keyColumns) {
            rows().column(column++).append(current, key, position);
        }
        if (!call.row().sqlType().isStruct()) {
            rows().column(column).append(row);
        } else if (row instanceof List<?> fields) {
            for (Object field : fields) {
                rows().column(column++).append(field);
            }
        } else {
            throw new IllegalArgumentException("A row that is collected is null");
        }
        rows().endRow(kind, current.timestamps[position]);
        rows().flushIfFull();
    }

    @Override
    void onTimer(long timestamp, TimeDomain domain) {
        expiry.onTimer(store().currentSlot());
    }
}
