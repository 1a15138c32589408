/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.operator;

import io.millrace.operator.AsyncRequest.Kind;
import java.util.Collection;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A list that is linked through its entries: elements that wait for their results, and the marks (watermarks, idle statuses) between them, in the order in which
 * they came. Says what may be emitted: in order, everything up to the first element that is not complete; without
 * order, every complete element that has no mark before it, and a mark once it is the first.
 */
final class AsyncQueue {
    private final boolean ordered;
    private @Nullable AsyncRequest first;
    private @Nullable AsyncRequest last;
    private @Nullable AsyncRequest firstUnstarted;
    private long lastSegment;
    private int elements;
    private int started;

    AsyncQueue(boolean ordered) {
        this.ordered = ordered;
    }

    @Nullable
    AsyncRequest first() {
        return first;
    }

    boolean isEmpty() {
        return first == null;
    }

    /** How many elements there are. */
    int elements() {
        return elements;
    }

    /** How many elements were started. */
    int started() {
        return started;
    }

    boolean hasUnstarted() {
        return firstUnstarted != null;
    }

    void add(Object value, long timestamp) {
        AsyncRequest request = new AsyncRequest(Kind.ELEMENT, value, timestamp, lastSegment);
        append(request);
        elements++;
        if (firstUnstarted == null) {
            firstUnstarted = request;
        }
    }

    void addMark(Kind kind, long timestamp) {
        append(new AsyncRequest(kind, null, timestamp, lastSegment));
        lastSegment++;
    }

    private void append(AsyncRequest entry) {
        AsyncRequest before = last;
        entry.before = before;
        if (before == null) {
            first = entry;
        } else {
            before.behind = entry;
        }
        last = entry;
    }

    /** Returns the first element that was not started, and counts it as started. */
    AsyncRequest start() {
        AsyncRequest request = firstUnstarted;
        if (request == null) {
            throw new IllegalStateException("Every request is started");
        }
        request.started = true;
        started++;
        AsyncRequest next = request.behind;
        while (next != null && !next.isElement()) {
            next = next.behind;
        }
        firstUnstarted = next;
        return request;
    }

    /** Takes the results of a request; {@code emit} gets what may be emitted now, in order. */
    void complete(AsyncRequest request, Collection<?> results, Consumer<AsyncRequest> emit) {
        request.results = results;
        AsyncRequest head = first;
        if (ordered) {
            if (head == request) {
                emitReady(emit);
            }
        } else if (head != null && head.segment == request.segment) {
            remove(request);
            emit.accept(request);
            if (first != null && !first.isElement()) {
                emitReady(emit);
            }
        }
    }

    /** Emits from the front what may be emitted. */
    void emitReady(Consumer<AsyncRequest> emit) {
        AsyncRequest next = first;
        while (next != null) {
            if (!next.isElement()) {
                if (next != first) {
                    return;
                }
            } else if (!next.isComplete()) {
                if (ordered) {
                    return;
                }
                next = next.behind;
                continue;
            }
            remove(next);
            emit.accept(next);
            next = next.behind;
        }
    }

    private void remove(AsyncRequest entry) {
        AsyncRequest before = entry.before;
        AsyncRequest behind = entry.behind;
        if (before == null) {
            first = behind;
        } else {
            before.behind = behind;
        }
        if (behind == null) {
            last = before;
        } else {
            behind.before = before;
        }
        if (entry.isElement()) {
            elements--;
            started--;
        }
    }
}
