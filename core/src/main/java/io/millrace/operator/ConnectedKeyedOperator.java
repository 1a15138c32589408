/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.operator;

import io.millrace.function.KeySelector;
import io.millrace.process.CoProcessFunction;
import io.millrace.time.TimeDomain;
import org.jspecify.annotations.Nullable;

/** Runs a {@link CoProcessFunction} on two streams keyed alike. */
public final class ConnectedKeyedOperator extends KeyedTwoInputOperator<CoProcessFunction<Object, Object, Object>> {
    private @Nullable CoElementContext element;

    public ConnectedKeyedOperator(
            CoProcessFunction<?, ?, ?> function, KeySelector<?, ?> keySelector1, KeySelector<?, ?> keySelector2) {
        super(cast(function), keySelector1, keySelector2);
    }

    @Override
    protected void onContextReady(FunctionContext context) {
        element = new CoElementContext(context);
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
        CoElementContext current = opened(element);
        current.domain = domain;
        function().onTimer(timestamp, current, out);
    }
}
