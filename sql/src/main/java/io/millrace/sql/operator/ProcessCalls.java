/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.sql.operator;

import io.millrace.data.ColumnBatch;
import io.millrace.data.JavaType;
import io.millrace.data.RowData;
import io.millrace.data.RowKind;
import io.millrace.operator.OperatorContext;
import io.millrace.sql.codegen.Calc;
import io.millrace.sql.column.BatchBuilder;
import io.millrace.sql.function.user.Arguments;
import io.millrace.sql.function.user.FunctionLifecycle;
import io.millrace.sql.function.user.MethodCall;
import io.millrace.sql.function.user.ProcessSignature;
import io.millrace.sql.function.user.TableRows;
import io.millrace.sql.function.user.UserMethod;
import io.millrace.sql.record.ValueConversion;
import io.millrace.sql.table.functions.ProcessTableFunction;
import io.millrace.sql.table.functions.UserFunctionException;
import io.millrace.store.KeyedStore;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.apache.calcite.rel.type.RelDataType;
import org.jspecify.annotations.Nullable;

/** Calls one object of a process table function, and makes rows of what it collects. */
final class ProcessCalls {
    private final ProcessTableCall call;
    private final BatchBuilder rows;
    private final @Nullable KeyedStore store;
    private final ProcessTableFunction<@Nullable Object> function;
    private final MethodCall eval;
    private final @Nullable MethodCall onTimer;
    private final List<FunctionState> states = new ArrayList<>();
    private final @Nullable NamedTimers timers;
    private final CallContext context;
    private final List<TableRows> tableRows = new ArrayList<>();
    private final @Nullable Object[] values; // of the arguments, where they are single values
    private final ValueConversion conversion;
    private @Nullable ColumnBatch batch; // of the row that a call is made for; null while it is made for a timer
    private ProcessTableCall.@Nullable TableInput table;
    private int position;
    private boolean isCalled;

    /**
     * @param store of the keys; null where rows are taken one by one
     * @param ttlMillis how long state is kept that does not say itself; 0 for ever
     */
    @SuppressWarnings("unchecked") // its rows are converted as the values that they turn out to be
    ProcessCalls(
            ProcessTableCall call,
            OperatorContext operator,
            BatchBuilder rows,
            @Nullable KeyedStore store,
            Calc constants,
            long ttlMillis) {
        this.call = call;
        this.rows = rows;
        this.store = store;
        ProcessSignature signature = call.signature();
        function = (ProcessTableFunction<@Nullable Object>)
                FunctionLifecycle.open(call.source(), new SubtaskFunctionContext(operator));
        function.setEmitter(this::emit);
        eval = MethodCall.of(signature.eval(), function);
        UserMethod timerMethod = signature.onTimer();
        onTimer = timerMethod == null ? null : MethodCall.of(timerMethod, function);
        if (store != null) {
            signature.states().forEach(entry -> states.add(FunctionState.open(entry, store, ttlMillis)));
        }
        timers = store == null || onTimer == null ? null : new NamedTimers(store);
        context = new CallContext(call, operator, states, timers);
        for (ProcessTableCall.TableInput input : call.tables()) {
            tableRows.add(new TableRows(input.row(), type(input.argument()), path(input.argument())));
        }
        values = values(constants);
        conversion = call.row().toSql();
    }

    private JavaType type(int argument) {
        return call.signature().arguments().get(argument).type();
    }

    private String path(int argument) {
        return "The argument '" + call.signature().arguments().get(argument).name() + "' of '" + call.name() + "'";
    }

    private @Nullable Object[] values(Calc constants) {
        @Nullable Object[] made = new Object[call.valueTypes().size()];
        ColumnBatch computed = constants.apply(new ColumnBatch(new Object[0], new boolean[0][], new long[1], 1));
        int column = 0;
        for (int i = 0; i < made.length; i++) {
            RelDataType given = call.valueTypes().get(i);
            if (given != null) {
                Object value = Objects.requireNonNull(computed).value(column, computed.position(0));
                if (value == null && type(i).raw().isPrimitive()) {
                    throw new IllegalArgumentException(path(i) + " is null, and cannot be.");
                }
                made[i] = Arguments.conversion(given, type(i), path(i)).of(value);
                column++;
            }
        }
        return made;
    }

    void close() throws Exception {
        function.close();
    }

    /** Calls eval for a row of an input; the key of the row is current. */
    void onRow(int input, ColumnBatch newBatch, int newPosition) {
        batch = newBatch;
        position = newPosition;
        ProcessTableCall.TableInput current =
                call.tables().isEmpty() ? null : call.tables().get(input);
        table = current;
        EventTimeColumn time = current == null ? null : current.time();
        Long millis =
                time == null || newBatch.isNull(time.column(), newPosition) ? null : time.millis(newBatch, newPosition);
        context.begin(millis, newBatch.kind(newPosition), null);
        @Nullable Object[] arguments = values.clone();
        if (current != null) {
            arguments[current.argument()] = tableRows.get(input).of(newBatch, newPosition);
        }
        invoke(eval, call.signature().takesContext(), arguments);
        batch = null;
    }

    /** Calls onTimer for all that is due at a time; the key is current. */
    void onTimer(long timestamp) {
        NamedTimers due = timers;
        MethodCall method = onTimer;
        if (due == null || method == null) {
            return; // a version of the function without timers has come after one that had some
        }
        for (String name : due.due(timestamp)) {
            if (due.take(name, timestamp)) {
                context.begin(timestamp, RowKind.INSERT, name);
                invoke(method, call.signature().onTimerTakesContext(), new @Nullable Object[0]);
            }
        }
    }

    private void invoke(MethodCall method, boolean takesContext, @Nullable Object[] arguments) {
        int before = (takesContext ? 1 : 0) + states.size();
        @Nullable Object[] all = new Object[before + arguments.length];
        if (takesContext) {
            all[0] = context;
        }
        for (int i = 0; i < states.size(); i++) {
            all[before - states.size() + i] = states.get(i).argument();
        }
        System.arraycopy(arguments, 0, all, before, arguments.length);
        isCalled = true;
        try {
            method.call(all);
        } catch (Exception failure) {
            throw new UserFunctionException(call.name(), failure, Arrays.copyOfRange(all, before, all.length));
        } finally {
            isCalled = false;
        }
        states.forEach(FunctionState::save);
    }

    private void emit(RowKind kind, @Nullable Object row) {
        if (!isCalled) {
            throw new IllegalStateException("Rows are collected while eval or onTimer is called");
        } else if (!call.signature().kinds().contains(kind)) {
            throw new IllegalArgumentException("The change " + kind + " was collected, and emittedKinds tells of "
                    + call.signature().kinds() + " alone");
        }
        Object converted = conversion.of(row);
        int column = appendPassed();
        if (!call.row().sqlType().isStruct()) {
            rows.column(column++).append(converted);
        } else if (converted instanceof List<?> fields) {
            for (Object field : fields) {
                rows.column(column++).append(field);
            }
        } else {
            throw new IllegalArgumentException("A row that is collected is null");
        }
        RelDataType rowtime = call.rowtime();
        Long time = context.timestamp();
        if (rowtime != null) {
            appendTime(column, rowtime, time);
        }
        ColumnBatch current = batch;
        rows.endRow(kind, time != null ? time : current == null ? 0 : current.timestamps[position]);
        rows.flushIfFull();
    }

    private void appendTime(int column, RelDataType rowtime, @Nullable Long time) {
        ColumnBatch current = batch;
        EventTimeColumn from = table == null ? null : table.time();
        if (current != null && from != null) {
            rows.column(column).append(current, from.column(), position);
        } else {
            rows.column(column).append(time == null ? null : TimeConversion.toColumn(time, rowtime));
        }
    }

    /** Appends the columns that come before those of the function; returns how many these are. */
    private int appendPassed() {
        ColumnBatch current = batch;
        ProcessTableCall.TableInput from = table;
        int column = 0;
        if (current == null) {
            for (int each = 0; each < call.tables().size(); each++) {
                column = appendKey(column);
            }
        } else if (from != null) {
            for (int each = 0; each < call.tables().size(); each++) {
                for (int passed : from.passed()) {
                    rows.column(column++).append(current, passed, position);
                }
            }
        }
        return column;
    }

    private int appendKey(int first) {
        Object key = Objects.requireNonNull(store).currentKey();
        int column = first;
        if (key instanceof RowData values) {
            for (int i = 0; i < values.size(); i++) {
                rows.column(column++).append(values.get(i));
            }
        } else {
            rows.column(column++).append(key);
        }
        return column;
    }
}
