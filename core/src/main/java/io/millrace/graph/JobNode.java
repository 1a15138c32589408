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
 * @param combiner what may run in front of a keyed exchange to this operator, else null
 * @param chaining whether it may be fused with its neighbours
 * @param automaticUid whether the uid was made from the name, where somebody could have set one
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
        @Nullable Sink<?> sink,
        @Nullable Combiner combiner,
        Chaining chaining,
        boolean automaticUid)
        implements Serializable {
    /** An operator that may be fused. */
    public JobNode(
            int id,
            String name,
            String uid,
            int parallelism,
            int maxParallelism,
            OperatorFactory factory,
            List<JobEdge> inputs,
            @Nullable Source<?, ?> source,
            @Nullable Sink<?> sink,
            @Nullable Combiner combiner) {
        this(
                id,
                name,
                uid,
                parallelism,
                maxParallelism,
                factory,
                inputs,
                source,
                sink,
                combiner,
                Chaining.ALWAYS,
                false);
    }

    /** An operator without a combiner. */
    public JobNode(
            int id,
            String name,
            String uid,
            int parallelism,
            int maxParallelism,
            OperatorFactory factory,
            List<JobEdge> inputs,
            @Nullable Source<?, ?> source,
            @Nullable Sink<?> sink) {
        this(id, name, uid, parallelism, maxParallelism, factory, inputs, source, sink, null);
    }

    public JobNode {
        inputs = List.copyOf(inputs);
    }

    /** Returns this operator with other inputs. */
    JobNode withInputs(List<JobEdge> newInputs) {
        return new JobNode(
                id,
                name,
                uid,
                parallelism,
                maxParallelism,
                factory,
                newInputs,
                source,
                sink,
                combiner,
                chaining,
                automaticUid);
    }

    /** Returns this operator as another factory makes it, without a combiner. */
    JobNode withFactory(OperatorFactory newFactory) {
        return new JobNode(
                id,
                name,
                uid,
                parallelism,
                maxParallelism,
                newFactory,
                inputs,
                source,
                sink,
                null,
                chaining,
                automaticUid);
    }

    /** Returns the number of inputs (not of edges). */
    public int inputCount() {
        return inputs.stream().mapToInt(edge -> edge.input() + 1).max().orElse(0);
    }
}
