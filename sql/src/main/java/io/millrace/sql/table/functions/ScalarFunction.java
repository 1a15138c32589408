/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.sql.table.functions;

import java.io.Serializable;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A function from values to a value. A class of it has one or more public methods called {@code eval}, which may differ in what they take, and take any number of
 * arguments of one type at the end. Their parameters and results say the types of SQL.
 *
 * <pre>{@code
 * public static class Initial extends ScalarFunction {
 *     public String eval(String name) {
 *         return name == null ? null : name.substring(0, 1);
 *     }
 * }
 * }</pre>
 *
 * A null is passed to a parameter that is an object; where the parameter is primitive, the method is not called, and the result is null.
 */
public abstract class ScalarFunction extends UserDefinedFunction {

    /** A lambda of one argument. */
    @FunctionalInterface
    public interface Of1<A extends @Nullable Object, R extends @Nullable Object> extends Serializable {
        R eval(A argument) throws Exception;
    }

    /** A lambda of two arguments. */
    @FunctionalInterface
    public interface Of2<A extends @Nullable Object, B extends @Nullable Object, R extends @Nullable Object>
            extends Serializable {
        R eval(A first, B second) throws Exception;
    }

    /** A lambda of three arguments. */
    @FunctionalInterface
    public interface Of3<
                    A extends @Nullable Object,
                    B extends @Nullable Object,
                    C extends @Nullable Object,
                    R extends @Nullable Object>
            extends Serializable {
        R eval(A first, B second, C third) throws Exception;
    }

    /**
     * Makes a function of a lambda.
     *
     * @param argument what it takes; a record for a ROW, and a primitive class where it shall not be called for nulls
     * @param result what it gives
     */
    public static <A, R extends @Nullable Object> ScalarFunction of(
            Class<A> argument, Class<R> result, Of1<A, R> lambda) {
        return new LambdaFunction(List.of(argument), result, lambda);
    }

    /** As {@link #of(Class, Class, Of1)}, of two arguments. */
    public static <A, B, R extends @Nullable Object> ScalarFunction of(
            Class<A> first, Class<B> second, Class<R> result, Of2<A, B, R> lambda) {
        return new LambdaFunction(List.of(first, second), result, lambda);
    }

    /** As {@link #of(Class, Class, Of1)}, of three arguments. */
    public static <A, B, C, R extends @Nullable Object> ScalarFunction of(
            Class<A> first, Class<B> second, Class<C> third, Class<R> result, Of3<A, B, C, R> lambda) {
        return new LambdaFunction(List.of(first, second, third), result, lambda);
    }
}
