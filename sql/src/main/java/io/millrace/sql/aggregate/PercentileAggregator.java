/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.sql.aggregate;

import io.millrace.data.ColumnBatch;
import io.millrace.data.ContainerType;
import io.millrace.sql.column.ColumnBuilder;
import io.millrace.store.KeyedStore;
import io.millrace.store.ObjectColumn;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** PERCENTILE: exact, between two values in proportion. Keeps every value with how often it is there. */
final class PercentileAggregator implements Aggregator {
    private static final int FREQUENCY = 2;

    private final int[] arguments;
    private ObjectColumn<TreeMap<Double, Long>> values = Unopened.objects();
    private ObjectColumn<ArrayList<Double>> percentages = Unopened.objects();
    private final boolean several;

    /**
     * @param arguments the value, the percentage or an array of them, and, if there is a third, how often the value counts
     * @param several whether there is an array
     */
    PercentileAggregator(int[] arguments, boolean several) {
        this.arguments = arguments;
        this.several = several;
    }

    @Override
    public void open(KeyedStore store, String name) {
        values = store.objectColumn(name + ".values", ContainerType.of(TreeMap.class, Double.class, Long.class));
        percentages = store.objectColumn(name + ".percentages", ContainerType.of(ArrayList.class, Double.class));
    }

    private void change(int slot, ColumnBatch batch, int position, int sign) {
        Object value = batch.value(arguments[0], position);
        Object percentage = batch.value(arguments[1], position);
        Object frequency = arguments.length > FREQUENCY ? batch.value(arguments[FREQUENCY], position) : (Object) 1L;
        if (percentage != null) {
            percentages.set(slot, percentages(percentage));
        }
        if (value == null || frequency == null || ((Number) frequency).longValue() <= 0) {
            return;
        }
        change(slot, ((Number) value).doubleValue(), sign * ((Number) frequency).longValue());
    }

    private static ArrayList<Double> percentages(Object percentage) {
        ArrayList<Double> each = new ArrayList<>();
        for (Object one : percentage instanceof List<?> list ? list : List.of(percentage)) {
            double share = ((Number) Objects.requireNonNull(one)).doubleValue();
            if (!(share >= 0 && share <= 1)) {
                throw new IllegalArgumentException(
                        "PERCENTILE takes percentages from 0.0 to 1.0, and was given " + share);
            }
            each.add(share);
        }
        return each;
    }

    private void change(int slot, double value, long by) {
        TreeMap<Double, Long> known = values.get(slot);
        if (known == null) {
            known = new TreeMap<>();
            values.set(slot, known);
        }
        known.merge(value, by, (before, change) -> before + change <= 0 ? null : Long.valueOf(before + change));
    }

    @Override
    public void add(int slot, ColumnBatch batch, int position) {
        change(slot, batch, position, 1);
    }

    @Override
    public void retract(int slot, ColumnBatch batch, int position) {
        change(slot, batch, position, -1);
    }

    @Override
    public void merge(int slot, int other) {
        TreeMap<Double, Long> added = values.get(other);
        if (added != null) {
            added.forEach((value, count) -> change(slot, value, count));
        }
        ArrayList<Double> others = percentages.get(other);
        if (others != null) {
            percentages.set(slot, others);
        }
    }

    @Override
    public void emit(int slot, ColumnBuilder out) {
        TreeMap<Double, Long> known = values.get(slot);
        ArrayList<Double> shares = percentages.get(slot);
        if (known == null || known.isEmpty() || shares == null) {
            out.appendNull();
        } else if (several) {
            List<@Nullable Object> each = new ArrayList<>();
            shares.forEach(share -> each.add(percentile(known, share)));
            out.append(Collections.unmodifiableList(each));
        } else {
            out.append(percentile(known, shares.get(0)));
        }
    }

    private static double percentile(TreeMap<Double, Long> counts, double share) {
        long size = 0;
        for (long count : counts.values()) {
            size += count;
        }
        double place = (size - 1) * share;
        double lower = at(counts, (long) Math.floor(place));
        double upper = at(counts, (long) Math.ceil(place));
        return lower + (upper - lower) * (place - Math.floor(place));
    }

    private static double at(TreeMap<Double, Long> counts, long place) {
        long seen = 0;
        for (Map.Entry<Double, Long> entry : counts.entrySet()) {
            seen += entry.getValue();
            if (place < seen) {
                return entry.getKey();
            }
        }
        return counts.lastKey();
    }

    @Override
    public void clear(int slot) {
        values.clear(slot);
        percentages.clear(slot);
    }
}
