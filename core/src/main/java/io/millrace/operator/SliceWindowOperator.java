/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.operator;

import io.millrace.data.Batch;
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
import io.millrace.window.Reach;
import io.millrace.window.WindowAssigner;
import java.io.IOException;
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
    /** The table that says how time was cut. */
    private static final String CUT = "slicing";

    private final WindowAggregation aggregation;
    private final AggregateFunction<Object, Object, Object> aggregate;
    private final @Nullable LongAggregateFunction<Object, Object> longAggregate;
    private final KeySelector<Object, Object> keySelector;
    private final Slicing slicing;
    private final Reach reach;
    private final boolean buckets;
    private final long lateness;
    private final long[] longKeys = new long[Batch.CAPACITY];
    private LongKeyLoop longKeyLoop = new LongKeyLoop.Take();
    private SliceLoop loop = new SliceLoop.Longs();
    private @Nullable SliceStore store;
    private final Accumulators accumulators;
    private @Nullable SliceContents contents;
    private @Nullable HotKeys hotKeys;
    private @Nullable WindowEmitter emitter;
    private long firedUpTo = Long.MIN_VALUE;
    private long watermark;
    private boolean firing;
    private boolean ready;
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
        this.reach = slicing.reach();
        this.buckets = slicing.slice() < slicing.size() && !aggregation.sharesSlices();
        this.lateness = aggregation.allowedLatenessMillis();
        this.accumulators = new Accumulators(aggregation);
    }

    /**
     * How time is cut.
     *
     * @param buckets whether each slice holds all of a window
     */
    record Cut(Slicing slicing, boolean buckets) {}

    @Override
    protected void onOpen() throws Exception {
        requireSameSlices();
        store = newStore();
        contents = SliceContents.of(store, slicing, accumulators, buckets);
        store.restore(context().restoredState().tables(SliceStore.TABLE));
        hotKeys = new HotKeys(context());
        WindowEmitter opening = new WindowEmitter(aggregation, context(), output());
        emitter = opening;
        if (!context().restoredState().tables(KeyedStore.TABLE).isEmpty()) {
            WindowOperator.refuse(opening.keyedStore(), context());
        }
        Class<? extends SliceLoop> loopClass = longAggregate == null ? SliceLoop.Objects.class : SliceLoop.Longs.class;
        loop = context().kernels().instance(SliceLoop.class, loopClass, keySelector, aggregate);
        longKeyLoop = context().kernels().instance(LongKeyLoop.class, LongKeyLoop.Take.class, keySelector);
        watermark = context().watermark();
        firedUpTo = watermark;
    }

    /** Refuses slices that were cut in another way: what one holds cannot be divided, and would count for another time. */
    private void requireSameSlices() throws IOException {
        for (Object row : ValuesTable.readAll(context().restoredState(), CUT)) {
            Cut written = (Cut) row;
            boolean same = written.buckets() == buckets
                    && (buckets
                            ? written.slicing().equals(slicing)
                            : written.slicing().hasSlicesOf(slicing));
            if (!same) {
                throw new IllegalStateException("Operator '" + context().operatorName() + "' has "
                        + slicing.describe() + ", and the snapshot holds the contents of "
                        + written.slicing().describe() + ", which these cannot take up. Give the changed operator"
                        + " another uid, with which it begins anew, or set its windows and its aggregate back.");
            }
        }
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

    private SliceContents contents() {
        return opened(contents);
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
        opened(hotKeys).sample(batch, keySelector);
        int row = 0;
        while (row < batch.size) {
            long timestamp = batch.timestamps[row];
            if (reach.excludes(timestamp)) {
                throw new IllegalStateException(
                        "Operator '" + context().operatorName() + "': " + Reach.refusal(batch.values[row], timestamp));
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
        boolean betweenWindows = last < slicing.firstWindowEnd(sliceEnd);
        if (isExpired(betweenWindows ? batch.timestamps[row] + 1 : last)) {
            emitter().late(batch.values[row], batch.timestamps[row]);
            return row + 1;
        }
        if (betweenWindows) {
            return row + 1;
        }
        if (slicing.firstWindowEnd(sliceEnd) - 1 > watermark) {
            return add(batch, row, batch.size, store().slice(sliceEnd));
        }
        Object key = keySelector.getKey(batch.values[row]);
        SliceTable slice = store().slice(sliceEnd);
        contents().beforeChange(slice, key);
        add(batch, row, row + 1, slice);
        contents().afterChange(slice, key);
        fireAgain(key, slice, slicing.firstWindowEnd(sliceEnd), last);
        return row + 1;
    }

    private int add(RecordBatch batch, int row, int until, SliceTable slice) throws Exception {
        long start = slice.end() - slicing.slice();
        return loop.run(slice, start, keySelector, aggregate, longAggregate, batch, row, until);
    }

    /** Adds what a {@link SliceCombineOperator} has folded: never late, and never for a window that has fired. */
    private void addPartial(SlicePartial partial) {
        SliceTable slice = store().slice(partial.sliceEnd());
        int before = slice.size();
        int slot = slice.slotOf(partial.key());
        if (longAggregate != null) {
            long accumulator = (Long) partial.accumulator();
            slice.setLong(
                    slot,
                    slice.size() == before ? longAggregate.mergeLongs(slice.longAt(slot), accumulator) : accumulator);
            return;
        }
        Object sum = slice.size() == before ? slice.objectAt(slot) : null;
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
                Object accumulator = bucket.size() == before ? bucket.objectAt(slot) : null;
                bucket.setObject(
                        slot, aggregate.add(value, accumulator == null ? aggregate.createAccumulator() : accumulator));
                if (end - 1 <= watermark) {
                    fireAgain(key, bucket, end, end);
                }
            }
        }
        if (!inTime && (belongs || isExpired(timestamp + 1))) {
            emitter().late(value, timestamp);
        }
    }

    private boolean isExpired(long windowEnd) {
        long maxTimestamp = windowEnd - 1;
        return maxTimestamp + lateness >= maxTimestamp ? maxTimestamp + lateness <= watermark : false;
    }

    /** Fires, for one key, those windows with a slice that have fired already and may still get elements. */
    private void fireAgain(Object key, SliceTable slice, long firstEnd, long lastEnd) throws Exception {
        long first = firstEnd;
        while (first <= lastEnd && isExpired(first)) {
            first += slicing.slide();
        }
        long last = lastEnd - 1 <= watermark ? lastEnd : slicing.windowEndUpTo(watermark + 1);
        if (first > last) {
            return;
        }
        if (buckets || slicing.slice() == slicing.size()) {
            Object result = accumulators.resultAt(slice, slice.find(key));
            emitter().emit(key, first - slicing.size(), first, result);
            return;
        }
        KeyWindows windows = new KeyWindows(store(), accumulators, key, slice.end(), first - slicing.size(), last);
        for (long end = first; end <= last; end += slicing.slide()) {
            long start = end - slicing.size();
            emitter().emit(key, start, end, windows.result(start, end));
        }
    }

    @Override
    public boolean onWatermark(long timestamp) throws Exception {
        watermark = timestamp;
        return fire();
    }

    @Override
    public boolean onKeyEnd() {
        emitter().forgetKeys();
        watermark = Long.MIN_VALUE;
        firedUpTo = Long.MIN_VALUE;
        contents = SliceContents.of(store(), slicing, accumulators, buckets); // it only knows time to go on
        emitter().forgetKeys();
        return true;
    }

    @Override
    public boolean resume() throws Exception {
        return fire();
    }

    private boolean fire() throws Exception {
        while (firing || beginFiring()) {
            if (!ready) {
                ready = contents().moveTo(firingEnd);
                if (!ready) {
                    return false;
                }
            }
            if (!emitWindow()) {
                return false;
            }
            contents().fired();
            firing = false;
            firedUpTo = firingEnd - 1;
        }
        firedUpTo = watermark;
        dropExpired();
        return true;
    }

    /** Turns to the next window that the watermark has passed, if there is one. */
    private boolean beginFiring() {
        long end = nextToFire();
        if (end - 1 > watermark || end == Long.MAX_VALUE) {
            return false;
        }
        firing = true;
        ready = false;
        firingEnd = end;
        firingSlot = 0;
        return true;
    }

    private boolean emitWindow() throws Exception {
        SliceContents window = contents();
        int slots = window.slots();
        while (firingSlot < slots) {
            int slot = firingSlot++;
            if (window.isHeld(slot)) {
                emitter().emit(window, slot, firingEnd - slicing.size(), firingEnd);
                if (output().shouldYield()) {
                    return false;
                }
            }
        }
        return true;
    }

    /** Returns the end of the first window that holds elements and has not fired, or MAX_VALUE. */
    private long nextToFire() {
        long sliceEnd = store().firstEnd();
        if (sliceEnd == Long.MAX_VALUE || firedUpTo >= Long.MAX_VALUE - slicing.slide() - 1) {
            return Long.MAX_VALUE;
        }
        if (buckets) {
            return store().nextEnd(firedUpTo == Long.MIN_VALUE ? firedUpTo : firedUpTo + 1);
        }
        if (slicing.firstWindowEnd(sliceEnd) - 1 > firedUpTo) {
            return slicing.firstWindowEnd(sliceEnd);
        }
        long next = slicing.windowEndFrom(firedUpTo + 2);
        long first = store().nextEnd(next - slicing.size());
        if (first == Long.MAX_VALUE) {
            return first;
        }
        return first <= next ? next : slicing.firstWindowEnd(first);
    }

    private void dropExpired() {
        while (!store().isEmpty()) {
            long sliceEnd = store().firstEnd();
            if (!isExpired(buckets ? sliceEnd : slicing.lastWindowEnd(sliceEnd))) {
                return;
            }
            contents().beforeDrop(store().at(0));
            store().drop(sliceEnd);
        }
    }

    @Override
    public StateSize stateSize() {
        return new StateSize(store().keyCount(), store().stateBytesEstimate());
    }

    @Override
    public OperatorSnapshot snapshot(boolean endOfInput) {
        StoreSnapshot slices = store().snapshot();
        StoreSnapshot states = emitter().snapshot();
        return new OperatorSnapshot() {
            @Override
            public List<StateTable> tables() {
                List<StateTable> tables = new ArrayList<>(slices.tables());
                tables.add(new ValuesTable(CUT, List.of(new Cut(slicing, buckets))));
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
