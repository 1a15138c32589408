/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.operator;

import io.millrace.data.Batch;
import io.millrace.data.RecordBatch;
import io.millrace.function.Function;
import io.millrace.function.KeySelector;
import io.millrace.snapshot.StateTable;
import io.millrace.store.KeyedStore;
import io.millrace.store.StoreSnapshot;
import io.millrace.store.TimerQueue;
import io.millrace.time.TimeDomain;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** An operator on a keyed stream: a function, the keyed store, and the timers of its keys, fired resumably. */
abstract class KeyedOperator<F extends Function> extends FunctionOperator<F> implements GroupedByKey {
    private @Nullable KeyedStore store;
    private TimeDomain firing = TimeDomain.EVENT_TIME;
    private long firingTime;
    private long timersAtKeyEnd = -1;
    private @Nullable HotKeys hotKeys;
    private LongKeyLoop longKeyLoop = new LongKeyLoop.Take();
    private final long[] longKeys = new long[Batch.CAPACITY];

    KeyedOperator(F function) {
        super(function);
    }

    @Override
    protected final boolean isKeyed() {
        return true;
    }

    @Override
    protected final void onOpen() throws Exception {
        store = context().keyedStore();
        hotKeys = new HotKeys(context());
        onStoreReady();
    }

    /** Called when the store is there, before the function is opened. */
    protected void onStoreReady() throws Exception {}

    protected final KeyedStore store() {
        KeyedStore current = store;
        if (current == null) {
            throw new IllegalStateException("The operator is not open");
        }
        return current;
    }

    /**
     * Takes the keys of a whole batch where they are {@code Long}s, in a loop of its own that needs no boxes. Where they
     * are not, {@link #select} takes them one by one.
     */
    protected final void takeLongKeys(KeySelector<Object, Object> selector, RecordBatch batch) throws Exception {
        if (batch.longKeys == null && longKeyLoop.run(selector, batch, longKeys)) {
            batch.longKeys = longKeys;
        }
    }

    /** Has a look at the keys of a batch, so that the hottest are seen in the metrics. */
    protected final void sampleKeys(KeySelector<Object, ?> selector, RecordBatch batch) throws Exception {
        if (hotKeys != null) {
            hotKeys.sample(batch, selector);
        }
    }

    /** Makes the loop that {@link #takeLongKeys} uses. */
    protected final void prepareLongKeys(KeySelector<Object, Object> selector) {
        longKeyLoop = context().kernels().instance(LongKeyLoop.class, LongKeyLoop.Take.class, selector);
    }

    /** Makes the key of a row current; returns its slot. */
    protected final int select(KeySelector<Object, ?> selector, RecordBatch batch, int row) throws Exception {
        long[] longKeys = batch.longKeys;
        if (longKeys != null) {
            return store().select(longKeys[row]);
        }
        Object value = batch.values[row];
        Object key = selector.getKey(value);
        if (key == null) {
            throw new NullPointerException(
                    "The key selector of operator '" + context().operatorName() + "' gave null for " + value
                            + ". Filter such records out before keyBy, or give them a key.");
        }
        return store().select(key);
    }

    /** Runs the function for a timer of the current key. */
    protected abstract void onTimer(long timestamp, TimeDomain domain) throws Exception;

    @Override
    public abstract void onBatch(int input, RecordBatch batch) throws Exception;

    @Override
    public final boolean onWatermark(long timestamp) throws Exception {
        return fire(TimeDomain.EVENT_TIME, timestamp);
    }

    @Override
    public final long nextProcessingTime() {
        return store().processingTimers().next();
    }

    @Override
    public final boolean onProcessingTime(long millis) throws Exception {
        return fire(TimeDomain.PROCESSING_TIME, millis);
    }

    @Override
    public final boolean resume() throws Exception {
        return fire(firing, firingTime);
    }

    /**
     * Fires the timers of processing time, which does not pass within a grouped input; those that they register of that
     * kind would never end, and are dropped.
     */
    @Override
    public boolean onKeyEnd() throws Exception {
        TimerQueue timers = store().processingTimers();
        if (timersAtKeyEnd < 0) {
            timersAtKeyEnd = timers.size();
        }
        while (timersAtKeyEnd > 0 && timers.size() > 0) {
            timersAtKeyEnd--;
            fireNext(timers, TimeDomain.PROCESSING_TIME);
            if (output().shouldYield()) {
                return false;
            }
        }
        timersAtKeyEnd = 0;
        while (store().eventTimers().size() > 0) {
            fireNext(store().eventTimers(), TimeDomain.EVENT_TIME);
            if (output().shouldYield()) {
                return false;
            }
        }
        timersAtKeyEnd = -1;
        store().clear();
        return true;
    }

    private void fireNext(TimerQueue timers, TimeDomain domain) throws Exception {
        store().selectSlot(timers.pollDue(Long.MAX_VALUE));
        onTimer(timers.polledTimestamp(), domain);
        store().release();
    }

    private boolean fire(TimeDomain domain, long time) throws Exception {
        firing = domain;
        firingTime = time;
        TimerQueue timers = domain == TimeDomain.EVENT_TIME ? store().eventTimers() : store().processingTimers();
        for (int slot = timers.pollDue(time); slot >= 0; slot = timers.pollDue(time)) {
            store().selectSlot(slot);
            onTimer(timers.polledTimestamp(), domain);
            store().release();
            store().evict();
            if (output().shouldYield()) {
                return timers.next() > time;
            }
        }
        return true;
    }

    @Override
    public OperatorSnapshot snapshot(boolean endOfInput) throws Exception {
        StoreSnapshot snapshot = store().snapshot();
        return new OperatorSnapshot() {
            @Override
            public List<StateTable> tables() {
                return snapshot.tables();
            }

            @Override
            public void close() {
                snapshot.close();
            }
        };
    }
}
