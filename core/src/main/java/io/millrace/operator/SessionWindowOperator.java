/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.operator;

import io.millrace.data.RecordBatch;
import io.millrace.function.AggregateFunction;
import io.millrace.function.Function;
import io.millrace.function.KeySelector;
import io.millrace.function.LongAggregateFunction;
import io.millrace.store.LongColumn;
import io.millrace.store.ObjectColumn;
import io.millrace.time.TimeDomain;
import io.millrace.window.EventTimeSessionWindows;
import io.millrace.window.Reach;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Session windows of a keyed stream.
 *
 * <p>Nearly every key has at most one open session: its bounds and its accumulator lie in columns of the keyed store, the
 * accumulator unboxed where it is a long. Further sessions of a key, which late elements open, lie in a list beside it.
 * A session has one timer: it is not moved with each element that extends the session, but looks again when it fires.
 */
public final class SessionWindowOperator extends KeyedOperator<Function> {
    /**
     * A session beside the key's first.
     *
     * @param start inclusive
     * @param end exclusive
     */
    public record Session(long start, long end, Object accumulator) {}

    private final WindowAggregation aggregation;
    private final AggregateFunction<Object, Object, Object> aggregate;
    private final @Nullable LongAggregateFunction<Object, Object> longAggregate;
    private final KeySelector<Object, Object> keySelector;
    private final long gap;
    private final Reach reach;
    private final long lateness;
    private @Nullable State state;

    public SessionWindowOperator(
            EventTimeSessionWindows assigner,
            WindowAggregation aggregation,
            KeySelector<?, ?> keySelector,
            Function function) {
        super(function);
        this.aggregation = aggregation;
        this.aggregate = aggregation.aggregate();
        this.longAggregate = aggregation.longAggregate();
        this.keySelector = cast(keySelector);
        this.gap = assigner.gapMillis();
        this.reach = Reach.of(gap, gap);
        this.lateness = aggregation.allowedLatenessMillis();
    }

    @Override
    protected void onStoreReady() {
        WindowOperator.refuse(store(), context());
        state = new State();
        prepareLongKeys(keySelector);
    }

    private State state() {
        State current = state;
        if (current == null) {
            throw new IllegalStateException("The operator is not open");
        }
        return current;
    }

    @Override
    public void onBatch(int input, RecordBatch batch) throws Exception {
        State current = state();
        takeLongKeys(keySelector, batch);
        sampleKeys(keySelector, batch);
        long watermark = context().watermark();
        for (int row = 0; row < batch.size; row++) {
            long timestamp = batch.timestamps[row];
            Object value = batch.values[row];
            if (reach.excludes(timestamp)) {
                throw new IllegalStateException(
                        "Operator '" + context().operatorName() + "': " + Reach.refusal(value, timestamp));
            }
            int slot = select(keySelector, batch, row);
            if (!current.addToOnlySession(slot, value, timestamp, watermark)) {
                merge(slot, value, timestamp);
            }
        }
        context().recycle(batch);
    }

    private boolean isExpired(long end) {
        long forgottenAt = forgottenAt(end - 1);
        return forgottenAt != Long.MAX_VALUE && forgottenAt <= context().watermark();
    }

    /** Returns when a session is forgotten; {@link Long#MAX_VALUE} for never. */
    private long forgottenAt(long maxTimestamp) {
        return Saturated.sum(maxTimestamp, lateness);
    }

    private void registerCleanup(int slot, long maxTimestamp) {
        long time = forgottenAt(maxTimestamp);
        if (time != Long.MAX_VALUE) {
            store().eventTimers().register(slot, time);
        }
    }

    /** The general case: the element's own session, merged with all that it touches. */
    private void merge(int slot, Object value, long timestamp) throws Exception {
        long start = timestamp;
        long end = timestamp + gap;
        Object accumulator = null;
        List<Session> untouched = new ArrayList<>();
        for (Session session : state().sessions(slot)) {
            if (session.start() <= end && session.end() >= start) {
                accumulator = accumulator == null
                        ? session.accumulator()
                        : aggregate.merge(accumulator, session.accumulator());
                start = Math.min(start, session.start());
                end = Math.max(end, session.end());
            } else {
                untouched.add(session);
            }
        }
        if (isExpired(end)) {
            emitter().late(value, timestamp);
            store().release();
            return;
        }
        Session merged = new Session(
                start, end, aggregate.add(value, accumulator == null ? aggregate.createAccumulator() : accumulator));
        untouched.add(merged);
        state().setSessions(slot, untouched);
        if (end - 1 <= context().watermark()) {
            emit(merged);
            registerCleanup(slot, end - 1);
        } else {
            store().eventTimers().register(slot, end - 1);
        }
    }

    private WindowEmitter emitter() {
        return state().emitter;
    }

    private void emit(Session session) throws Exception {
        emitter()
                .emit(store().currentKey(), session.start(), session.end(), aggregate.getResult(session.accumulator()));
    }

    @Override
    protected void onTimer(long timestamp, TimeDomain domain) throws Exception {
        int slot = store().currentSlot();
        if (state().fireOnlySession(slot, timestamp)) {
            return;
        }
        List<Session> sessions = state().sessions(slot);
        List<Session> kept = new ArrayList<>();
        for (Session session : sessions) {
            long maxTimestamp = session.end() - 1;
            if (maxTimestamp > timestamp) {
                store().eventTimers().register(slot, maxTimestamp);
            } else if (maxTimestamp == timestamp) {
                emit(session);
                if (lateness > 0) {
                    registerCleanup(slot, maxTimestamp);
                }
            }
            if (forgottenAt(maxTimestamp) > timestamp) {
                kept.add(session);
            }
        }
        if (kept.size() < sessions.size()) {
            state().setSessions(slot, kept);
        }
    }

    /** The columns of the keyed store that hold the sessions. */
    private final class State {
        private final WindowEmitter emitter = new WindowEmitter(aggregation, context(), output());
        private final LongColumn starts = store().longColumn("start");
        private final LongColumn ends = store().longColumn("end");
        private final @Nullable LongColumn longs = longAggregate == null ? null : store().longColumn("accumulator");
        private final @Nullable ObjectColumn<Object> objects =
                longAggregate == null ? store().objectColumn("accumulator", null) : null;
        private final ObjectColumn<List<Session>> others = store().objectColumn("otherSessions", null);
        private int keysWithOthers;

        State() {
            store().forEachSlot(slot -> keysWithOthers += others.has(slot) ? 1 : 0);
        }

        /**
         * Adds an element to the one open session of its key, or opens it; returns false where it is not that simple. The
         * JIT inlines all of this into the loop over a batch, and nothing of the general case.
         */
        boolean addToOnlySession(int slot, Object value, long timestamp, long watermark) {
            long end = ends.get(slot);
            long start = starts.get(slot);
            long ownEnd = timestamp + gap;
            if (start == 0 && !starts.has(slot)) {
                if (ownEnd - 1 <= watermark) {
                    return false;
                }
                starts.set(slot, timestamp);
                ends.set(slot, ownEnd);
                accumulate(slot, value, true);
                store().eventTimers().register(slot, ownEnd - 1);
                return true;
            }
            if (timestamp > end || ownEnd < start || end - 1 <= watermark || (keysWithOthers > 0 && others.has(slot))) {
                return false;
            }
            if (timestamp < start) {
                starts.set(slot, timestamp);
            }
            if (ownEnd > end) {
                ends.set(slot, ownEnd);
            }
            accumulate(slot, value, false);
            return true;
        }

        private void accumulate(int slot, Object value, boolean first) {
            if (longs != null && longAggregate != null) {
                longs.set(slot, longAggregate.addTo(value, first ? longAggregate.create() : longs.get(slot)));
            } else if (objects != null) {
                Object accumulator = first ? null : objects.get(slot);
                objects.set(
                        slot, aggregate.add(value, accumulator == null ? aggregate.createAccumulator() : accumulator));
            }
        }

        /** Fires or cleans up the only session of a key; returns false where it has several. */
        boolean fireOnlySession(int slot, long timestamp) throws Exception {
            if (keysWithOthers > 0 && others.has(slot)) {
                return false;
            }
            long maxTimestamp = ends.get(slot) - 1;
            if (maxTimestamp > timestamp) {
                store().eventTimers().register(slot, maxTimestamp);
                return true;
            }
            if (maxTimestamp == timestamp) {
                Object result = longs != null && longAggregate != null
                        ? longAggregate.result(longs.get(slot))
                        : aggregate.getResult(accumulator(slot));
                emitter.emit(store().currentKey(), starts.get(slot), maxTimestamp + 1, result);
                if (lateness > 0) {
                    registerCleanup(slot, maxTimestamp);
                }
            }
            if (forgottenAt(maxTimestamp) <= timestamp) {
                clear(slot);
            }
            return true;
        }

        private Object accumulator(int slot) {
            Object accumulator = longs != null ? (Object) longs.get(slot) : objects == null ? null : objects.get(slot);
            if (accumulator == null) {
                throw new IllegalStateException("A session without content");
            }
            return accumulator;
        }

        private void clear(int slot) {
            starts.clear(slot);
            ends.clear(slot);
            if (longs != null) {
                longs.clear(slot);
            } else if (objects != null) {
                objects.clear(slot);
            }
        }

        List<Session> sessions(int slot) {
            List<Session> sessions = new ArrayList<>();
            if (starts.has(slot)) {
                Object accumulator =
                        longs != null ? (Object) longs.get(slot) : objects == null ? null : objects.get(slot);
                if (accumulator == null) {
                    throw new IllegalStateException("A session without content");
                }
                sessions.add(new Session(starts.get(slot), ends.get(slot), accumulator));
                List<Session> more = others.get(slot);
                if (more != null) {
                    sessions.addAll(more);
                }
            }
            return sessions;
        }

        /** Keeps the session that ends last in the columns, and the rest beside it. */
        void setSessions(int slot, List<Session> sessions) {
            if (others.has(slot)) {
                keysWithOthers--;
                others.clear(slot);
            }
            if (sessions.isEmpty()) {
                clear(slot);
                return;
            }
            Session last = sessions.get(0);
            for (Session session : sessions) {
                last = session.end() > last.end() ? session : last;
            }
            starts.set(slot, last.start());
            ends.set(slot, last.end());
            if (longs != null) {
                longs.set(slot, (Long) last.accumulator());
            } else if (objects != null) {
                objects.set(slot, last.accumulator());
            }
            List<Session> rest = new ArrayList<>(sessions);
            rest.remove(last);
            if (!rest.isEmpty()) {
                keysWithOthers++;
                others.set(slot, rest);
            }
        }
    }
}
