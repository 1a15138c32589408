/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.connector;

import io.millrace.environment.Environment;
import io.millrace.metric.Counter;

/** What writers and committers may use of the world. */
public interface SinkContext {
    Environment environment();

    int subtaskIndex();

    int parallelism();

    /** Returns an id of this run of the job that no earlier run of it had, to keep names apart. */
    long attemptId();

    /** Returns whether this run goes on from a snapshot; where it does not, earlier output is another run's. */
    boolean isRestored();

    Counter counter(String name);
}
