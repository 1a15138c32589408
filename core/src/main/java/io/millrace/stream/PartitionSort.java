/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.stream;

import io.millrace.function.Collector;
import io.millrace.function.KeySelector;
import io.millrace.function.MapPartitionFunction;
import io.millrace.function.Order;
import io.millrace.operator.SortKey;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Sorts a partition that is in memory. */
record PartitionSort<T>(SortKey key) implements MapPartitionFunction<T, T> {
    private static final long serialVersionUID = 1L;

    private record Keyed<T>(Object key, T element) {}

    static SortKey key(KeySelector<?, ?> selector, Order order) {
        if (order != Order.ASCENDING && order != Order.DESCENDING) {
            throw new IllegalArgumentException(
                    "sortPartition(...) sorts in ASCENDING or DESCENDING order, and was given " + order);
        }
        return new SortKey(DataStream.cast(selector), order == Order.ASCENDING);
    }

    static SortKey key(int field, Order order) {
        if (field < 0) {
            throw new IllegalArgumentException("sortPartition(...) takes a position from 0, not " + field);
        }
        return key(Integer.toString(field), order);
    }

    static SortKey key(String field, Order order) {
        KeySelector<Object, Object> selector =
                element -> FieldAccess.of(element.getClass(), field).get(element, field);
        return key(selector, order);
    }

    @Override
    public void mapPartition(Iterable<T> values, Collector<T> out) throws Exception {
        List<Keyed<T>> sorted = new ArrayList<>();
        for (T value : values) {
            sorted.add(new Keyed<>(key.getKey(value), value));
        }
        sorted.sort(Comparator.comparing(Keyed::key, key));
        sorted.forEach(keyed -> out.collect(keyed.element()));
    }
}
