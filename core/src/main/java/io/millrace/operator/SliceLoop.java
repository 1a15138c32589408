/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.operator;

import io.millrace.data.Batch;
import io.millrace.data.RecordBatch;
import io.millrace.function.AggregateFunction;
import io.millrace.function.KeySelector;
import io.millrace.function.LongAggregateFunction;
import io.millrace.store.SliceTable;
import org.jspecify.annotations.Nullable;

/** Adds rows to one slice; the classes that implement it are copied for each operator, see {@link Kernels}. */
interface SliceLoop {
    /** How many keys are looked for at once. */
    int LOOK = 256;

    /**
     * Adds the rows from {@code row} on, as long as their timestamps lie in the slice.
     *
     * @param until the row to stop at
     * @return the first row that was not added
     */
    int run(
            SliceTable slice,
            long start,
            KeySelector<Object, Object> keySelector,
            AggregateFunction<Object, Object, Object> aggregate,
            @Nullable LongAggregateFunction<Object, Object> longAggregate,
            RecordBatch batch,
            int row,
            int until)
            throws Exception;

    /** For accumulators that are longs. */
    final class Longs implements SliceLoop {
        private final int[] looked = new int[Batch.CAPACITY];

        @Override
        @SuppressWarnings("NullAway") // the operator picks this loop where there is a long aggregate
        public int run(
                SliceTable slice,
                long start,
                KeySelector<Object, Object> keySelector,
                AggregateFunction<Object, Object, Object> aggregate,
                @Nullable LongAggregateFunction<Object, Object> longAggregate,
                RecordBatch batch,
                int row,
                int until)
                throws Exception {
            long end = slice.end();
            Object[] values = batch.values;
            long[] timestamps = batch.timestamps;
            long[] longKeys = batch.longKeys;
            boolean looks = slice.isLarge();
            int lookedUpTo = row;
            int next = row;
            while (next < until && timestamps[next] >= start && timestamps[next] < end) {
                Object value = values[next];
                if (value instanceof SlicePartial) {
                    return next;
                }
                int before = slice.size();
                int slot;
                if (longKeys == null) {
                    Object key = keySelector.getKey(value);
                    slot = key instanceof Long number ? slice.slotOf(number.longValue()) : slice.slotOf(key);
                } else if (looks) {
                    if (next == lookedUpTo) {
                        lookedUpTo = Math.min(until, next + LOOK);
                        slice.look(longKeys, next, lookedUpTo, looked);
                    }
                    slot = slice.slotOf(longKeys[next], looked[next]);
                } else {
                    slot = slice.slotOf(longKeys[next]);
                }
                slice.setLong(
                        slot,
                        longAggregate.addTo(
                                value, slice.size() == before ? slice.longAt(slot) : longAggregate.create()));
                next++;
            }
            return next;
        }
    }

    /** For accumulators that are objects. */
    final class Objects implements SliceLoop {
        private final int[] looked = new int[Batch.CAPACITY];

        @Override
        public int run(
                SliceTable slice,
                long start,
                KeySelector<Object, Object> keySelector,
                AggregateFunction<Object, Object, Object> aggregate,
                @Nullable LongAggregateFunction<Object, Object> longAggregate,
                RecordBatch batch,
                int row,
                int until)
                throws Exception {
            long end = slice.end();
            Object[] values = batch.values;
            long[] timestamps = batch.timestamps;
            long[] longKeys = batch.longKeys;
            boolean looks = slice.isLarge();
            int lookedUpTo = row;
            int next = row;
            while (next < until && timestamps[next] >= start && timestamps[next] < end) {
                Object value = values[next];
                if (value instanceof SlicePartial) {
                    return next;
                }
                int before = slice.size();
                int slot;
                if (longKeys == null) {
                    Object key = keySelector.getKey(value);
                    slot = key instanceof Long number ? slice.slotOf(number.longValue()) : slice.slotOf(key);
                } else if (looks) {
                    if (next == lookedUpTo) {
                        lookedUpTo = Math.min(until, next + LOOK);
                        slice.look(longKeys, next, lookedUpTo, looked);
                    }
                    slot = slice.slotOf(longKeys[next], looked[next]);
                } else {
                    slot = slice.slotOf(longKeys[next]);
                }
                Object accumulator = slice.size() == before ? slice.objectAt(slot) : null;
                slice.setObject(
                        slot, aggregate.add(value, accumulator == null ? aggregate.createAccumulator() : accumulator));
                next++;
            }
            return next;
        }
    }
}
