/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.connector;

import io.millrace.environment.Environment;
import io.millrace.metric.Counter;

/** What enumerators and readers may use of the world. */
public interface SourceContext {
    Environment environment();

    /** Returns the number of subtasks that read the source. */
    int parallelism();

    /** Returns a counter that the job's metrics show, such as {@code "skippedLines"}. */
    Counter counter(String name);
}
