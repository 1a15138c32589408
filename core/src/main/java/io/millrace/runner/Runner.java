/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.runner;

import io.millrace.graph.JobGraph;
import java.util.Iterator;
import java.util.ServiceLoader;

/** Runs job graphs. Found on the class path as a service; the engine is the default. */
public interface Runner {
    /** Starts a job and returns at once. */
    JobClient submit(JobGraph graph) throws Exception;

    /** Returns how many subtasks an operator has where the program does not say. */
    default int defaultParallelism() {
        return 1;
    }

    /** Returns the runner that is on the class path. */
    static Runner find() {
        Iterator<Runner> runners = ServiceLoader.load(Runner.class).iterator();
        if (!runners.hasNext()) {
            throw new IllegalStateException("Nothing on the class path can run a job. Add millrace-engine to it.");
        }
        return runners.next();
    }
}
