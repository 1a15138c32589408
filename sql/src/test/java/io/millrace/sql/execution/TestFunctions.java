/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.sql.execution;

import io.millrace.sql.row.Row;
import io.millrace.sql.table.functions.AggregateFunction;
import io.millrace.sql.table.functions.ScalarFunction;
import io.millrace.sql.table.functions.TableFunction;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Functions that tests register by their names. */
public final class TestFunctions {
    /** Statements that register some of them. */
    static final String CREATE = create("describe_it", Describe.class)
            + create("words", Split.class)
            + create("weighted", WeightedAverage.class)
            + create("longest", Longest.class)
            + create("histogram", Histogram.class)
            + create("extent", Extent.class);

    private TestFunctions() {}

    private static String create(String name, Class<?> function) {
        return "CREATE FUNCTION " + name + " AS '" + function.getName() + "';";
    }

    /** Overloads, nulls, and any number of arguments. */
    public static final class Describe extends ScalarFunction {
        public String eval(int value) {
            return "int " + value;
        }

        public String eval(@Nullable Integer value) {
            return "Integer " + value;
        }

        public String eval(long value) {
            return "long " + value;
        }

        public String eval(double value) {
            return "double " + value;
        }

        public String eval(BigDecimal value) {
            return "BigDecimal " + value;
        }

        public String eval(@Nullable String value) {
            return "String " + value;
        }

        public String eval(String first, int... rest) {
            int sum = 0;
            for (int each : rest) {
                sum += each;
            }
            return first + " and " + rest.length + " of " + sum;
        }
    }

    /** Nothing but primitives. */
    public static final class Plus extends ScalarFunction {
        public long eval(long a, long b) {
            return a + b;
        }
    }

    /** Types that columns hold otherwise than programs do. */
    public static final class Types extends ScalarFunction {
        public LocalDate eval(LocalDate date) {
            return date.plusDays(1);
        }

        public LocalTime eval(LocalTime time) {
            return time.plusSeconds(1);
        }

        public LocalDateTime eval(LocalDateTime time) {
            return time.plusNanos(1);
        }

        public Instant eval(Instant time) {
            return time.plusMillis(1);
        }

        public Duration eval(Duration duration) {
            return duration.multipliedBy(2);
        }

        public byte[] eval(byte[] bytes) {
            return new String(bytes, StandardCharsets.UTF_8)
                    .toUpperCase(java.util.Locale.ROOT)
                    .getBytes(StandardCharsets.UTF_8);
        }

        public boolean eval(boolean value) {
            return !value;
        }

        public short eval(short value) {
            return (short) (value + 1);
        }

        public @Nullable Byte eval(@Nullable Byte value) {
            return value == null ? null : (byte) (value + 1);
        }

        public float eval(float value) {
            return value / 2;
        }

        public @Nullable Double eval(Double value) {
            return value < 0 ? null : Math.sqrt(value);
        }

        public List<String> eval(List<String> texts) {
            List<String> reversed = new ArrayList<>(texts);
            java.util.Collections.reverse(reversed);
            return reversed;
        }

        public Map<String, Integer> eval(Map<String, Integer> map) {
            Map<String, Integer> more = new LinkedHashMap<>(map);
            more.put("size", map.size());
            return more;
        }
    }

    /** Rows as records. */
    public static final class Midpoint extends ScalarFunction {
        /** A ROW. */
        public record Point(double x, double y) {}

        public @Nullable Point eval(@Nullable Point a, @Nullable Point b) {
            return a == null || b == null ? null : new Point((a.x + b.x) / 2, (a.y + b.y) / 2);
        }
    }

    /** Any value at all. */
    public static final class ClassOf extends ScalarFunction {
        public String eval(@Nullable Object value) {
            return value == null
                    ? "null"
                    : value instanceof Row ? "Row" : value.getClass().getSimpleName();
        }
    }

    /** Nulls as Optionals, and arrays. */
    public static final class Sums extends ScalarFunction {
        public Optional<BigDecimal> eval(BigDecimal[] numbers) {
            return java.util.Arrays.stream(numbers).reduce(BigDecimal::add);
        }
    }

    /** Fails for some arguments. */
    public static final class Reciprocal extends ScalarFunction {
        public int eval(String label, int value) {
            return 100 / value;
        }
    }

    /** No public class: it is called by handles. */
    static final class Hidden extends ScalarFunction {
        public String eval(String text, Integer... more) {
            return text + more.length;
        }

        public int eval(int value) {
            return value + 1;
        }

        public @Nullable Long eval(@Nullable Long value) {
            return value == null ? null : value + 2;
        }
    }

    /** Not usable: abstract. */
    public abstract static class Abstract extends ScalarFunction {
        public abstract int eval(int value);
    }

    /** Not usable: objects of it belong to others. */
    public final class Inner extends ScalarFunction {
        public int eval(int value) {
            return value + TestFunctions.this.hashCode();
        }
    }

    /** Not usable: its constructor takes something. */
    public static final class NeedsArgument extends ScalarFunction {
        private final int added;

        public NeedsArgument(int added) {
            this.added = added;
        }

        public int eval(int value) {
            return value + added;
        }
    }

    /** Not usable: nothing to call. */
    public static final class NoEval extends ScalarFunction {
        int eval(int value) {
            return value;
        }
    }

    /** Not usable: SQL has no threads. */
    public static final class TakesThread extends ScalarFunction {
        public String eval(Thread thread) {
            return thread.getName();
        }
    }

    /** Not usable: there are texts, and no characters. */
    public static final class TakesCharacter extends ScalarFunction {
        public String eval(char character) {
            return String.valueOf(character);
        }
    }

    /** Not usable: SQL has no threads. */
    public static final class GivesThread extends ScalarFunction {
        public Thread eval(String name) {
            return new Thread(name);
        }
    }

    /** One column, in several ways. */
    public static final class Split extends TableFunction<String> {
        public void eval(@Nullable String text) {
            eval(text, " ");
        }

        public void eval(@Nullable String text, String separator) {
            if (text != null && !text.isEmpty()) {
                for (String part : text.split(separator, -1)) {
                    collect(part);
                }
            }
        }

        public void eval(int... numbers) {
            for (int number : numbers) {
                collect("#" + number);
            }
        }
    }

    /** Rows of records, of a superclass with a type variable. */
    public static final class Letters extends Collecting<Letters.Letter> {
        /** A row. */
        public record Letter(
                String letter, int place, @Nullable Integer before) {}

        public void eval(String text, double factor) {
            for (int i = 0; i < text.length(); i++) {
                give(new Letter(text.substring(i, i + 1), (int) (i * factor), i == 0 ? null : i - 1));
            }
        }
    }

    /** What several table functions have in common. */
    public abstract static class Collecting<R> extends TableFunction<R> {
        final void give(R row) {
            collect(row);
        }
    }

    /** Counts down. */
    public static final class Countdown extends TableFunction<Long> {
        public void eval(long from) {
            if (from < 0) {
                throw new IllegalArgumentException("below zero");
            }
            for (long each = from; each > 0; each--) {
                collect(each);
            }
        }
    }

    /** Not usable: rows of nothing known. */
    public static final class UntypedRows extends TableFunction<Row> {
        public void eval(int count) {
            collect(Row.of(count));
        }
    }

    /** Not usable: rows are collected, and not returned. */
    public static final class ReturnsRows extends TableFunction<String> {
        public String eval(int count) {
            return "x".repeat(count);
        }
    }

    /** An accumulator that is changed in place. */
    public static final class WeightedAverage extends AggregateFunction<Double, WeightedAverage.Sums> {
        /** What it remembers. */
        public static final class Sums {
            public long sum;
            public long weights;
        }

        @Override
        public Sums createAccumulator() {
            return new Sums();
        }

        public void accumulate(Sums sums, long value, @Nullable Integer weight) {
            int by = weight == null ? 1 : weight;
            sums.sum += value * by;
            sums.weights += by;
        }

        public void accumulate(Sums sums, long value) {
            accumulate(sums, value, 1);
        }

        public void retract(Sums sums, long value, @Nullable Integer weight) {
            int by = weight == null ? 1 : weight;
            sums.sum -= value * by;
            sums.weights -= by;
        }

        public void retract(Sums sums, long value) {
            retract(sums, value, 1);
        }

        public void merge(Sums sums, Iterable<Sums> others) {
            for (Sums other : others) {
                sums.sum += other.sum;
                sums.weights += other.weights;
            }
        }

        @Override
        public @Nullable Double getValue(Sums sums) {
            return sums.weights == 0 ? null : (double) sums.sum / sums.weights;
        }
    }

    /** An accumulator that is replaced, of a function that can neither take back nor merge. */
    public static final class Longest extends AggregateFunction<String, Longest.Best> {
        /** What it remembers. */
        public record Best(@Nullable String text) {}

        @Override
        public Best createAccumulator() {
            return new Best(null);
        }

        public Best accumulate(Best best, @Nullable String text) {
            boolean longer = text != null
                    && (best.text == null
                            || text.length() > best.text.length()
                            || (text.length() == best.text.length() && text.compareTo(best.text) < 0));
            return longer ? new Best(text) : best;
        }

        @Override
        public @Nullable String getValue(Best best) {
            return best.text;
        }
    }

    /** A collection as the accumulator, records as the value, nothing to take in but rows themselves. */
    public static final class Histogram extends AggregateFunction<Map<String, Long>, TreeMap<String, Long>> {
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

        public void merge(TreeMap<String, Long> counts, Iterable<TreeMap<String, Long>> others) {
            others.forEach(other -> other.forEach((key, count) -> counts.merge(key, count, Long::sum)));
        }

        @Override
        public Map<String, Long> getValue(TreeMap<String, Long> counts) {
            return counts;
        }
    }

    /** A single value as the accumulator, and a row as the value. */
    public static final class Extent extends AggregateFunction<Extent.Range, int[]> {
        /** The value. */
        public record Range(int least, int greatest) {}

        @Override
        public int[] createAccumulator() {
            return new int[0];
        }

        public int[] accumulate(int[] extent, int value) {
            return extent.length == 0
                    ? new int[] {value, value}
                    : new int[] {Math.min(extent[0], value), Math.max(extent[1], value)};
        }

        public int[] merge(int[] extent, Iterable<int[]> others) {
            int[] merged = extent;
            for (int[] other : others) {
                for (int bound : other) {
                    merged = accumulate(merged, bound);
                }
            }
            return merged;
        }

        @Override
        public @Nullable Range getValue(int[] extent) {
            return extent.length == 0 ? null : new Range(extent[0], extent[1]);
        }
    }

    /** Not usable: nobody tells what it remembers. */
    @SuppressWarnings("rawtypes")
    public static final class UntypedAggregate extends AggregateFunction {
        @Override
        public Object createAccumulator() {
            return "";
        }

        public void accumulate(Object accumulator, int value) {}

        @Override
        public Object getValue(Object accumulator) {
            return accumulator;
        }
    }

    /** Not usable: threads are no state. */
    public static final class KeepsThread extends AggregateFunction<String, Thread> {
        @Override
        public Thread createAccumulator() {
            return new Thread("x");
        }

        public void accumulate(Thread accumulator, int value) {}

        @Override
        public String getValue(Thread accumulator) {
            return accumulator.getName();
        }
    }

    /** Not usable: it takes in nothing. */
    public static final class NoAccumulate extends AggregateFunction<String, String> {
        @Override
        public String createAccumulator() {
            return "";
        }

        @Override
        public String getValue(String accumulator) {
            return accumulator;
        }
    }

    /** Not usable: the accumulator comes last. */
    public static final class AccumulatorLast extends AggregateFunction<String, String> {
        @Override
        public String createAccumulator() {
            return "";
        }

        public String accumulate(int value, String accumulator) {
            return accumulator + value;
        }

        @Override
        public String getValue(String accumulator) {
            return accumulator;
        }
    }
}
