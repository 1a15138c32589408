/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.process;

import io.millrace.function.OutputTag;
import io.millrace.state.BroadcastState;
import io.millrace.state.MapStateDescriptor;
import org.jspecify.annotations.Nullable;

/** What the contexts of process functions stand on. Operators implement it; functions never see it. */
public interface ContextAccess {
    @Nullable
    Long timestampOrNull();

    long currentProcessingTime();

    long currentWatermark();

    <X> void output(OutputTag<X> outputTag, X value);

    <K, V> BroadcastState<K, V> broadcastState(MapStateDescriptor<K, V> descriptor);
}
