/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.sql.operator;

import io.millrace.data.Batch;
import io.millrace.data.ColumnBatch;
import io.millrace.data.RowKind;
import io.millrace.function.OutputTag;
import io.millrace.metric.SimpleCounter;
import io.millrace.operator.Operator;
import io.millrace.operator.OperatorContext;
import io.millrace.operator.Output;
import io.millrace.sql.column.ColumnLayout;
import io.millrace.store.KeyGroupRange;
import io.millrace.store.KeyedStore;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.calcite.rel.type.RelDataType;
import org.jspecify.annotations.Nullable;

/** Runs one operator on columns by hand, and remembers what it emits. */
final class OperatorHarness implements Output {
    private final Operator operator;
    private final List<RelDataType> inputs;
    private final KeyedStore store = new KeyedStore("test", 128, new KeyGroupRange(0, 127), () -> 0);
    private final List<String> changes = new ArrayList<>();
    private final Map<String, Integer> table = new HashMap<>();
    private final List<Long> watermarks = new ArrayList<>();
    private long watermark = Long.MIN_VALUE;

    OperatorHarness(Operator operator, RelDataType... inputs) throws Exception {
        this.operator = operator;
        this.inputs = List.of(inputs);
        OperatorContext context = (OperatorContext) Proxy.newProxyInstance(
                OperatorContext.class.getClassLoader(),
                new Class<?>[] {OperatorContext.class},
                (proxy, method, args) -> switch (method.getName()) {
                    case "keyedStore" -> store;
                    case "watermark" -> watermark;
                    case "processingTime" -> 0L;
                    case "subtaskIndex" -> 0;
                    case "counter" -> new SimpleCounter();
                    default -> throw new UnsupportedOperationException(method.getName());
                });
        operator.open(context, this);
    }

    /** Returns how many keys are kept. */
    long keys() {
        return store.size();
    }

    /** Sends one row; its timestamp is 0. */
    void send(int input, RowKind kind, @Nullable Object... values) throws Exception {
        send(input, List.of(kind), List.<@Nullable Object[]>of(values));
    }

    /** Sends the two rows of an update as one batch. */
    void sendUpdate(int input, @Nullable Object[] before, @Nullable Object[] after) throws Exception {
        send(input, List.of(RowKind.UPDATE_BEFORE, RowKind.UPDATE_AFTER), List.of(before, after));
    }

    private void send(int input, List<RowKind> kinds, List<@Nullable Object[]> rows) throws Exception {
        int size = rows.size();
        int width = rows.get(0).length;
        Object[] columns = new Object[width];
        boolean[][] nulls = new boolean[width][size];
        for (int i = 0; i < width; i++) {
            columns[i] = ColumnLayout.of(inputs.get(input).getFieldList().get(i).getType())
                    .newArray(size);
            for (int row = 0; row < size; row++) {
                Object value = rows.get(row)[i];
                nulls[i][row] = value == null;
                if (value != null) {
                    ColumnLayout.set(columns[i], row, value);
                }
            }
        }
        ColumnBatch batch = new ColumnBatch(columns, nulls, new long[size], size);
        batch.kinds = new byte[size];
        for (int row = 0; row < size; row++) {
            batch.kinds[row] = (byte) kinds.get(row).ordinal();
        }
        operator.onColumns(input, batch);
    }

    void advanceTo(long newWatermark) throws Exception {
        watermark = newWatermark;
        boolean done = operator.onWatermark(newWatermark);
        while (!done) {
            done = operator.resume();
        }
    }

    /** Returns what was emitted since the last call, as {@code +I[1, a]}. */
    List<String> take() {
        List<String> taken = List.copyOf(changes);
        changes.clear();
        return taken;
    }

    /** Returns what is left of everything that was emitted, each row with how often it is there. */
    Map<String, Integer> table() {
        return table;
    }

    List<Long> watermarks() {
        return watermarks;
    }

    @Override
    public void emit(Batch emitted) {
        ColumnBatch batch = (ColumnBatch) emitted;
        for (int row = 0; row < batch.size; row++) {
            int position = batch.position(row);
            @Nullable Object[] values = new @Nullable Object[batch.columns.length];
            for (int column = 0; column < values.length; column++) {
                values[column] = batch.value(column, position);
            }
            RowKind kind = batch.kind(position);
            changes.add(kind.shortString() + Arrays.toString(values));
            boolean comes = kind == RowKind.INSERT || kind == RowKind.UPDATE_AFTER;
            table.merge(Arrays.toString(values), comes ? 1 : -1, (before, by) -> before + by == 0 ? null : before + by);
        }
    }

    @Override
    public void emit(Object value, long timestamp) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void emit(OutputTag<?> tag, Object value, long timestamp) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void emitWatermark(long timestamp) {
        watermarks.add(timestamp);
    }

    @Override
    public void emitIdle(boolean idle) {
        throw new UnsupportedOperationException();
    }

    @Override
    public boolean shouldYield() {
        return false;
    }
}
