/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.differential.flink;

import io.millrace.differential.Event;
import io.millrace.differential.KeyedLogic;
import java.util.Objects;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;
import org.apache.flink.util.OutputTag;
import org.jspecify.annotations.Nullable;

/** Runs logic as a keyed process function. */
public final class FlinkKeyedFunction extends KeyedProcessFunction<Integer, Event, Event> {
    private static final long serialVersionUID = 1L;

    private final KeyedLogic logic;
    private final OutputTag<Event> aside;
    private transient @Nullable Here cell;

    public FlinkKeyedFunction(KeyedLogic logic, OutputTag<Event> aside) {
        this.logic = logic;
        this.aside = aside;
    }

    @Override
    public void open(OpenContext context) {
        cell = new Here();
    }

    @Override
    public void processElement(Event event, Context ctx, Collector<Event> out) throws Exception {
        logic.onElement(event, 0, at(ctx, out));
    }

    @Override
    public void onTimer(long timestamp, OnTimerContext ctx, Collector<Event> out) throws Exception {
        logic.onTimer(timestamp, at(ctx, out));
    }

    private Here at(Context ctx, Collector<Event> out) {
        Here here = Objects.requireNonNull(cell);
        here.context = ctx;
        here.out = out;
        return here;
    }

    private final class Here extends FlinkCell {
        private @Nullable Context context;
        private @Nullable Collector<Event> out;

        Here() {
            super(getRuntimeContext());
        }

        private Context context() {
            return Objects.requireNonNull(context);
        }

        @Override
        public int key() {
            return context().getCurrentKey();
        }

        @Override
        public long timestamp() {
            return Objects.requireNonNull(context().timestamp());
        }

        @Override
        public long watermark() {
            return context().timerService().currentWatermark();
        }

        @Override
        public void registerTimer(long time) {
            context().timerService().registerEventTimeTimer(time);
        }

        @Override
        public void deleteTimer(long time) {
            context().timerService().deleteEventTimeTimer(time);
        }

        @Override
        public void emit(Event event) {
            Objects.requireNonNull(out).collect(event);
        }

        @Override
        public void emitAside(Event event) {
            context().output(aside, event);
        }
    }
}
