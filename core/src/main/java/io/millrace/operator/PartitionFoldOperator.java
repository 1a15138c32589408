/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.operator;

import io.millrace.data.Batch;
import io.millrace.data.Codec;
import io.millrace.data.Codecs;
import io.millrace.data.RecordBatch;
import io.millrace.function.AggregateFunction;
import io.millrace.function.Function;
import io.millrace.function.ReduceFunction;
import java.util.ArrayList;
import java.util.List;

/** Folds a partition into one value as it comes, and so holds but an accumulator. */
public final class PartitionFoldOperator extends PartitionOperator<Function> {
    private static final Codec<Object> COPIES = Codecs.observed();

    private final AggregateFunction<Object, Object, Object> fold;
    private final boolean answersForNothing;

    /** One, but for none before the first element of a reduction, and several after a restore with fewer subtasks. */
    private final List<Object> accumulators = new ArrayList<>();

    private PartitionFoldOperator(
            Function function, AggregateFunction<Object, Object, Object> fold, boolean answersForNothing) {
        super(function);
        this.fold = fold;
        this.answersForNothing = answersForNothing;
    }

    /** Reduces a partition; one without elements has no result. */
    public static PartitionFoldOperator reducing(ReduceFunction<?> function) {
        return new PartitionFoldOperator(function, WindowAggregation.reducing(function), false);
    }

    /** Aggregates a partition; one without elements has the result of a new accumulator. */
    public static PartitionFoldOperator aggregating(AggregateFunction<?, ?, ?> function) {
        return new PartitionFoldOperator(function, WindowAggregation.aggregating(function), true);
    }

    @Override
    public void onBatch(int input, RecordBatch batch) {
        goOn();
        Object accumulator = takeAccumulator();
        for (int row = 0; row < batch.size; row++) {
            accumulator = fold.add(batch.values[row], accumulator);
        }
        accumulators.add(accumulator);
        context().recycle(batch);
    }

    private Object takeAccumulator() {
        Object accumulator = accumulators.isEmpty() ? fold.createAccumulator() : accumulators.get(0);
        for (int other = 1; other < accumulators.size(); other++) {
            accumulator = merge(accumulator, accumulators.get(other));
        }
        accumulators.clear();
        return accumulator;
    }

    private Object merge(Object one, Object other) {
        try {
            return fold.merge(one, other);
        } catch (UnsupportedOperationException e) {
            throw new IllegalStateException(
                    "Operator '" + context().operatorName() + "' goes on with fewer subtasks than"
                            + " before, so that one has the accumulators of several, and its AggregateFunction cannot merge"
                            + " them. Implement merge(a, b), or start with as many subtasks as before.",
                    e);
        }
    }

    @Override
    protected boolean answer() {
        if (answersForNothing || !accumulators.isEmpty()) {
            output().emit(fold.getResult(takeAccumulator()), Batch.NO_TIMESTAMP);
        }
        return true;
    }

    @Override
    protected void restore(Object held) {
        accumulators.add(held);
    }

    @Override
    protected List<Object> held() {
        List<Object> copies = new ArrayList<>();
        accumulators.forEach(accumulator -> copies.add(COPIES.copy(accumulator)));
        return copies;
    }
}
