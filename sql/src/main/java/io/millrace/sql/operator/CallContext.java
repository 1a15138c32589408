/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.sql.operator;

import io.millrace.data.RowKind;
import io.millrace.operator.OperatorContext;
import io.millrace.sql.table.functions.ProcessTableFunction;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a call of a process table function learns of its row or timer, and does to states and timers. One for all calls, one after the other. */
final class CallContext implements ProcessTableFunction.OnTimerContext {
    private final ProcessTableCall call;
    private final OperatorContext operator;
    private final List<FunctionState> states;
    private final @Nullable NamedTimers timers;
    private @Nullable Long timestamp;
    private RowKind kind = RowKind.INSERT;
    private @Nullable String timer;

    /** @param timers null where there can be none */
    CallContext(
            ProcessTableCall call, OperatorContext operator, List<FunctionState> states, @Nullable NamedTimers timers) {
        this.call = call;
        this.operator = operator;
        this.states = states;
        this.timers = timers;
    }

    void begin(@Nullable Long newTimestamp, RowKind newKind, @Nullable String newTimer) {
        timestamp = newTimestamp;
        kind = newKind;
        timer = newTimer;
    }

    /** Returns the time of the row or the timer in milliseconds, or null if it has none. */
    @Nullable
    Long timestamp() {
        return timestamp;
    }

    @Override
    public @Nullable String currentTimer() {
        return timer;
    }

    @Override
    public RowKind rowKind() {
        return kind;
    }

    @Override
    public ProcessTableFunction.TableSemantics tableSemanticsFor(String argument) {
        for (ProcessTableCall.TableInput table : call.tables()) {
            if (call.signature().arguments().get(table.argument()).name().equals(argument)) {
                EventTimeColumn time = table.time();
                return new ProcessTableFunction.TableSemantics(
                        List.copyOf(table.row().getFieldNames()), table.keys(), time == null ? -1 : time.column());
            }
        }
        throw new IllegalArgumentException("The function '" + call.name() + "' is given no table '" + argument + "'");
    }

    @Override
    public void clearState(String name) {
        for (FunctionState state : states) {
            if (state.name().equals(name)) {
                state.clear();
                return;
            }
        }
        throw new IllegalArgumentException("The function '" + call.name() + "' has no state '" + name + "', but "
                + states.stream().map(FunctionState::name).toList());
    }

    @Override
    public void clearAllState() {
        states.forEach(FunctionState::clear);
    }

    @Override
    public void clearAllTimers() {
        if (timers != null) {
            timers.clearAll();
        }
    }

    @Override
    public void clearAll() {
        clearAllState();
        clearAllTimers();
    }

    private NamedTimers timers() {
        if (timers == null) {
            throw new IllegalStateException("The function '" + call.name()
                    + "' cannot have timers: it needs a table with SET_SEMANTIC_TABLE, and a public method onTimer");
        } else if (call.rowtime() == null) {
            throw new IllegalStateException("The function '" + call.name()
                    + "' registers timers, which need the time of rows: call it with on_time => DESCRIPTOR(ts)");
        }
        return timers;
    }

    @Override
    public <T> ProcessTableFunction.TimeContext<T> timeContext(Class<T> conversionClass) {
        TimeConversion.require(conversionClass);
        return new Time<>(conversionClass);
    }

    private final class Time<T> implements ProcessTableFunction.TimeContext<T> {
        private final Class<T> type;

        Time(Class<T> type) {
            this.type = type;
        }

        @Override
        public @Nullable T time() {
            return timestamp == null ? null : TimeConversion.toJava(timestamp, type);
        }

        @Override
        public @Nullable T currentWatermark() {
            long watermark = operator.watermark();
            return watermark == Long.MIN_VALUE ? null : TimeConversion.toJava(watermark, type);
        }

        @Override
        public void registerOnTime(String name, T time) {
            timers().register(name, TimeConversion.ofJava(time));
        }

        @Override
        public void registerOnTime(T time) {
            timers().register(TimeConversion.ofJava(time));
        }

        @Override
        public void clearTimer(String name) {
            timers().clear(name);
        }

        @Override
        public void clearTimer(T time) {
            timers().clear(TimeConversion.ofJava(time));
        }

        @Override
        public void clearAllTimers() {
            CallContext.this.clearAllTimers();
        }
    }
}
