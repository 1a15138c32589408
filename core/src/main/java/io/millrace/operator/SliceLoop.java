/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.operator;

import io.millrace.data.RecordBatch;
import io.millrace.function.AggregateFunction;
import io.millrace.function.KeySelector;
import io.millrace.function.LongAggregateFunction;
import io.millrace.store.SliceTable;
import org.jspecify.annotations.Nullable;

/** Adds rows to one slice; the classes that implement it are copied for each operator, see {@link Kernels}. */
interface SliceLoop {
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
        private final SliceLookahead lookahead = new SliceLookahead();

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
            lookahead.begin();
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
                } else {
                    slot = lookahead.slotOf(slice, longKeys, next, until);
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
        private final SliceLookahead lookahead = new SliceLookahead();

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
            lookahead.begin();
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
                } else {
                    slot = lookahead.slotOf(slice, longKeys, next, until);
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
