/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.savepoint.processor;

import io.millrace.function.Collector;
import io.millrace.process.AbstractRichFunction;
import java.util.Set;

/**
 * Reads keyed state: declares, in {@code open}, the states that it wants, and is then called once for each key.
 *
 * @param <K> the type of the keys
 * @param <OUT> the type of what it makes of them
 */
public abstract class KeyedStateReaderFunction<K, OUT> extends AbstractRichFunction {
    private static final long serialVersionUID = 1L;

    /** Reads the states of one key, which is current. The order of the keys says nothing. */
    public abstract void readKey(K key, Context ctx, Collector<OUT> out) throws Exception;

    /** What the key has beside its states. Valid only during the call. */
    public interface Context {
        /** Returns the timestamps of the key's timers of event time, in order. */
        Set<Long> registeredEventTimeTimers();

        /** Returns the timestamps of the key's timers of processing time, in order. */
        Set<Long> registeredProcessingTimeTimers();
    }
}
