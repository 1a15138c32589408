/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.sql.aggregate;

import io.millrace.data.ColumnBatch;
import io.millrace.sql.column.ColumnBuilder;
import io.millrace.sql.function.runtime.Bitmaps;
import io.millrace.store.KeyedStore;
import io.millrace.store.ObjectColumn;
import java.lang.reflect.Type;
import java.util.List;
import java.util.function.BinaryOperator;
import org.jspecify.annotations.Nullable;

/** BITMAP_BUILD_AGG, BITMAP_AND_AGG and their like, of rows that are never taken back: keeps the bitmap so far. */
final class BitmapAggregator implements Aggregator {
    private static final String BUILD = "BITMAP_BUILD_";

    private final int argument;
    private final boolean builds;
    private final boolean counts;
    private final BinaryOperator<byte[]> fold;
    private ObjectColumn<byte[]> bitmap = Unopened.objects();

    private BitmapAggregator(String function, int argument) {
        this.argument = argument;
        this.builds = function.startsWith(BUILD);
        this.counts = function.endsWith("_CARDINALITY_AGG");
        this.fold = fold(function);
    }

    private static BinaryOperator<byte[]> fold(String function) {
        if (function.startsWith("BITMAP_AND_")) {
            return Bitmaps::and;
        }
        return function.startsWith("BITMAP_XOR_") ? Bitmaps::xor : Bitmaps::or;
    }

    /** Returns whether a function is one of these. */
    static boolean knows(String function) {
        return function.matches("BITMAP_(BUILD|AND|OR|XOR)_(CARDINALITY_)?AGG");
    }

    /**
     * Makes the aggregate of a function.
     *
     * @param type of the argument
     * @param retracts whether rows are taken back; then all of them are kept
     */
    static Aggregator of(String function, int argument, Type type, boolean retracts) {
        BitmapAggregator folding = new BitmapAggregator(function, argument);
        if (!retracts) {
            return folding;
        }
        Type kept = folding.builds ? type : byte[].class;
        return new ListedAggregator(argument, kept, false, folding::ofAll);
    }

    private Object ofAll(List<@Nullable Object> values) {
        byte[] result = bitmap(values.get(0));
        for (Object value : values.subList(1, values.size())) {
            result = fold.apply(result, bitmap(value));
        }
        return value(result);
    }

    private byte[] bitmap(@Nullable Object value) {
        if (value instanceof byte[] bytes) {
            return bytes;
        }
        return Bitmaps.build(value == null ? List.of() : List.of(value));
    }

    private Object value(byte[] result) {
        return counts ? Long.valueOf(Bitmaps.cardinality(result)) : result;
    }

    @Override
    public void open(KeyedStore store, String name) {
        bitmap = store.objectColumn(name + ".bitmap", byte[].class);
    }

    private void add(int slot, byte[] added) {
        byte[] known = bitmap.get(slot);
        bitmap.set(slot, known == null ? added : fold.apply(known, added));
    }

    @Override
    public void add(int slot, ColumnBatch batch, int position) {
        Object value = batch.value(argument, position);
        if (value != null) {
            add(slot, bitmap(value));
        }
    }

    @Override
    public void retract(int slot, ColumnBatch batch, int position) {
        throw new IllegalStateException("A row was taken back, where it was planned that none would be");
    }

    @Override
    public void merge(int slot, int other) {
        byte[] added = bitmap.get(other);
        if (added != null) {
            add(slot, added);
        }
    }

    @Override
    public void emit(int slot, ColumnBuilder out) {
        byte[] known = bitmap.get(slot);
        out.append(known == null ? null : value(known));
    }

    @Override
    public void clear(int slot) {
        bitmap.clear(slot);
    }
}
