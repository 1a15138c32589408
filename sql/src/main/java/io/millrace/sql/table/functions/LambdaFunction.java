/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.sql.table.functions;

import java.io.Serializable;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What {@link ScalarFunction#of} makes: a lambda, and the types that its class does not tell. */
public final class LambdaFunction extends ScalarFunction {
    private final List<Class<?>> parameters;
    private final Class<?> result;
    private final Serializable lambda;

    LambdaFunction(List<Class<?>> parameters, Class<?> result, Serializable lambda) {
        this.parameters = List.copyOf(parameters);
        this.result = result;
        this.lambda = lambda;
    }

    /** Returns what it takes. */
    public List<Class<?>> parameters() {
        return parameters;
    }

    /** Returns what it gives. */
    public Class<?> result() {
        return result;
    }

    /** Calls a lambda of one argument. */
    @SuppressWarnings("unchecked")
    public @Nullable Object eval(@Nullable Object argument) throws Exception {
        return ((Of1<@Nullable Object, @Nullable Object>) lambda).eval(argument);
    }

    /** Calls a lambda of two arguments. */
    @SuppressWarnings("unchecked")
    public @Nullable Object eval(@Nullable Object first, @Nullable Object second) throws Exception {
        return ((Of2<@Nullable Object, @Nullable Object, @Nullable Object>) lambda).eval(first, second);
    }

    /** Calls a lambda of three arguments. */
    @SuppressWarnings("unchecked")
    public @Nullable Object eval(@Nullable Object first, @Nullable Object second, @Nullable Object third)
            throws Exception {
        return ((Of3<@Nullable Object, @Nullable Object, @Nullable Object, @Nullable Object>) lambda)
                .eval(first, second, third);
    }
}
