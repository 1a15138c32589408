/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.sql.operator;

import io.millrace.data.ColumnBatch;
import io.millrace.operator.OperatorContext;
import io.millrace.operator.OperatorSnapshot;
import io.millrace.operator.Output;
import io.millrace.snapshot.StateTable;
import io.millrace.sql.window.WindowZone;
import io.millrace.store.KeyedStore;
import io.millrace.store.StoreSnapshot;
import java.util.List;
import org.apache.calcite.rel.type.RelDataType;
import org.jspecify.annotations.Nullable;

/**
 * An operator that keeps rows, or what becomes of them, until a window is over: when the watermark, or the clock, has come to the last millisecond of it. What is open is in
 * memory, whatever the state backend; snapshots hold it as they hold keyed state.
 */
public abstract class WindowingOperator extends RowMakingOperator {
    private final WindowZone zone;
    private final boolean eventTime;
    private @Nullable KeyedStore store;
    private long progress = Long.MIN_VALUE;
    private int openInputs;
    private LateSide late = new LateSide(null);

    /**
     * @param outputRow what the operator's rows are
     * @param zone that windows are cut in
     * @param eventTime or processing time
     * @param inputs how many there are
     */
    WindowingOperator(RelDataType outputRow, WindowZone zone, boolean eventTime, int inputs) {
        super(outputRow);
        this.zone = zone.copy();
        this.eventTime = eventTime;
        this.openInputs = inputs;
    }

    /**
     * Has late rows leave by the side. Called before the operator is opened.
     *
     * @param columns of the input that leave, or null to drop late rows, and count them
     */
    public final WindowingOperator sendingLate(@Nullable List<Integer> columns) {
        late = new LateSide(columns);
        return this;
    }

    @Override
    public final void open(OperatorContext newContext, Output newOutput) throws Exception {
        super.open(newContext, newOutput);
        KeyedStore opening = new KeyedStore(
                newContext.operatorName(),
                newContext.maxParallelism(),
                newContext.keyGroups(),
                newContext::processingTime);
        opening.restore(newContext.restoredState().tables(KeyedStore.TABLE));
        store = opening;
        if (eventTime) {
            progress = newContext.watermark();
        }
        onOpen();
    }

    /** Declares the states, and takes up what was restored. */
    abstract void onOpen() throws Exception;

    /** Fires the windows that are over, and have not been fired; false to be called again. */
    abstract boolean fire() throws Exception;

    /** Returns the end of a window that is open, of which none ends earlier; {@link Long#MAX_VALUE} if there is none. */
    abstract long nextEnd();

    final KeyedStore store() {
        return opened(store);
    }

    final boolean isEventTime() {
        return eventTime;
    }

    final WindowZone zone() {
        return zone;
    }

    /** Returns whether the window of an end takes no more rows. */
    final boolean isOver(long windowEnd) {
        return progress != Long.MIN_VALUE && zone.lastEpoch(windowEnd - 1) <= progress;
    }

    /** Returns whether the window of an end has been over for as long as rows may be late. */
    final boolean isOver(long windowEnd, long latenessMillis) {
        return progress >= Long.MIN_VALUE + latenessMillis
                && isOver(windowEnd)
                && zone.lastEpoch(windowEnd - 1) <= progress - latenessMillis;
    }

    /** Returns the time up to which windows are over. */
    final long progress() {
        return progress;
    }

    /** Returns what the clock shows, which falls into no window that has fired. */
    final long now() {
        return Math.max(context().processingTime(), progress + 1);
    }

    /** Returns where late rows go. */
    final LateSide late() {
        return late;
    }

    /** Disposes of the late rows of a batch, at its end. */
    final void passLate(ColumnBatch batch) {
        late.pass(batch, context(), output());
    }

    @Override
    public void beforeSignal() {
        rows().flush();
    }

    @Override
    public boolean onWatermark(long timestamp) throws Exception {
        if (!eventTime) {
            return true;
        }
        progress = timestamp;
        return fireAndFlush();
    }

    @Override
    public long nextProcessingTime() {
        long end = eventTime ? Long.MAX_VALUE : nextEnd();
        return end == Long.MAX_VALUE ? end : zone.lastEpoch(end - 1) + 1;
    }

    @Override
    public boolean onProcessingTime(long millis) throws Exception {
        if (!eventTime) {
            progress = Math.max(progress, millis - 1);
        }
        return fireAndFlush();
    }

    /** Windows of processing time do not wait for a clock that nobody looks at any more. */
    @Override
    public boolean onEndOfInput(int input) throws Exception {
        openInputs--;
        if (eventTime || openInputs > 0) {
            return true;
        }
        progress = Long.MAX_VALUE - 1;
        return fireAndFlush();
    }

    @Override
    public boolean resume() throws Exception {
        return fireAndFlush();
    }

    private boolean fireAndFlush() throws Exception {
        boolean done = fire();
        rows().flush();
        return done;
    }

    /** Called before a snapshot: what is kept only for use in between is to be given up. */
    void beforeSnapshot() {}

    @Override
    public OperatorSnapshot snapshot(boolean endOfInput) throws Exception {
        beforeSnapshot();
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

    @Override
    public void close() throws Exception {
        KeyedStore opened = store;
        if (opened != null) {
            opened.close();
        }
        super.close();
    }
}
