/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.operator;

import io.millrace.data.RecordBatch;
import io.millrace.function.KeySelector;
import io.millrace.spill.Row;
import io.millrace.spill.Scratch;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What becomes of operators in a job that runs as a batch. */
public final class BatchOperators {
    /** The counter of the bytes that went to temporary files. */
    public static final String SPILLED_BYTES = "spilledBytes";

    private BatchOperators() {}

    /**
     * Returns a factory of the same operator for bounded input: a keyed one gets its input grouped by key, one that reads
     * a broadcast stream gets that first, one that holds a partition may put it on disk, and all others stay as they are.
     *
     * @param name of the operator, for messages
     * @param selectors give the keys of each input; null for one without
     * @param memoryBytes how much memory records may take in each subtask before they go to disk
     */
    public static OperatorFactory factory(
            String name,
            OperatorFactory factory,
            List<? extends @Nullable KeySelector<Object, Object>> selectors,
            long memoryBytes) {
        return () -> {
            Operator operator = factory.create();
            if (operator instanceof GroupedByKey) {
                if (selectors.isEmpty() || selectors.get(0) == null) {
                    throw new IllegalStateException("Operator '" + name + "' keeps state by key, but its input comes"
                            + " without a key exchange, so that it cannot be grouped in BATCH mode."
                            + " Use keyBy(...), or run the job with RuntimeExecutionMode.STREAMING.");
                }
                return new GroupingOperator(operator, selectors, memoryBytes);
            }
            if (operator instanceof PartitionRowsOperator<?> partition) {
                partition.spillAbove(memoryBytes);
            }
            return operator instanceof BroadcastProcessOperator
                    ? new BroadcastFirstOperator(operator, memoryBytes)
                    : operator;
        };
    }

    /** Returns where an operator of one task puts what does not fit in memory. */
    static Scratch scratch(OperatorContext context, long memoryBytes) {
        String slug = context.operatorName().replaceAll("[^A-Za-z0-9]+", "-");
        String prefix = slug + "-" + context.subtaskIndex() + "-" + context.attemptId() + "-" + context.operatorId();
        return new Scratch(context.environment().scratch(), prefix, memoryBytes);
    }

    /** Appends a row that waited. */
    static void append(RecordBatch batch, Row row) {
        if (row.kind() != 0 || batch.kinds != null) {
            byte[] kinds = batch.kinds;
            if (kinds == null) {
                kinds = new byte[batch.capacity()];
                batch.kinds = kinds;
            }
            kinds[batch.size] = row.kind();
        }
        batch.append(row.value(), row.timestamp());
    }
}
