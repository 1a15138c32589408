/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.operator;

import io.millrace.data.Batch;
import io.millrace.data.Codec;
import io.millrace.data.Codecs;
import io.millrace.data.RecordBatch;
import io.millrace.function.AggregateFunction;
import io.millrace.function.Function;
import io.millrace.function.KeySelector;
import io.millrace.function.LongAggregateFunction;
import io.millrace.snapshot.StateTable;
import io.millrace.store.KeyedStore;
import io.millrace.store.SliceStore;
import io.millrace.store.SliceTable;
import io.millrace.store.StoreSnapshot;
import io.millrace.window.WindowAssigner;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Tumbling and sliding windows of a keyed stream.
 *
 * <p>State is kept per slice of time (see {@link Slicing}): an element updates the one slice it falls into, a window that
 * fires merges its slices. Where accumulators cannot be merged, or the order of arrival counts, each window has a table
 * of its own instead (a bucket) and an element goes to the bucket of every window it belongs to.
 *
 * <p>A slice is dropped when the last window that holds it can get no more elements: when the watermark has passed its
 * maximum timestamp and the allowed lateness. An element that comes between a window's firing and that moment fires the
 * window again for its key.
 */
public final class SliceWindowOperator extends FunctionOperator<Function> implements GroupedByKey {
    private static final Codec<Object> COPIES = Codecs.observed();

    private final WindowAggregation aggregation;
    private final AggregateFunction<Object, Object, Object> aggregate;
    private final @Nullable LongAggregateFunction<Object, Object> longAggregate;
    private final KeySelector<Object, Object> keySelector;
    private final Slicing slicing;
    private final boolean buckets;
    private final long lateness;
    private final long[] longKeys = new long[Batch.CAPACITY];
    private LongKeyLoop longKeyLoop = new LongKeyLoop.Take();
    private SliceLoop loop = new SliceLoop.Longs();
    private @Nullable SliceStore store;
    private @Nullable SliceStore merged;
    private @Nullable WindowEmitter emitter;
    private long firedUpTo = Long.MIN_VALUE;
    private long watermark;
    private @Nullable SliceTable firing;
    private long firingEnd;
    private int firingSlot;

    public SliceWindowOperator(
            WindowAssigner<?, ?> assigner,
            WindowAggregation aggregation,
            KeySelector<?, ?> keySelector,
            Function function) {
        super(function);
        this.aggregation = aggregation;
        this.aggregate = aggregation.aggregate();
        this.longAggregate = aggregation.longAggregate();
        this.keySelector = cast(keySelector);
        this.slicing = Slicing.of(assigner);
        this.buckets = slicing.slide() < slicing.size() && !aggregation.sharesSlices();
        this.lateness = aggregation.allowedLatenessMillis();
    }

    @Override
    protected void onOpen() throws Exception {
        store = newStore();
        merged = newStore();
        store.restore(context().restoredState().open(SliceStore.TABLE));
        WindowEmitter opening = new WindowEmitter(aggregation, context(), output());
        emitter = opening;
        if (!context().restoredState().open(KeyedStore.TABLE).isEmpty()) {
            WindowOperator.refuse(opening.keyedStore(), context());
        }
        Class<? extends SliceLoop> loopClass = longAggregate == null ? SliceLoop.Objects.class : SliceLoop.Longs.class;
        loop = context().kernels().instance(SliceLoop.class, loopClass, keySelector, aggregate);
        longKeyLoop = context().kernels().instance(LongKeyLoop.class, LongKeyLoop.Take.class, keySelector);
        watermark = context().watermark();
        firedUpTo = watermark;
    }

    private SliceStore newStore() {
        return longAggregate == null
                ? SliceStore.ofObjects(
                        context().operatorName(),
                        context().maxParallelism(),
                        context().keyGroups(),
                        null)
                : SliceStore.ofLongs(
                        context().operatorName(),
                        context().maxParallelism(),
                        context().keyGroups());
    }

    private SliceStore store() {
        return opened(store);
    }

    @Override
    protected boolean isKeyed() {
        return true;
    }

    @Override
    protected KeyedStore keyedStore() {
        return emitter().keyedStore();
    }

    private WindowEmitter emitter() {
        return opened(emitter);
    }

    private static <T> T opened(@Nullable T part) {
        if (part == null) {
            throw new IllegalStateException("The operator is not open");
        }
        return part;
    }

    @Override
    public void onBatch(int input, RecordBatch batch) throws Exception {
        if (batch.longKeys == null && longKeyLoop.run(keySelector, batch, longKeys)) {
            batch.longKeys = longKeys;
        }
        int row = 0;
        while (row < batch.size) {
            long timestamp = batch.timestamps[row];
            if (timestamp == Batch.NO_TIMESTAMP) {
                throw new IllegalStateException("Operator '" + context().operatorName() + "' got " + batch.values[row]
                        + " without a timestamp, which event-time windows need."
                        + " Give the source a WatermarkStrategy with a timestamp assigner.");
            }
            if (batch.values[row] instanceof SlicePartial partial) {
                addPartial(partial);
                row++;
            } else if (buckets) {
                addToBuckets(batch.values[row], timestamp);
                row++;
            } else {
                row = addToSlice(batch, row, slicing.sliceEnd(timestamp));
            }
        }
        context().recycle(batch);
    }

    /** Adds the rows from {@code row} on that fall into one slice; returns the first that does not. */
    private int addToSlice(RecordBatch batch, int row, long sliceEnd) throws Exception {
        long last = slicing.lastWindowEnd(sliceEnd);
        if (isExpired(last)) {
            emitter().late(batch.values[row], batch.timestamps[row]);
            return row + 1;
        }
        if (last < slicing.firstWindowEnd(sliceEnd)) {
            return row + 1;
        }
        SliceTable slice = store().slice(sliceEnd);
        boolean firesAtOnce = slicing.firstWindowEnd(sliceEnd) - 1 <= watermark;
        int until = firesAtOnce ? row + 1 : batch.size;
        int next =
                loop.run(slice, sliceEnd - slicing.slice(), keySelector, aggregate, longAggregate, batch, row, until);
        if (firesAtOnce) {
            fireAgain(keySelector.getKey(batch.values[row]), slicing.firstWindowEnd(sliceEnd), last);
        }
        return next;
    }

    /** Adds what a {@link SliceCombineOperator} has folded: never late, and never for a window that has fired. */
    private void addPartial(SlicePartial partial) {
        SliceTable slice = store().slice(partial.sliceEnd());
        int before = slice.size();
        int slot = slice.slotOf(partial.key());
        if (longAggregate != null) {
            long accumulator = (Long) partial.accumulator();
            slice.setLong(
                    slot, slot < before ? longAggregate.mergeLongs(slice.longAt(slot), accumulator) : accumulator);
            return;
        }
        Object sum = slot < before ? slice.objectAt(slot) : null;
        slice.setObject(slot, sum == null ? partial.accumulator() : aggregate.merge(sum, partial.accumulator()));
    }

    private void addToBuckets(Object value, long timestamp) throws Exception {
        long last = slicing.windowEndUpTo(timestamp + slicing.size());
        boolean inTime = false;
        boolean belongs = false;
        for (long end = last; end - slicing.size() <= timestamp && timestamp < end; end -= slicing.slide()) {
            belongs = true;
            if (!isExpired(end)) {
                inTime = true;
                Object key = keySelector.getKey(value);
                SliceTable bucket = store().slice(end);
                int before = bucket.size();
                int slot = bucket.slotOf(key);
                Object accumulator = slot < before ? bucket.objectAt(slot) : null;
                bucket.setObject(
                        slot, aggregate.add(value, accumulator == null ? aggregate.createAccumulator() : accumulator));
                if (end - 1 <= watermark) {
                    fireAgain(key, end, end);
                }
            }
        }
        if (belongs && !inTime) {
            emitter().late(value, timestamp);
        }
    }

    private boolean isExpired(long windowEnd) {
        long maxTimestamp = windowEnd - 1;
        return maxTimestamp + lateness >= maxTimestamp ? maxTimestamp + lateness <= watermark : false;
    }

    /** Fires, for one key, those windows that have fired already and may still get elements. */
    private void fireAgain(Object key, long firstEnd, long lastEnd) throws Exception {
        for (long end = firstEnd; end <= lastEnd && end - 1 <= watermark; end += slicing.slide()) {
            if (!isExpired(end)) {
                SliceTable contents = contents(end, key);
                emit(contents, contents.find(key), end);
                forget(contents);
            }
        }
    }

    @Override
    public boolean onWatermark(long timestamp) throws Exception {
        watermark = timestamp;
        return fire();
    }

    @Override
    public boolean onKeyEnd() {
        watermark = Long.MIN_VALUE;
        firedUpTo = Long.MIN_VALUE;
        return true;
    }

    @Override
    public boolean resume() throws Exception {
        return fire();
    }

    private boolean fire() throws Exception {
        while (true) {
            SliceTable contents = firing;
            if (contents == null) {
                long end = nextToFire();
                if (end - 1 > watermark || end == Long.MAX_VALUE) {
                    firedUpTo = watermark;
                    dropExpired();
                    return true;
                }
                contents = contents(end, null);
                firing = contents;
                firingEnd = end;
                firingSlot = 0;
            }
            while (firingSlot < contents.size()) {
                emit(contents, firingSlot++, firingEnd);
                if (output().shouldYield()) {
                    return false;
                }
            }
            forget(contents);
            firing = null;
            firedUpTo = firingEnd - 1;
        }
    }

    /** Returns the end of the first window that holds elements and has not fired, or MAX_VALUE. */
    private long nextToFire() {
        for (int i = 0; i < store().count(); i++) {
            long sliceEnd = store().at(i).end();
            long first = buckets ? sliceEnd : slicing.firstWindowEnd(sliceEnd);
            long last = buckets ? sliceEnd : slicing.lastWindowEnd(sliceEnd);
            if (first - 1 <= firedUpTo) {
                first = buckets ? Long.MAX_VALUE : slicing.windowEndFrom(firedUpTo + 2);
            }
            if (first <= last) {
                return first;
            }
        }
        return Long.MAX_VALUE;
    }

    /**
     * Returns a table with the accumulators of a window.
     *
     * @param key the only key that is asked for, or null for all
     */
    private SliceTable contents(long end, @Nullable Object key) {
        if (buckets || slicing.slice() == slicing.size()) {
            return store().slice(end);
        }
        SliceTable total = opened(merged).slice(end);
        long first = end - slicing.size() + slicing.slice();
        for (int i = 0; i < store().count(); i++) {
            SliceTable slice = store().at(i);
            if (slice.end() >= first && slice.end() <= end) {
                if (key == null) {
                    for (int slot = 0; slot < slice.size(); slot++) {
                        merge(total, slice, slot);
                    }
                } else if (slice.find(key) >= 0) {
                    merge(total, slice, slice.find(key));
                }
            }
        }
        return total;
    }

    private void merge(SliceTable total, SliceTable slice, int slot) {
        int before = total.size();
        int target = total.slotOfKeyIn(slice, slot);
        if (longAggregate != null) {
            long accumulator = slice.longAt(slot);
            total.setLong(
                    target,
                    target < before ? longAggregate.mergeLongs(total.longAt(target), accumulator) : accumulator);
            return;
        }
        // merge(...) may change what it is given, and the slice is merged again into the next windows.
        Object accumulator = COPIES.copy(opened(slice.objectAt(slot)));
        Object sum = target < before ? total.objectAt(target) : null;
        total.setObject(target, sum == null ? accumulator : aggregate.merge(sum, accumulator));
    }

    private void forget(SliceTable contents) {
        if (!buckets && slicing.slice() != slicing.size()) {
            opened(merged).drop(contents.end());
        }
    }

    private void emit(SliceTable contents, int slot, long end) throws Exception {
        Object result = longAggregate != null
                ? longAggregate.result(contents.longAt(slot))
                : aggregate.getResult(opened(contents.objectAt(slot)));
        emitter().emit(contents.keyAt(slot), end - slicing.size(), end, result);
    }

    private void dropExpired() {
        while (!store().isEmpty()) {
            long sliceEnd = store().firstEnd();
            if (!isExpired(buckets ? sliceEnd : slicing.lastWindowEnd(sliceEnd))) {
                return;
            }
            store().drop(sliceEnd);
        }
    }

    @Override
    public OperatorSnapshot snapshot(boolean endOfInput) {
        StoreSnapshot slices = store().snapshot();
        StoreSnapshot states = emitter().snapshot();
        return new OperatorSnapshot() {
            @Override
            public List<StateTable> tables() {
                List<StateTable> tables = new ArrayList<>(slices.tables());
                if (states != null) {
                    tables.addAll(states.tables());
                }
                return tables;
            }

            @Override
            public void close() {
                slices.close();
                if (states != null) {
                    states.close();
                }
            }
        };
    }
}
