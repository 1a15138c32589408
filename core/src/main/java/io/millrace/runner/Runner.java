/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.runner;

import io.millrace.graph.JobGraph;
import java.util.ServiceLoader;

/** Runs job graphs. Found on the class path as a service; the engine is the default. */
public interface Runner {
    /** Starts a job and returns at once. */
    JobClient submit(JobGraph graph) throws Exception;

    /** Returns how many subtasks an operator has where the program does not say. */
    default int defaultParallelism() {
        return 1;
    }

    /** Returns whether the program was started by what this runner submits to; then it goes before all others. */
    default boolean isAtHome() {
        return false;
    }

    /** Returns whether it runs jobs of any program; else only of those where it {@link #isAtHome}. */
    default boolean runsAnywhere() {
        return true;
    }

    /** The system property with the class of the runner to use, where the first on the class path is not the one. */
    String PROPERTY = "millrace.runner";

    /** Returns the runner that {@link #PROPERTY} names, or the one that is at home here, or the first that runs anywhere. */
    static Runner find() {
        String wanted = System.getProperty(PROPERTY);
        if (wanted != null) {
            return named(wanted);
        }
        Runner first = null;
        for (Runner runner : ServiceLoader.load(Runner.class)) {
            if (runner.isAtHome()) {
                return runner;
            }
            first = first == null && runner.runsAnywhere() ? runner : first;
        }
        if (first == null) {
            throw new IllegalStateException("Nothing on the class path can run a job here. Add millrace-engine to it.");
        }
        return first;
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
