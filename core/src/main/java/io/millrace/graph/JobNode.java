/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.graph;

import io.millrace.connector.Sink;
import io.millrace.connector.Source;
import io.millrace.operator.OperatorFactory;
import java.io.Serializable;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One operator of a job.
 *
 * @param uid what the operator's state is known by in snapshots
 * @param source the source that a source operator reads, else null
 * @param sink the sink that a sink operator writes, else null
 */
public record JobNode(
        int id,
        String name,
        String uid,
        int parallelism,
        int maxParallelism,
        OperatorFactory factory,
        List<JobEdge> inputs,
        @Nullable Source<?, ?> source,
        @Nullable Sink<?> sink)
        implements Serializable {
    public JobNode {
        inputs = List.copyOf(inputs);
    }

    /** Returns the number of inputs (not of edges). */
    public int inputCount() {
        return inputs.stream().mapToInt(edge -> edge.input() + 1).max().orElse(0);
    }
}
