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

    /** The system property with the class of the runner to use, where the first on the class path is not the one. */
    String PROPERTY = "millrace.runner";

    /** Returns the runner that {@link #PROPERTY} names, or the first on the class path. */
    static Runner find() {
        String wanted = System.getProperty(PROPERTY);
        if (wanted != null) {
            return named(wanted);
        }
        Iterator<Runner> runners = ServiceLoader.load(Runner.class).iterator();
        if (!runners.hasNext()) {
            throw new IllegalStateException("Nothing on the class path can run a job. Add millrace-engine to it.");
        }
        return runners.next();
    }

    private static Runner named(String name) {
        try {
            return (Runner) Class.forName(name).getDeclaredConstructor().newInstance();
        } catch (ReflectiveOperationException | ClassCastException wrong) {
            throw new IllegalStateException(
                    "The system property " + PROPERTY + " names " + name + ", which is no runner on the class path",
                    wrong);
        }
    }
}
