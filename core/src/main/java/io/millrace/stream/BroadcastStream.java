/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.stream;

import io.millrace.state.MapStateDescriptor;
import java.util.List;

/** A stream that every subtask of the next operator sees and keeps as broadcast state. */
public final class BroadcastStream<T> {
    private final DataStream<T> stream;
    private final List<MapStateDescriptor<?, ?>> descriptors;

    BroadcastStream(DataStream<T> stream, List<MapStateDescriptor<?, ?>> descriptors) {
        this.stream = stream;
        this.descriptors = descriptors;
    }

    DataStream<T> stream() {
        return stream;
    }

    public List<MapStateDescriptor<?, ?>> getBroadcastStateDescriptors() {
        return descriptors;
    }
}
