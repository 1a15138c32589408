/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.sql.execution;

import static io.millrace.sql.table.functions.ArgumentTrait.OPTIONAL_PARTITION_BY;
import static io.millrace.sql.table.functions.ArgumentTrait.PASS_COLUMNS_THROUGH;
import static io.millrace.sql.table.functions.ArgumentTrait.REQUIRE_ON_TIME;
import static io.millrace.sql.table.functions.ArgumentTrait.ROW_SEMANTIC_TABLE;
import static io.millrace.sql.table.functions.ArgumentTrait.SET_SEMANTIC_TABLE;
import static io.millrace.sql.table.functions.ArgumentTrait.SUPPORT_UPDATES;

import io.millrace.data.RowKind;
import io.millrace.function.Collector;
import io.millrace.sql.row.Row;
import io.millrace.sql.table.functions.ArgumentHint;
import io.millrace.sql.table.functions.ProcessTableFunction;
import io.millrace.sql.table.functions.StateHint;
import io.millrace.sql.table.functions.TableAggregateFunction;
import io.millrace.state.ListState;
import io.millrace.state.MapState;
import io.millrace.state.ValueState;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Process table functions that tests register by their names. */
public final class TestProcessFunctions {
    /** Statements that register some of them. */
    static final String CREATE = create("counting", Counting.class)
            + create("greeting", Greeting.class)
            + create("reminding", Reminding.class)
            + create("pairing", Pairing.class)
            + create("totaling", Totaling.class)
            + create("collecting", Collecting.class)
            + create("timing", Timing.class)
            + create("top2", Top2.class)
            + create("different", Different.class)
            + create("greatest_one", Greatest.class);

    private TestProcessFunctions() {}

    private static String create(String name, Class<?> function) {
        return "CREATE FUNCTION " + name + " AS '" + function.getName() + "';";
    }

    /** What most tables have that tests give. */
    public record Item(@Nullable String k, @Nullable Integer n) {}

    /** State that is changed in place, of any table. */
    public static final class Counting extends ProcessTableFunction<Counting.Count> {
        /** The state. */
        public static final class Memory {
            public long counter;
            public @Nullable String last;
        }

        /** The row. */
        public record Count(long counter, @Nullable String before) {}

        public void eval(@StateHint Memory memory, @ArgumentHint(SET_SEMANTIC_TABLE) Row input) {
            memory.counter++;
            String before = memory.last;
            memory.last = input.toString();
            collect(new Count(memory.counter, before));
        }
    }

    /** Rows one by one, with values of several types. */
    public static final class Greeting extends ProcessTableFunction<String> {
        public void eval(
                @ArgumentHint({ROW_SEMANTIC_TABLE, SUPPORT_UPDATES}) Row input,
                String greeting,
                @ArgumentHint(isOptional = true) @Nullable Long times) {
            long count = times == null ? 1 : times;
            for (long i = 0; i < count; i++) {
                collect(greeting + " " + input.getFieldAs("name") + " "
                        + input.getKind().shortString());
            }
        }
    }

    /** Timers, named and not. */
    public static final class Reminding extends ProcessTableFunction<Reminding.Event> {
        /** The table. */
        public record Click(
                @Nullable String k,
                @Nullable Long n,
                @Nullable LocalDateTime ts) {}

        /** The row. */
        public record Event(
                String what,
                @Nullable Long clicks,
                @Nullable Instant watermark) {}

        public void eval(
                Context context,
                ValueState<Long> clicks,
                @ArgumentHint({SET_SEMANTIC_TABLE, REQUIRE_ON_TIME}) Click input,
                Duration silence) {
            Long before = clicks.value();
            clicks.update(before == null ? 1 : before + 1);
            TimeContext<LocalDateTime> time = context.timeContext(LocalDateTime.class);
            time.registerOnTime("silence", time.time().plus(silence));
            if (before == null) {
                time.registerOnTime(time.time().plusSeconds(2));
            }
            collect(new Event("click " + input.n(), clicks.value(), null));
        }

        public void onTimer(OnTimerContext context, ValueState<Long> clicks) {
            String name = context.currentTimer();
            collect(new Event(name == null ? "started" : name, clicks.value(), null));
            if (name != null) {
                context.clearAll();
            }
        }
    }

    /** Two tables. */
    public static final class Pairing extends ProcessTableFunction<String> {
        /** One table. */
        public record Order(int amount) {}

        public void eval(
                Context context,
                ListState<Integer> amounts,
                MapState<String, Integer> payments,
                @ArgumentHint(SET_SEMANTIC_TABLE) @Nullable Order orders,
                @ArgumentHint(SET_SEMANTIC_TABLE) @Nullable Row paid) {
            if (orders != null) {
                amounts.add(orders.amount());
            }
            if (paid != null) {
                payments.put(paid.getFieldAs("method"), paid.getFieldAs("sum"));
            }
            int ordered = 0;
            for (int amount : amounts.get()) {
                ordered += amount;
            }
            int sum = 0;
            for (int each : payments.values()) {
                sum += each;
            }
            if (ordered > 0 && sum == ordered) {
                collect("paid " + ordered);
                context.clearAllState();
            }
        }
    }

    /** Three tables: it tells of a key that all have. */
    public static final class Everywhere extends ProcessTableFunction<Integer> {
        public void eval(
                MapState<String, Integer> counts,
                @ArgumentHint(SET_SEMANTIC_TABLE) @Nullable Row one,
                @ArgumentHint(SET_SEMANTIC_TABLE) @Nullable Row two,
                @ArgumentHint(SET_SEMANTIC_TABLE) @Nullable Row three) {
            String table = one != null ? "one" : two != null ? "two" : three != null ? "three" : "none";
            boolean isNew = !counts.contains(table);
            counts.put(table, 1);
            int tables = 0;
            for (int each : counts.values()) {
                tables += each;
            }
            if (isNew && tables == 3) {
                collect(tables);
            }
        }
    }

    /** Changes in, changes out. */
    public static final class Totaling extends ProcessTableFunction<Totaling.Total> {
        /** The row. */
        public record Total(long total) {}

        public void eval(
                Context context,
                ValueState<Long> total,
                @ArgumentHint({SET_SEMANTIC_TABLE, SUPPORT_UPDATES, OPTIONAL_PARTITION_BY}) Item input) {
            boolean added = context.rowKind() == RowKind.INSERT || context.rowKind() == RowKind.UPDATE_AFTER;
            Long before = total.value();
            long n = input.n() == null ? 0 : input.n();
            long after = (before == null ? 0 : before) + (added ? n : -n);
            if (before != null) {
                collect(RowKind.UPDATE_BEFORE, new Total(before));
            }
            collect(before == null ? RowKind.INSERT : RowKind.UPDATE_AFTER, new Total(after));
            total.update(after);
        }

        @Override
        public Set<RowKind> emittedKinds() {
            return EnumSet.of(RowKind.INSERT, RowKind.UPDATE_BEFORE, RowKind.UPDATE_AFTER);
        }
    }

    /** All columns, and a collection as a field of the state. */
    public static final class Collecting extends ProcessTableFunction<Map<String, Integer>> {
        /** The state. */
        public static final class Seen {
            public Map<String, Integer> counts = new TreeMap<>();
        }

        public void eval(
                @StateHint(name = "seen", ttl = "1 d") Seen seen,
                @ArgumentHint({SET_SEMANTIC_TABLE, PASS_COLUMNS_THROUGH}) Item input) {
            seen.counts.merge(String.valueOf(input.n()), 1, Integer::sum);
            collect(new TreeMap<>(seen.counts));
        }
    }

    /** No tables. */
    public static final class Generating extends ProcessTableFunction<Item> {
        public void eval(Integer count) {
            for (int i = 0; i < count; i++) {
                collect(new Item("k" + i, i));
            }
        }
    }

    /** Timers that meet at one time, and go. */
    public static final class Meeting extends ProcessTableFunction<String> {
        public void eval(Context context, @ArgumentHint(SET_SEMANTIC_TABLE) Row input) {
            TimeContext<Long> time = context.timeContext(Long.class);
            Long now = time.time();
            time.registerOnTime("b", now + 1000);
            time.registerOnTime("a", now + 1000);
            time.registerOnTime("removed", now + 1000);
            time.registerOnTime("moved", now + 1000);
            time.registerOnTime("moved", now + 2000);
            time.registerOnTime(now + 1000);
            time.registerOnTime(now + 500);
            time.clearTimer("removed");
            time.clearTimer(now + 500);
            collect("from " + time.currentWatermark() + " by "
                    + context.tableSemanticsFor("input").partitionByColumns());
        }

        public void onTimer(OnTimerContext context) {
            collect(context.currentTimer() + " at "
                    + context.timeContext(LocalDateTime.class).time());
        }
    }

    /** Timers at the times of rows, and after them, whatever the order in which rows come. */
    public static final class Timing extends ProcessTableFunction<String> {
        public void eval(
                Context context,
                ValueState<Integer> ignored,
                @ArgumentHint({SET_SEMANTIC_TABLE, REQUIRE_ON_TIME}) Row input) {
            ignored.update(1);
            TimeContext<Long> time = context.timeContext(Long.class);
            time.registerOnTime(time.time() + 10_000);
            time.registerOnTime("n" + input.getFieldAs("n") + " of " + time.time(), time.time() + 20_000);
        }

        public void onTimer(OnTimerContext context, ValueState<Integer> ignored) {
            collect(context.currentTimer() + " " + ignored.value());
        }
    }

    /** Not usable: state without keys. */
    public static final class KeepsRows extends ProcessTableFunction<String> {
        public void eval(ValueState<Long> count, @ArgumentHint(ROW_SEMANTIC_TABLE) Row input) {}
    }

    /** Not usable: a record is not changed in place. */
    public static final class KeepsRecord extends ProcessTableFunction<String> {
        public void eval(@StateHint Item item, @ArgumentHint(SET_SEMANTIC_TABLE) Row input) {}
    }

    /** Not usable: the state comes last. */
    public static final class StateLast extends ProcessTableFunction<String> {
        public void eval(@ArgumentHint(SET_SEMANTIC_TABLE) Row input, ValueState<Long> count) {}
    }

    /** Not usable: nobody tells whether the row is a table. */
    public static final class AnyRow extends ProcessTableFunction<String> {
        public void eval(Row input) {}
    }

    /** Not usable: threads are no state. */
    public static final class KeepsThreads extends ProcessTableFunction<String> {
        public void eval(ListState<Thread> threads, @ArgumentHint(SET_SEMANTIC_TABLE) Row input) {}
    }

    /** Not usable: timers without the state of rows. */
    public static final class OtherTimer extends ProcessTableFunction<String> {
        public void eval(ValueState<Long> count, @ArgumentHint(SET_SEMANTIC_TABLE) Row input) {}

        public void onTimer(ValueState<String> count) {}
    }

    /** Not usable: an update without what was before. */
    public static final class HalfUpdates extends ProcessTableFunction<String> {
        public void eval(@ArgumentHint(SET_SEMANTIC_TABLE) Row input) {}

        @Override
        public Set<RowKind> emittedKinds() {
            return EnumSet.of(RowKind.INSERT, RowKind.UPDATE_AFTER);
        }
    }

    /** Not usable: overloads. */
    public static final class TwoEvals extends ProcessTableFunction<String> {
        public void eval(@ArgumentHint(SET_SEMANTIC_TABLE) Row input) {}

        public void eval(@ArgumentHint(SET_SEMANTIC_TABLE) Row input, int n) {}
    }

    /** Fails. */
    public static final class Failing extends ProcessTableFunction<String> {
        public void eval(@ArgumentHint(ROW_SEMANTIC_TABLE) Row input, List<Integer> list) {
            throw new IllegalStateException("no");
        }
    }

    /** The two greatest, which cannot take back. */
    public static final class Top2 extends TableAggregateFunction<Top2.Place, Top2.Best> {
        /** What it remembers. */
        public record Best(
                @Nullable Integer first, @Nullable Integer second) {}

        /** The row. */
        public record Place(int value, int place) {}

        @Override
        public Best createAccumulator() {
            return new Best(null, null);
        }

        public Best accumulate(Best best, int value) {
            if (best.first() == null || value > best.first()) {
                return new Best(value, best.first());
            }
            return best.second() == null || value > best.second() ? new Best(best.first(), value) : best;
        }

        @Override
        public void emitValue(Best best, Collector<Place> out) {
            if (best.first() != null) {
                out.collect(new Place(best.first(), 1));
            }
            if (best.second() != null) {
                out.collect(new Place(best.second(), 2));
            }
        }
    }

    /** All different values, each as long as it is there. */
    public static final class Different extends TableAggregateFunction<String, TreeMap<String, Long>> {
        @Override
        public TreeMap<String, Long> createAccumulator() {
            return new TreeMap<>();
        }

        public void accumulate(TreeMap<String, Long> counts, Object... values) {
            counts.merge(java.util.Arrays.toString(values), 1L, Long::sum);
        }

        public void retract(TreeMap<String, Long> counts, Object... values) {
            counts.compute(
                    java.util.Arrays.toString(values), (key, count) -> count == null || count == 1 ? null : count - 1);
        }

        @Override
        public void emitValue(TreeMap<String, Long> counts, Collector<String> out) {
            counts.keySet().forEach(out::collect);
        }
    }

    /** The greatest, of which it remembers what it told. */
    public static final class Greatest extends TableAggregateFunction<Integer, Greatest.Memory> {
        /** What it remembers. */
        public static final class Memory {
            public TreeMap<Integer, Integer> counts = new TreeMap<>();
            public @Nullable Integer told;
        }

        @Override
        public Memory createAccumulator() {
            return new Memory();
        }

        public void accumulate(Memory memory, int value) {
            memory.counts.merge(value, 1, Integer::sum);
        }

        public void retract(Memory memory, int value) {
            memory.counts.compute(value, (key, count) -> count == null || count == 1 ? null : count - 1);
        }

        @Override
        public void emitUpdateWithRetract(Memory memory, RetractableCollector<Integer> out) {
            Integer greatest = memory.counts.isEmpty() ? null : memory.counts.lastKey();
            if (java.util.Objects.equals(greatest, memory.told)) {
                return;
            }
            if (memory.told != null) {
                out.retract(memory.told);
            }
            if (greatest != null) {
                out.collect(greatest);
            }
            memory.told = greatest;
        }
    }

    /** Not usable: it never says what it has. */
    public static final class Silent extends TableAggregateFunction<Integer, String> {
        @Override
        public String createAccumulator() {
            return "";
        }

        public void accumulate(String accumulator, int value) {}
    }
}
