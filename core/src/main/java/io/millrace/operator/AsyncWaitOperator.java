/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.operator;

import io.millrace.async.AsyncFunction;
import io.millrace.async.AsyncRetryPredicate;
import io.millrace.async.AsyncRetryStrategy;
import io.millrace.async.CollectionSupplier;
import io.millrace.data.RecordBatch;
import io.millrace.data.RowData;
import io.millrace.data.RowType;
import io.millrace.operator.AsyncRequest.Kind;
import io.millrace.snapshot.StateTable;
import java.io.IOException;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.PriorityQueue;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;

/**
 * Calls an {@link AsyncFunction} for each element and emits what it answers.
 *
 * <p>It takes whatever it is given and starts as many requests as its capacity allows; with as many elements as that it
 * wants no more. Elements whose results were not emitted are its state: after a restore their requests are made again.
 * So a snapshot waits for no answer.
 */
public final class AsyncWaitOperator extends FunctionOperator<AsyncFunction<Object, Object>> {
    private static final String TABLE = "requests";

    private final AsyncSettings settings;
    private final @Nullable RowType declared;
    private final AsyncQueue queue;
    private final PriorityQueue<AsyncRequest> retries =
            new PriorityQueue<>(Comparator.comparingLong(request -> request.retryAt));
    private long nextDeadline = Long.MAX_VALUE;
    private boolean ending;
    private @Nullable Mailbox mailbox;

    public AsyncWaitOperator(AsyncFunction<?, ?> function, AsyncSettings settings) {
        this(function, settings, (RowType) null);
    }

    /** @param elements what their parts are: snapshots call them so, and a later version finds them by their names */
    public AsyncWaitOperator(AsyncFunction<?, ?> function, AsyncSettings settings, Type elements) {
        this(function, settings, PendingRequest.row(elements));
    }

    private AsyncWaitOperator(AsyncFunction<?, ?> function, AsyncSettings settings, @Nullable RowType declared) {
        super(cast(function));
        this.settings = settings;
        this.declared = declared;
        this.queue = new AsyncQueue(settings.ordered());
    }

    /**
     * An element in a snapshot.
     *
     * @param subtask that it belonged to
     * @param parallelism of that time
     */
    public record PendingRequest(int subtask, int parallelism, Object value, long timestamp) {
        /** Returns the type of the row that stands for one whose element is of a declared type. */
        private static RowType row(Type element) {
            return RowType.of(
                    List.of("subtask", "parallelism", "value", "timestamp"),
                    List.of(Integer.class, Integer.class, element, Long.class));
        }

        private static PendingRequest of(RowData row) {
            return new PendingRequest(cast(row, 0), cast(row, 1), cast(row, 2), cast(row, 3));
        }

        private static <T> T cast(RowData row, int column) {
            return FunctionOperator.cast(Objects.requireNonNull(row.get(column), "A column of the operator's own"));
        }

        private RowData toRow() {
            return RowData.of(subtask, parallelism, value, timestamp);
        }
    }

    // What comes in

    @Override
    protected void onOpen() throws Exception {
        mailbox = context().mailbox();
        List<PendingRequest> mine = mine(restored());
        for (PendingRequest request : mine) {
            queue.add(request.value(), request.timestamp());
        }
        if (!mine.isEmpty() && context().watermark() != Long.MIN_VALUE) {
            // What came behind them had been seen before the snapshot, so its time may have passed already.
            queue.addMark(Kind.WATERMARK, context().watermark());
        }
    }

    private List<PendingRequest> restored() throws IOException {
        RestoredState state = context().restoredState();
        List<PendingRequest> restored = new ArrayList<>();
        if (declared == null) {
            ValuesTable.readAll(state, TABLE).forEach(value -> restored.add((PendingRequest) value));
        } else {
            ValuesTable.readAll(state, TABLE, declared).forEach(row -> restored.add(PendingRequest.of((RowData) row)));
        }
        return restored;
    }

    /** The elements of the subtask with this number; after rescaling an even share of all, neighbours together. */
    private List<PendingRequest> mine(List<PendingRequest> all) {
        int subtask = context().subtaskIndex();
        int parallelism = context().parallelism();
        if (!all.isEmpty() && all.get(0).parallelism() == parallelism) {
            all.removeIf(request -> request.subtask() != subtask);
            return all;
        }
        all.sort(Comparator.comparingInt(PendingRequest::subtask));
        int from = (int) ((long) all.size() * subtask / parallelism);
        int to = (int) ((long) all.size() * (subtask + 1) / parallelism);
        return all.subList(from, to);
    }

    @Override
    public void onBatch(int input, RecordBatch batch) throws Exception {
        for (int row = 0; row < batch.size; row++) {
            queue.add(batch.values[row], batch.timestamps[row]);
        }
        context().recycle(batch);
        startRequests();
    }

    @Override
    public boolean forwardsWatermarks() {
        return false;
    }

    @Override
    public boolean onWatermark(long timestamp) {
        mark(Kind.WATERMARK, timestamp);
        return true;
    }

    @Override
    public void onIdle() {
        mark(Kind.IDLE, 0);
    }

    @Override
    public void onActive() {
        mark(Kind.ACTIVE, 0);
    }

    private void mark(Kind kind, long timestamp) {
        if (queue.isEmpty()) {
            emitMark(kind, timestamp);
        } else {
            queue.addMark(kind, timestamp);
        }
    }

    @Override
    public boolean onEndOfInput(int input) {
        ending = true;
        return queue.isEmpty();
    }

    @Override
    public boolean resume() {
        return queue.isEmpty();
    }

    @Override
    public boolean isWaiting() {
        return queue.elements() >= settings.capacity() || (ending && !queue.isEmpty());
    }

    // Requests

    private void startRequests() throws Exception {
        while (queue.hasUnstarted() && queue.started() < settings.capacity()) {
            AsyncRequest request = queue.start();
            if (settings.timeoutMillis() > 0) {
                request.deadline = Saturated.sum(context().processingTime(), settings.timeoutMillis());
                nextDeadline = Math.min(nextDeadline, request.deadline);
            }
            attempt(request);
        }
    }

    private void attempt(AsyncRequest request) throws Exception {
        request.attempt++;
        request.retryAt = Long.MAX_VALUE;
        try {
            function().asyncInvoke(request.value(), newAnswer(request));
        } catch (Exception e) {
            throw failed(request, e);
        }
    }

    private AsyncAnswer newAnswer(AsyncRequest request) {
        AsyncAnswer answer = new AsyncAnswer(Objects.requireNonNull(mailbox, "The operator is not open"), request);
        request.answer = answer;
        return answer;
    }

    private ExecutionException failed(AsyncRequest request, Throwable error) {
        return new ExecutionException(
                "The asynchronous request of operator '" + context().operatorName() + "' for " + request.value()
                        + " failed: " + error,
                error);
    }

    @Override
    public void onMail(Object letter) throws Exception {
        AsyncAnswer.Completion completion = (AsyncAnswer.Completion) letter;
        AsyncRequest request = completion.answer().request();
        if (completion.answer() != request.answer) {
            return; // of an earlier attempt
        }
        request.answer = null;
        Collection<?> results = completion.results();
        Throwable error = completion.error();
        CollectionSupplier<?> supplier = completion.supplier();
        if (supplier != null) {
            try {
                results = Objects.requireNonNull(supplier.get(), "The supplier of an asynchronous result gave null");
            } catch (Exception e) {
                error = e;
            }
        }
        if (!request.toldOfTimeout && wantsRetry(request, results, error)) {
            if (request.timedOut) {
                tellOfTimeout(request);
            } else {
                planRetry(request);
            }
            return;
        }
        if (results == null) {
            throw failed(request, error == null ? new IllegalStateException("No result and no error") : error);
        }
        request.deadline = Long.MAX_VALUE;
        queue.complete(request, results, this::emit);
        startRequests();
        planDeadline();
    }

    private boolean wantsRetry(AsyncRequest request, @Nullable Collection<?> results, @Nullable Throwable error) {
        AsyncRetryStrategy<Object> strategy = settings.retries();
        return strategy != null
                && isUnsuccessful(strategy.getRetryPredicate(), results, error)
                && strategy.canRetry(request.attempt);
    }

    private static boolean isUnsuccessful(
            AsyncRetryPredicate<Object> predicate, @Nullable Collection<?> results, @Nullable Throwable error) {
        if (error != null) {
            return predicate
                    .exceptionPredicate()
                    .filter(test -> test.test(error))
                    .isPresent();
        }
        if (results == null) {
            return false;
        }
        Collection<Object> found = cast(results);
        return predicate.resultPredicate().filter(test -> test.test(found)).isPresent();
    }

    private void planRetry(AsyncRequest request) {
        AsyncRetryStrategy<Object> strategy = Objects.requireNonNull(settings.retries());
        long backoff = Math.max(0, strategy.getBackoffTimeMillis(request.attempt));
        request.retryAt = Saturated.sum(context().processingTime(), backoff);
        retries.add(request);
    }

    // What goes out

    private void emit(AsyncRequest entry) {
        Collection<?> results = entry.results;
        if (results == null) {
            emitMark(entry.kind, entry.timestamp);
        } else {
            for (Object result : results) {
                output().emit(result, entry.timestamp);
            }
        }
    }

    private void emitMark(Kind kind, long timestamp) {
        if (kind == Kind.WATERMARK) {
            output().emitWatermark(timestamp);
        } else {
            output().emitIdle(kind == Kind.IDLE);
        }
    }

    // Time

    @Override
    public long nextProcessingTime() {
        if (queue.hasUnstarted() && queue.started() < settings.capacity()) {
            return Long.MIN_VALUE; // Restored requests: the function was not open when they were read.
        }
        AsyncRequest retry = retries.peek();
        return retry == null ? nextDeadline : Math.min(nextDeadline, retry.retryAt);
    }

    @Override
    public boolean onProcessingTime(long millis) throws Exception {
        timeOut(millis);
        for (AsyncRequest due = retries.peek(); due != null && due.retryAt <= millis; due = retries.peek()) {
            retries.remove();
            attempt(due);
        }
        startRequests();
        planDeadline();
        return true;
    }

    private void timeOut(long millis) throws Exception {
        if (nextDeadline > millis) {
            return;
        }
        for (AsyncRequest request = queue.first();
                request != null && (request.started || !request.isElement());
                request = request.behind) {
            if (request.isElement() && !request.isComplete() && request.deadline <= millis) {
                timeOut(request);
            }
        }
        nextDeadline = Long.MAX_VALUE;
    }

    private void timeOut(AsyncRequest request) throws Exception {
        request.timedOut = true;
        request.deadline = Long.MAX_VALUE;
        if (request.retryAt != Long.MAX_VALUE) {
            retries.remove(request);
            request.retryAt = Long.MAX_VALUE;
        }
        AsyncAnswer answer = request.answer;
        if (answer == null || !answer.isGiven()) {
            tellOfTimeout(request);
        } // else its letter is on the way, and came in time
    }

    /** From here on both the attempt under way and the function's timeout may answer; the first that does counts. */
    private void tellOfTimeout(AsyncRequest request) throws Exception {
        request.toldOfTimeout = true;
        AsyncAnswer answer = request.answer;
        try {
            function().timeout(request.value(), answer == null ? newAnswer(request) : answer);
        } catch (Exception e) {
            throw failed(request, e);
        }
    }

    /** Requests are started in order, and so their deadlines are in order. */
    private void planDeadline() {
        if (settings.timeoutMillis() == 0) {
            return;
        }
        AsyncRequest request = queue.first();
        while (request != null && request.deadline == Long.MAX_VALUE && (request.started || !request.isElement())) {
            request = request.behind;
        }
        nextDeadline = request == null ? Long.MAX_VALUE : request.deadline;
    }

    // Snapshots

    @Override
    public OperatorSnapshot snapshot(boolean endOfInput) {
        List<PendingRequest> pending = new ArrayList<>(queue.elements());
        for (AsyncRequest request = queue.first(); request != null; request = request.behind) {
            if (request.isElement()) {
                pending.add(new PendingRequest(
                        context().subtaskIndex(), context().parallelism(), request.value(), request.timestamp));
            }
        }
        return new OperatorSnapshot() {
            @Override
            public List<StateTable> tables() {
                return List.of(
                        declared == null
                                ? new ValuesTable(TABLE, pending)
                                : new ValuesTable(
                                        TABLE,
                                        pending.stream()
                                                .map(PendingRequest::toRow)
                                                .toList(),
                                        declared));
            }
        };
    }
}
