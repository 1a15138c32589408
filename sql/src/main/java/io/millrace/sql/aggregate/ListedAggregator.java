/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.sql.aggregate;

import io.millrace.data.ColumnBatch;
import io.millrace.data.ContainerType;
import io.millrace.sql.column.ColumnBuilder;
import io.millrace.store.KeyedStore;
import io.millrace.store.ObjectColumn;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Aggregates that look at all values of a group, in the order in which they came: keeps them in a list. */
final class ListedAggregator implements Aggregator {
    private final int argument;
    private final Type type;
    private final boolean keepsNulls;
    private final Result result;
    private final @Nullable Object empty;
    private ObjectColumn<ArrayList<@Nullable Object>> values = Unopened.objects();

    /** Makes the value of a list that is not empty. */
    interface Result {
        @Nullable
        Object of(List<@Nullable Object> values);
    }

    ListedAggregator(int argument, Type type, boolean keepsNulls, Result result) {
        this(argument, type, keepsNulls, result, null);
    }

    /** @param empty the value for nothing */
    private ListedAggregator(int argument, Type type, boolean keepsNulls, Result result, @Nullable Object empty) {
        this.empty = empty;
        this.argument = argument;
        this.type = ContainerType.of(ArrayList.class, type);
        this.keepsNulls = keepsNulls;
        this.result = result;
    }

    /** FIRST_VALUE and LAST_VALUE of rows that may be taken back. */
    static ListedAggregator end(int argument, Type type, boolean last) {
        return new ListedAggregator(argument, type, false, values -> values.get(last ? values.size() - 1 : 0));
    }

    /** ARRAY_AGG. */
    static ListedAggregator array(int argument, Type type, boolean keepsNulls) {
        return new ListedAggregator(
                argument, type, keepsNulls, values -> Collections.unmodifiableList(new ArrayList<>(values)));
    }

    /** JSON_ARRAYAGG of texts that are JSON. */
    static ListedAggregator json(int argument, boolean keepsNulls) {
        return new ListedAggregator(
                argument,
                String.class,
                keepsNulls,
                values -> values.stream().map(String::valueOf).collect(Collectors.joining(",", "[", "]")),
                "[]");
    }

    /** COLLECT, which is null for no values. */
    static ListedAggregator multiset(int argument, Type type) {
        return new ListedAggregator(argument, type, false, values -> {
            Map<@Nullable Object, Integer> counts = new LinkedHashMap<>();
            values.forEach(value -> counts.merge(value, 1, Integer::sum));
            return Collections.unmodifiableMap(counts);
        });
    }

    /** SINGLE_VALUE: what a sub-query gives that may have one row at most. */
    static ListedAggregator single(int argument, Type type) {
        return new ListedAggregator(argument, type, true, values -> {
            if (values.size() > 1) {
                throw new IllegalStateException(
                        "A sub-query that stands for one value gave more than one row. Aggregate it, or LIMIT it to 1.");
            }
            return values.get(0);
        });
    }

    @Override
    public void open(KeyedStore store, String name) {
        values = store.objectColumn(name + ".values", type);
    }

    private ArrayList<@Nullable Object> list(int slot) {
        ArrayList<@Nullable Object> known = values.get(slot);
        if (known == null) {
            known = new ArrayList<>();
            values.set(slot, known);
        }
        return known;
    }

    @Override
    public void add(int slot, ColumnBatch batch, int position) {
        Object value = batch.value(argument, position);
        if (value != null || keepsNulls) {
            list(slot).add(value);
        }
    }

    @Override
    public void retract(int slot, ColumnBatch batch, int position) {
        Object value = batch.value(argument, position);
        if (value == null && !keepsNulls) {
            return;
        }
        ArrayList<@Nullable Object> known = list(slot);
        for (int i = 0; i < known.size(); i++) {
            if (Objects.deepEquals(known.get(i), value)) {
                known.remove(i);
                break;
            }
        }
        if (known.isEmpty()) {
            values.clear(slot);
        }
    }

    @Override
    public void merge(int slot, int other) {
        ArrayList<@Nullable Object> added = values.get(other);
        if (added != null) {
            list(slot).addAll(added);
        }
    }

    @Override
    public void emit(int slot, ColumnBuilder out) {
        ArrayList<@Nullable Object> known = values.get(slot);
        out.append(known == null || known.isEmpty() ? empty : result.of(known));
    }

    @Override
    public void clear(int slot) {
        values.clear(slot);
    }
}
