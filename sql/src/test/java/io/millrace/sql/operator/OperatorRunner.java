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
import io.millrace.operator.RestoredState;
import io.millrace.sql.column.BatchBuilder;
import io.millrace.store.KeyGroupRange;
import io.millrace.store.KeyedStore;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.calcite.rel.type.RelDataType;

/** Runs an operator of columns alone: gives it rows, time and watermarks, and lists what it emits. */
final class OperatorRunner {
    private final Operator operator;
    private final BatchBuilder input;
    private final List<String> emitted = new ArrayList<>();
    private final Map<String, SimpleCounter> counters = new HashMap<>();
    private final List<String> late = new ArrayList<>();
    private final KeyedStore store;
    private int target;
    private long now;
    private long watermark = Long.MIN_VALUE;

    /** A row that changes. */
    record Change(RowKind kind, List<Object> values) {
        static Change of(RowKind kind, Object... values) {
            return new Change(kind, Arrays.asList(values));
        }

        static Change insert(Object... values) {
            return of(RowKind.INSERT, values);
        }

        static Change delete(Object... values) {
            return of(RowKind.DELETE, values);
        }
    }

    OperatorRunner(Operator operator, RelDataType row) throws Exception {
        this.operator = operator;
        this.store = new KeyedStore("test", 128, new KeyGroupRange(0, 127), () -> now);
        operator.open(context(store), new Collected(batch -> collect(batch, emitted), batch -> collect(batch, late)));
        this.input = new BatchBuilder(row, new Collected(batch -> feed(batch), batch -> {}));
    }

    private OperatorContext context(KeyedStore store) {
        return (OperatorContext) Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {OperatorContext.class}, (proxy, method, arguments) -> {
                    return switch (method.getName()) {
                        case "keyedStore" -> store;
                        case "operatorName" -> "test";
                        case "maxParallelism" -> 128;
                        case "keyGroups" -> new KeyGroupRange(0, 127);
                        case "restoredState" -> RestoredState.NONE;
                        case "processingTime" -> now;
                        case "watermark" -> watermark;
                        case "counter" -> counters.computeIfAbsent((String) arguments[0], name -> new SimpleCounter());
                        default -> throw new UnsupportedOperationException(method.getName());
                    };
                });
    }

    private void feed(Batch batch) {
        try {
            operator.onColumns(target, (ColumnBatch) batch);
        } catch (Exception failure) {
            throw new AssertionError(failure);
        }
    }

    /** Gives the operator some rows as one batch. */
    void send(Change... changes) {
        send(List.of(changes));
    }

    void send(List<Change> changes) {
        for (Change change : changes) {
            for (int column = 0; column < change.values.size(); column++) {
                input.column(column).append(change.values.get(column));
            }
            input.endRow(change.kind, now);
        }
        input.flush();
    }

    /** Gives an input some rows as one batch. */
    void sendTo(int newTarget, Change... changes) {
        target = newTarget;
        send(changes);
        target = 0;
    }

    /** Returns for how many keys there is state. */
    long keys() {
        return store.size();
    }

    void watermark(long timestamp) throws Exception {
        operator.beforeSignal();
        watermark = timestamp;
        if (!operator.onWatermark(timestamp)) {
            throw new AssertionError("not done");
        }
    }

    /** Time passes: what is due by then is done at its time. */
    void passTo(long millis) throws Exception {
        while (operator.nextProcessingTime() <= millis) {
            now = Math.max(now, operator.nextProcessingTime());
            operator.onProcessingTime(now);
        }
        now = millis;
    }

    long counted(String name) {
        SimpleCounter counter = counters.get(name);
        return counter == null ? 0 : counter.getCount();
    }

    /** Returns what was emitted since this was asked last. */
    List<String> emitted() {
        List<String> result = List.copyOf(emitted);
        emitted.clear();
        return result;
    }

    /** Returns what was emitted to the side of late rows. */
    List<String> late() {
        return late;
    }

    private static void collect(Batch batch, List<String> emitted) {
        ColumnBatch columns = (ColumnBatch) batch;
        for (int row = 0; row < columns.size; row++) {
            int position = columns.position(row);
            List<Object> values = new ArrayList<>();
            for (int column = 0; column < columns.columns.length; column++) {
                values.add(columns.value(column, position));
            }
            emitted.add(columns.kind(position).shortString() + values);
        }
    }

    /** Applies a changelog to a table; fails where something is taken back that is not there. */
    static void apply(List<String> changelog, Map<String, Integer> table) {
        for (String change : changelog) {
            String row = change.substring(2);
            int count = table.merge(row, change.startsWith("+") ? 1 : -1, Integer::sum);
            if (count < 0) {
                throw new AssertionError(row + " was taken back and was not there, in " + changelog);
            } else if (count == 0) {
                table.remove(row);
            }
        }
    }

    private interface Receiver {
        void take(Batch batch);
    }

    private static final class Collected implements Output {
        private final Receiver receiver;
        private final Receiver side;

        Collected(Receiver receiver, Receiver side) {
            this.receiver = receiver;
            this.side = side;
        }

        @Override
        public void emit(Object value, long timestamp) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void emit(Batch batch) {
            receiver.take(batch);
        }

        @Override
        public void emit(OutputTag<?> tag, Object value, long timestamp) {
            side.take((Batch) value);
        }

        @Override
        public void emitWatermark(long timestamp) {
            throw new UnsupportedOperationException();
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
}
