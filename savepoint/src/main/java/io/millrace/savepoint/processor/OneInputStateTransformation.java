/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.savepoint.processor;

import io.millrace.function.KeySelector;
import io.millrace.stream.DataStream;

/** Records that become state, which is not divided by key yet. */
public final class OneInputStateTransformation<T> {
    private final DataStream<T> stream;

    OneInputStateTransformation(DataStream<T> stream) {
        this.stream = stream;
    }

    /** Divides the records by key. The keys must be those of the job that starts from the state: of the same type. */
    public <K> KeyedStateTransformation<K, T> keyBy(KeySelector<T, K> keySelector) {
        return new KeyedStateTransformation<>(stream.keyBy(keySelector));
    }

    /** Writes list state. */
    public StateBootstrapTransformation transform(StateBootstrapFunction<T> function) {
        return StateBootstrapTransformation.of(stream.process(new BootstrapCalls.OfLists<>(function)));
    }

    /** Writes broadcast state. */
    public StateBootstrapTransformation transform(BroadcastStateBootstrapFunction<T> function) {
        return StateBootstrapTransformation.of(
                stream.process(new BootstrapCalls.OfBroadcast<>(function)).setParallelism(1));
    }
}
