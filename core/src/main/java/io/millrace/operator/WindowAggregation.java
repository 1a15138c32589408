/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.operator;

import io.millrace.function.AggregateFunction;
import io.millrace.function.Function;
import io.millrace.function.LongAggregateFunction;
import io.millrace.function.OutputTag;
import io.millrace.function.ReduceFunction;
import io.millrace.window.ProcessWindowFunction;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a windowed stream does with the elements of a window.
 *
 * @param aggregate folds the elements; for a plain process function, into a list
 * @param sharesSlices whether overlapping windows may share partial results, merged when they fire
 * @param processFunction gets the results, or null where they are emitted as they are
 * @param resultIsList whether a result is the list of elements that the process function gets
 * @param lateTag where late elements go, or null where they are dropped and counted
 */
public record WindowAggregation(
        AggregateFunction<Object, Object, Object> aggregate,
        boolean sharesSlices,
        @Nullable ProcessWindowFunction<Object, Object, Object, ?> processFunction,
        boolean resultIsList,
        long allowedLatenessMillis,
        @Nullable OutputTag<?> lateTag)
        implements Serializable {

    /** Returns the aggregate where its accumulators are longs that need no box, else null. */
    @Nullable
    LongAggregateFunction<Object, Object> longAggregate() {
        return (Object) aggregate instanceof LongAggregateFunction<?, ?> longs ? FunctionOperator.cast(longs) : null;
    }

    /** Returns the function whose life cycle the operator follows. */
    public Function function() {
        return processFunction == null ? aggregate : processFunction;
    }

    /** Folds with a user's aggregate function. */
    public static AggregateFunction<Object, Object, Object> aggregating(AggregateFunction<?, ?, ?> function) {
        return FunctionOperator.cast(function);
    }

    /** Folds with a user's reduce function: the accumulator is the reduction, or null before the first element. */
    public static AggregateFunction<Object, Object, Object> reducing(ReduceFunction<?> function) {
        return new Reduction(FunctionOperator.cast(function));
    }

    /** Collects the elements, in the order of their arrival. */
    public static AggregateFunction<Object, Object, Object> collecting() {
        return new Collection();
    }

    /** Returns whether accumulators of this function can be merged: tried on two empty ones. */
    public static boolean canMerge(AggregateFunction<Object, Object, Object> function) {
        if (function instanceof Collection) {
            return false;
        }
        if (function instanceof Reduction || (Object) function instanceof LongAggregateFunction<?, ?>) {
            return true;
        }
        try {
            return function.merge(function.createAccumulator(), function.createAccumulator()) != null;
        } catch (RuntimeException e) {
            return false;
        }
    }

    private record Reduction(ReduceFunction<Object> function) implements AggregateFunction<Object, Object, Object> {
        @Override
        @SuppressWarnings("NullAway") // null stands for no element yet, and meets this class alone
        public Object createAccumulator() {
            return null;
        }

        @Override
        public Object add(Object value, @Nullable Object accumulator) {
            return accumulator == null ? value : reduce(accumulator, value);
        }

        @Override
        public Object getResult(Object accumulator) {
            return accumulator;
        }

        @Override
        public Object merge(@Nullable Object a, Object b) {
            return a == null ? b : reduce(a, b);
        }

        private Object reduce(Object a, Object b) {
            try {
                return function.reduce(a, b);
            } catch (RuntimeException e) {
                throw e;
            } catch (Exception e) {
                throw new UserFunctionException(e);
            }
        }
    }

    private record Collection() implements AggregateFunction<Object, Object, Object> {
        @Override
        public Object createAccumulator() {
            return new ArrayList<>();
        }

        @Override
        public Object add(Object value, Object accumulator) {
            List<Object> list = FunctionOperator.cast(accumulator);
            list.add(value);
            return list;
        }

        @Override
        public Object getResult(Object accumulator) {
            return accumulator;
        }

        @Override
        public Object merge(Object a, Object b) {
            List<Object> merged = FunctionOperator.cast(a);
            merged.addAll(FunctionOperator.<List<Object>>cast(b));
            return merged;
        }
    }
}
