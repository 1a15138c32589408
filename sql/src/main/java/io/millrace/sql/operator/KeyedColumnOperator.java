/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.sql.operator;

import io.millrace.operator.OperatorContext;
import io.millrace.operator.OperatorSnapshot;
import io.millrace.operator.Output;
import io.millrace.snapshot.StateTable;
import io.millrace.store.KeyedStore;
import io.millrace.store.StoreSnapshot;
import io.millrace.store.TimerQueue;
import io.millrace.time.TimeDomain;
import java.util.List;
import org.apache.calcite.rel.type.RelDataType;
import org.jspecify.annotations.Nullable;

/** An operator on columns that keeps something for each key: the keyed store, the timers of its keys, and the rows it makes. */
abstract class KeyedColumnOperator extends RowMakingOperator {
    /** The counter of rows that are taken back from where nothing is known: what they came to has expired, or never came. */
    static final String UNKNOWN = "retractionsOfUnknownRows";

    private @Nullable KeyedStore store;
    private TimeDomain firing = TimeDomain.EVENT_TIME;
    private long firingTime;

    /** @param outputRow what the operator's rows are */
    KeyedColumnOperator(RelDataType outputRow) {
        super(outputRow);
    }

    @Override
    public final void open(OperatorContext newContext, Output newOutput) throws Exception {
        super.open(newContext, newOutput);
        store = newContext.keyedStore();
        onOpen();
    }

    /** Called when store and rows are there: declares the states. */
    abstract void onOpen() throws Exception;

    final KeyedStore store() {
        return opened(store);
    }

    /** Passes a row by that is taken back from where nothing is known. */
    final void passUnknown() {
        context().counter(UNKNOWN).inc();
    }

    /** Handles a timer of the current key. */
    void onTimer(long timestamp, TimeDomain domain) throws Exception {
        throw new IllegalStateException(getClass().getName() + " has no timers");
    }

    @Override
    public void beforeSignal() {
        rows().flush();
    }

    @Override
    public boolean onWatermark(long timestamp) throws Exception {
        return fire(TimeDomain.EVENT_TIME, timestamp);
    }

    @Override
    public long nextProcessingTime() {
        return store().processingTimers().next();
    }

    @Override
    public boolean onProcessingTime(long millis) throws Exception {
        return fire(TimeDomain.PROCESSING_TIME, millis);
    }

    @Override
    public boolean resume() throws Exception {
        return fire(firing, firingTime);
    }

    private boolean fire(TimeDomain domain, long time) throws Exception {
        firing = domain;
        firingTime = time;
        TimerQueue timers = domain == TimeDomain.EVENT_TIME ? store().eventTimers() : store().processingTimers();
        boolean done = true;
        for (int slot = timers.pollDue(time); slot >= 0; slot = timers.pollDue(time)) {
            store().selectSlot(slot);
            onTimer(timers.polledTimestamp(), domain);
            rows().flushIfFull();
            store().release();
            store().evict();
            if (output().shouldYield()) {
                done = timers.next() > time;
                break;
            }
        }
        rows().flush();
        return done;
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
