/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.operator;

import io.millrace.data.Codec;
import io.millrace.data.Codecs;
import io.millrace.function.AggregateFunction;
import io.millrace.function.LongAggregateFunction;
import io.millrace.store.SliceTable;
import org.jspecify.annotations.Nullable;

/** What can be done with the accumulators in slices. A merge may change what it is given, so it is given copies. */
final class Accumulators {
    private static final Codec<Object> COPIES = Codecs.observed();

    private final AggregateFunction<Object, Object, Object> aggregate;
    private final @Nullable LongAggregateFunction<Object, Object> longs;

    Accumulators(WindowAggregation aggregation) {
        this.aggregate = aggregation.aggregate();
        this.longs = aggregation.longAggregate();
    }

    boolean areLongs() {
        return longs != null;
    }

    /** The aggregate of long accumulators. */
    LongAggregateFunction<Object, Object> longs() {
        if (longs == null) {
            throw new IllegalStateException("The accumulators are objects");
        }
        return longs;
    }

    SliceTable newTable(int expectedSize) {
        return longs != null ? SliceTable.ofLongs(expectedSize) : SliceTable.ofObjects(expectedSize);
    }

    /** A copy of a slot's accumulator: a {@code Long} where they are longs. */
    Object copyAt(SliceTable slice, int slot) {
        return longs != null ? (Object) slice.longAt(slot) : copy(objectAt(slice, slot));
    }

    /** A slot's own accumulator, not to be changed. For objects. */
    static Object objectAt(SliceTable slice, int slot) {
        Object accumulator = slice.peekObject(slot);
        if (accumulator == null) {
            throw new IllegalStateException("The accumulator of key " + slice.keyAt(slot) + " in the slice up to "
                    + slice.end() + " is null: let add(...) and merge(...) of the aggregate return one");
        }
        return accumulator;
    }

    Object copy(Object accumulator) {
        return COPIES.copy(accumulator);
    }

    /** Merges two accumulators that nobody else has; the first holds the earlier elements. */
    Object merge(Object earlier, Object later) {
        return aggregate.merge(earlier, later);
    }

    Object result(Object accumulator) {
        return aggregate.getResult(accumulator);
    }

    /** The result of a slot, of a table that is not used any more or of an accumulator that may be given away. */
    Object resultAt(SliceTable table, int slot) {
        if (longs != null) {
            return longs.result(table.longAt(slot));
        }
        Object accumulator = table.objectAt(slot);
        return result(accumulator != null ? accumulator : objectAt(table, slot));
    }

    /** Merges a slot of a slice into a table, behind what the table holds already. */
    void mergeInto(SliceTable total, SliceTable slice, int slot) {
        int before = total.size();
        int target = total.slotOfKeyIn(slice, slot);
        if (longs != null) {
            long accumulator = slice.longAt(slot);
            total.setLong(
                    target, total.size() == before ? longs.mergeLongs(total.longAt(target), accumulator) : accumulator);
            return;
        }
        Object accumulator = copy(objectAt(slice, slot));
        total.setObject(target, total.size() == before ? merge(objectAt(total, target), accumulator) : accumulator);
    }
}
