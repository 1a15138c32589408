/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.operator;

import io.millrace.function.KeySelector;
import io.millrace.function.OutputTag;
import io.millrace.process.KeyedCoProcessFunction;
import io.millrace.time.TimeDomain;
import io.millrace.time.TimerService;
import org.jspecify.annotations.Nullable;

/** Runs a {@link KeyedCoProcessFunction}. */
public final class KeyedCoProcessOperator
        extends KeyedTwoInputOperator<KeyedCoProcessFunction<Object, Object, Object, Object>> {
    private @Nullable ElementContext element;

    public KeyedCoProcessOperator(
            KeyedCoProcessFunction<?, ?, ?, ?> function,
            KeySelector<?, ?> keySelector1,
            KeySelector<?, ?> keySelector2) {
        super(cast(function), keySelector1, keySelector2);
    }

    @Override
    protected void onContextReady(FunctionContext context) {
        element = new ElementContext(function(), context);
    }

    @Override
    protected void process(int input, Object value, RowCollector out) throws Exception {
        if (input == 0) {
            function().processElement1(value, opened(element), out);
        } else {
            function().processElement2(value, opened(element), out);
        }
    }

    @Override
    protected void fire(long timestamp, TimeDomain domain, RowCollector out) throws Exception {
        ElementContext current = opened(element);
        current.domain = domain;
        function().onTimer(timestamp, current, out);
    }

    private final class ElementContext extends KeyedCoProcessFunction<Object, Object, Object, Object>.OnTimerContext {
        private final FunctionContext shared;
        private TimeDomain domain = TimeDomain.EVENT_TIME;

        ElementContext(KeyedCoProcessFunction<Object, Object, Object, Object> function, FunctionContext shared) {
            function.super();
            this.shared = shared;
        }

        @Override
        public @Nullable Long timestamp() {
            return shared.timestampOrNull();
        }

        @Override
        public TimerService timerService() {
            return shared;
        }

        @Override
        public <X> void output(OutputTag<X> outputTag, X value) {
            shared.output(outputTag, value);
        }

        @Override
        public Object getCurrentKey() {
            return store().currentKey();
        }

        @Override
        public TimeDomain timeDomain() {
            return domain;
        }
    }
}
