/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.engine;

import io.millrace.graph.GraphCompiler;
import io.millrace.graph.JobGraph;
import io.millrace.runner.JobClient;
import io.millrace.runner.Runner;

/**
 * Runs jobs inside this JVM, each on threads of its own. The threads are daemons: a program that does not wait for its
 * jobs ends them.
 */
public final class LocalEngine implements Runner {
    /** One subtask a core. */
    @Override
    public int defaultParallelism() {
        return Runtime.getRuntime().availableProcessors();
    }

    @Override
    public JobClient submit(JobGraph graph) {
        EmbeddedJob job = new EmbeddedJob(GraphCompiler.compile(graph));
        job.start();
        return job;
    }
}
