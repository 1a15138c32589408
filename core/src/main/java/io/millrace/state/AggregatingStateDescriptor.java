/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.state;

import io.millrace.function.AggregateFunction;
import java.lang.reflect.Type;
import org.jspecify.annotations.Nullable;

/** Declares an {@link AggregatingState}. */
public final class AggregatingStateDescriptor<I, A, O> extends StateDescriptor<AggregatingState<I, O>, A> {
    private static final long serialVersionUID = 1L;

    private final AggregateFunction<I, A, O> aggregateFunction;
    private final @Nullable Class<A> accumulatorType;

    public AggregatingStateDescriptor(String name, AggregateFunction<I, A, O> aggregateFunction) {
        super(name);
        this.aggregateFunction = aggregateFunction;
        this.accumulatorType = null;
    }

    public AggregatingStateDescriptor(
            String name, AggregateFunction<I, A, O> aggregateFunction, Class<A> accumulatorType) {
        super(name);
        this.aggregateFunction = aggregateFunction;
        this.accumulatorType = accumulatorType;
    }

    public AggregateFunction<I, A, O> getAggregateFunction() {
        return aggregateFunction;
    }

    @Override
    public @Nullable Type getType() {
        return accumulatorType;
    }
}
