/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.sql.table.functions;

import io.millrace.data.RowKind;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A function from tables to a table, which may keep state for each key of its rows and be woken by timers. A class of it has one public method {@code eval} that
 * returns nothing and {@link #collect}s rows. Its parameters are, in this order:
 *
 * <ol>
 *   <li>a {@link Context}, which may be left out;
 *   <li>states: a {@code ValueState}, {@code ListState} or {@code MapState}, or an object with {@link StateHint}, which has an empty constructor and is saved after
 *       every call;
 *   <li>arguments: tables, which {@link ArgumentHint} says they are, and single values. A row of a table is a record, or a {@code Row} for a table of any columns.
 * </ol>
 *
 * <pre>{@code
 * public static class Reminder extends ProcessTableFunction<String> {
 *     public record Login(String person, Instant ts) {}
 *
 *     public void eval(
 *             Context context,
 *             ValueState<Long> logins,
 *             @ArgumentHint({SET_SEMANTIC_TABLE, REQUIRE_ON_TIME}) Login input,
 *             Duration silence) {
 *         Long before = logins.value();
 *         logins.update(before == null ? 1 : before + 1);
 *         TimeContext<Instant> time = context.timeContext(Instant.class);
 *         time.registerOnTime("silence", time.time().plus(silence));
 *     }
 *
 *     public void onTimer(OnTimerContext context, ValueState<Long> logins) {
 *         collect("gone after " + logins.value() + " logins");
 *         context.clearAll();
 *     }
 * }
 * }</pre>
 *
 * <pre>{@code
 * SELECT * FROM reminder(input => TABLE logins PARTITION BY person, silence => INTERVAL '1' HOUR, on_time => DESCRIPTOR(ts))
 * }</pre>
 *
 * With timers, there is a public method {@code onTimer} whose parameters are an {@link OnTimerContext}, which may be left out, and all states of {@code eval}.
 * Where there are several tables, {@code eval} is called for each row of each of them, and the others are null.
 *
 * @param <T> what it makes of them: a record, whose components are the columns, or a single value, which is the only one
 */
public abstract class ProcessTableFunction<T extends @Nullable Object> extends UserDefinedFunction {
    private transient @Nullable Emitter<T> emitter;

    /** Takes rows as they are collected; for whoever calls the function. */
    @FunctionalInterface
    public interface Emitter<T extends @Nullable Object> {
        void emit(RowKind kind, T row);
    }

    /** Sets what takes the rows; for whoever calls the function. */
    public final void setEmitter(Emitter<T> newEmitter) {
        emitter = newEmitter;
    }

    /** Gives a row, while {@code eval} or {@code onTimer} is called. */
    protected final void collect(T row) {
        collect(RowKind.INSERT, row);
    }

    /** Gives a change, which must be of a kind that {@link #emittedKinds} tells of. What is taken back must be equal to what was given. */
    protected final void collect(RowKind kind, T row) {
        Emitter<T> target = emitter;
        if (target == null) {
            throw new IllegalStateException("Rows are collected while eval or onTimer is called");
        }
        target.emit(kind, row);
    }

    /** Returns which changes the function gives: insertions alone, if it does not say otherwise. Updates need what was before and what is after them. */
    public Set<RowKind> emittedKinds() {
        return EnumSet.of(RowKind.INSERT);
    }

    /** What a call learns of the row, or the timer, that it is made for, and what it may do. Valid during the call alone. */
    public interface Context {
        /**
         * Returns the time of the row or timer, and what registers timers.
         *
         * @param conversionClass Instant, LocalDateTime (in UTC) or Long (milliseconds since the epoch)
         */
        <TimeType> TimeContext<TimeType> timeContext(Class<TimeType> conversionClass);

        /**
         * Returns what a call gave as a table.
         *
         * @param argument as calls name it
         */
        TableSemantics tableSemanticsFor(String argument);

        /** Returns which change of its table the row is: an insertion, unless the table may change. An insertion for a timer, too. */
        RowKind rowKind();

        /** Forgets a state of the key. */
        void clearState(String name);

        /** Forgets all states of the key. */
        void clearAllState();

        /** Removes all timers of the key. */
        void clearAllTimers();

        /** Forgets all states of the key and removes all of its timers. */
        void clearAll();
    }

    /** What a timer that fires is told. */
    public interface OnTimerContext extends Context {
        /** Returns its name, or null if it has none. */
        @Nullable
        String currentTimer();
    }

    /** Event time, for a key. */
    public interface TimeContext<TimeType> {
        /** Returns the time of the row, which is null where on_time names none of its columns or that is null; or the time of the timer. */
        @Nullable
        TimeType time();

        /** Returns the time that all inputs have reached, or null if they have told none. */
        @Nullable
        TimeType currentWatermark();

        /** Registers a timer of a name, in place of the one that has it. It fires once the watermark has reached its time: at the next one if it has already. */
        void registerOnTime(String name, TimeType time);

        /** Registers a timer without a name. At one time, a key has one. */
        void registerOnTime(TimeType time);

        /** Removes the timer of a name. */
        void clearTimer(String name);

        /** Removes the timer without a name of a time. */
        void clearTimer(TimeType time);

        /** Removes all timers of the key. */
        void clearAllTimers();
    }

    /**
     * A table that a call gave.
     *
     * @param columnNames of its rows
     * @param partitionByColumns the columns of the key, by position; empty where there is none
     * @param timeColumn the one that on_time names, by position; -1 if it names none
     */
    public record TableSemantics(List<String> columnNames, List<Integer> partitionByColumns, int timeColumn) {}
}
