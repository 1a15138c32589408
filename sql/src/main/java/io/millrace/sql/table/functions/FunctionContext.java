/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.sql.table.functions;

import io.millrace.metric.MetricGroup;

/** What a function may learn of the subtask that calls it. */
public interface FunctionContext {
    /** Returns where the metrics of the operator are that calls the function. */
    MetricGroup getMetricGroup();

    /** Returns what the program was started with under a name, or a default. */
    String getJobParameter(String key, String defaultValue);

    /** Returns the number of the subtask, from 0. */
    int getIndexOfThisSubtask();

    int getNumberOfParallelSubtasks();
}
