/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.graph;

import io.millrace.function.KeySelector;
import io.millrace.function.Partitioner;
import java.io.Serializable;
import java.util.List;

/** How the records of one operator are dealt out to the subtasks of the next. */
public sealed interface Exchange extends Serializable {
    /** Each subtask to the subtask of the same index; needs equal parallelism, and is then fused away. */
    record Forward() implements Exchange {}

    /** By the key group of the record's key. */
    record Keyed(KeySelector<Object, Object> keySelector) implements Exchange {}

    /** By the key group of the key that these columns make; for batches of columns. See {@link io.millrace.operator.ColumnKeys}. */
    record KeyedColumns(List<Integer> columns) implements Exchange {
        public KeyedColumns {
            columns = List.copyOf(columns);
        }
    }

    /** In turn, a batch at a time. */
    record Rebalance() implements Exchange {}

    /** In turn, a batch at a time, among those subtasks that a subtask shares with few others or with none. */
    record Rescale() implements Exchange {}

    /** To subtasks drawn from a sequence that is the same in every run. */
    record Shuffle() implements Exchange {}

    /** To the first subtask. */
    record Global() implements Exchange {}

    /** To every subtask. */
    record Broadcast() implements Exchange {}

    /** As the user's partitioner says. */
    record Custom(Partitioner<Object> partitioner, KeySelector<Object, Object> keySelector) implements Exchange {}
}
