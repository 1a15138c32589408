/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.stream;

import io.millrace.connector.Sink;
import io.millrace.connector.Source;
import io.millrace.graph.Chaining;
import io.millrace.graph.Combiner;
import io.millrace.graph.JobEdge;
import io.millrace.operator.OperatorFactory;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** An operator while its program is being written: its settings may still change. */
final class StreamNode {
    final int id;
    final OperatorFactory factory;
    final List<JobEdge> inputs = new ArrayList<>();
    String name;

    @Nullable
    String uid;

    /** Whether the program never sees the operator, and so cannot give it a uid. */
    boolean hidden;

    int parallelism;

    /** One subtask must see everything. */
    boolean nonParallel;

    int maxParallelism;

    Chaining chaining = Chaining.ALWAYS;

    @Nullable
    String description;

    @Nullable
    Source<?, ?> source;

    @Nullable
    Sink<?> sink;

    @Nullable
    Combiner combiner;

    StreamNode(int id, String name, OperatorFactory factory, int parallelism, int maxParallelism) {
        this.id = id;
        this.name = name;
        this.factory = factory;
        this.parallelism = parallelism;
        this.maxParallelism = maxParallelism;
    }
}
