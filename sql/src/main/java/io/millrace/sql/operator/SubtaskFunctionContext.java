/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.sql.operator;

import io.millrace.metric.MetricGroup;
import io.millrace.operator.OperatorContext;
import io.millrace.sql.table.functions.FunctionContext;

/** What functions of programs learn of the subtask that calls them. */
record SubtaskFunctionContext(OperatorContext context) implements FunctionContext {
    @Override
    public MetricGroup getMetricGroup() {
        return context.metricGroup();
    }

    @Override
    public String getJobParameter(String key, String defaultValue) {
        return context.jobParameters().getOrDefault(key, defaultValue);
    }

    @Override
    public int getIndexOfThisSubtask() {
        return context.subtaskIndex();
    }

    @Override
    public int getNumberOfParallelSubtasks() {
        return context.parallelism();
    }
}
