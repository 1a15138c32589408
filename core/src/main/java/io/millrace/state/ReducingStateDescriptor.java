/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.state;

import io.millrace.function.ReduceFunction;
import java.lang.reflect.Type;
import org.jspecify.annotations.Nullable;

/** Declares a {@link ReducingState}. */
public final class ReducingStateDescriptor<T> extends StateDescriptor<ReducingState<T>, T> {
    private static final long serialVersionUID = 1L;

    private final ReduceFunction<T> reduceFunction;
    private final @Nullable Class<T> type;

    public ReducingStateDescriptor(String name, ReduceFunction<T> reduceFunction) {
        super(name);
        this.reduceFunction = reduceFunction;
        this.type = null;
    }

    public ReducingStateDescriptor(String name, ReduceFunction<T> reduceFunction, Class<T> type) {
        super(name);
        this.reduceFunction = reduceFunction;
        this.type = type;
    }

    public ReduceFunction<T> getReduceFunction() {
        return reduceFunction;
    }

    @Override
    public @Nullable Type getType() {
        return type;
    }
}
