/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.differential.flink;

import io.millrace.differential.Event;
import java.util.Objects;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.functions.RichMapFunction;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.jspecify.annotations.Nullable;

/** Numbers the elements of each key, with the state that rich functions of keyed streams have. */
public final class FlinkNumbers extends RichMapFunction<Event, Event> {
    private static final long serialVersionUID = 1L;

    private transient @Nullable ValueState<Long> count;

    @Override
    public void open(OpenContext context) {
        count = getRuntimeContext().getState(new ValueStateDescriptor<>("count", Long.class));
    }

    @Override
    public Event map(Event event) throws Exception {
        ValueState<Long> state = Objects.requireNonNull(count);
        long number = Objects.requireNonNullElse(state.value(), 0L) + 1;
        state.update(number);
        return event.withExtra(event.extra * 64 + number);
    }
}
