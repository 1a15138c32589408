/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.operator;

import io.millrace.function.OutputTag;
import io.millrace.process.CoProcessFunction;
import io.millrace.time.TimeDomain;
import io.millrace.time.TimerService;
import org.jspecify.annotations.Nullable;

/** The context of a {@link CoProcessFunction}. */
final class CoElementContext extends CoProcessFunction.OnTimerContext {
    final FunctionContext shared;
    TimeDomain domain = TimeDomain.EVENT_TIME;

    CoElementContext(FunctionContext shared) {
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
    public TimeDomain timeDomain() {
        return domain;
    }
}
