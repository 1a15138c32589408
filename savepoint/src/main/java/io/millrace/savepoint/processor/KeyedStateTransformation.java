/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.savepoint.processor;

import io.millrace.stream.KeyedStream;

/** Records that become keyed state. */
public final class KeyedStateTransformation<K, T> {
    private final KeyedStream<T, K> stream;

    KeyedStateTransformation(KeyedStream<T, K> stream) {
        this.stream = stream;
    }

    /** Writes keyed state and timers. */
    public StateBootstrapTransformation transform(KeyedStateBootstrapFunction<K, T> function) {
        return StateBootstrapTransformation.of(stream.process(new BootstrapCalls.OfKeys<>(function)));
    }
}
