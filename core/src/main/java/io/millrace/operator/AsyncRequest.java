/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.operator;

import java.util.Collection;
import org.jspecify.annotations.Nullable;

/** An entry of {@link AsyncQueue}: an element with its request, or event time or an idle status between elements. */
final class AsyncRequest {
    /** What an entry is. */
    enum Kind {
        ELEMENT,
        WATERMARK,
        IDLE,
        ACTIVE
    }

    final Kind kind;

    /** Of the element, or of the watermark. */
    final long timestamp;

    /** The element. */
    private final @Nullable Object value;

    /** Elements between the same two marks have the same number. */
    final long segment;

    @Nullable
    AsyncRequest before;

    @Nullable
    AsyncRequest behind;

    boolean started;
    boolean timedOut;

    /** Whether the function's timeout was called: what is answered from then on is final. */
    boolean toldOfTimeout;

    /** How many attempts were made. */
    int attempt;

    /** The answer that is waited for; others do not count. */
    @Nullable
    AsyncAnswer answer;

    /** The time of the next attempt, while one is planned. */
    long retryAt = Long.MAX_VALUE;

    /** The processing time by which it must be complete. */
    long deadline = Long.MAX_VALUE;

    /** The results, once it is complete. */
    @Nullable
    Collection<?> results;

    AsyncRequest(Kind kind, @Nullable Object value, long timestamp, long segment) {
        this.kind = kind;
        this.value = value;
        this.timestamp = timestamp;
        this.segment = segment;
    }

    Object value() {
        Object element = value;
        if (element == null) {
            throw new IllegalStateException("A mark has no value");
        }
        return element;
    }

    boolean isElement() {
        return kind == Kind.ELEMENT;
    }

    boolean isComplete() {
        return results != null;
    }
}
