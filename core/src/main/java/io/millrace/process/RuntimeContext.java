/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.process;

import io.millrace.accumulator.Accumulator;
import io.millrace.accumulator.DoubleCounter;
import io.millrace.accumulator.Histogram;
import io.millrace.accumulator.IntCounter;
import io.millrace.accumulator.LongCounter;
import io.millrace.metric.Counter;
import io.millrace.metric.MetricGroup;
import io.millrace.state.KeyedStateStore;
import java.io.Serializable;
import java.util.Map;

/** What a rich function knows of where it runs, and its keyed state. State is declared in {@code open}. */
public interface RuntimeContext extends KeyedStateStore {
    JobInfo getJobInfo();

    TaskInfo getTaskInfo();

    default String getTaskName() {
        return getTaskInfo().getTaskName();
    }

    default int getIndexOfThisSubtask() {
        return getTaskInfo().getIndexOfThisSubtask();
    }

    default int getNumberOfParallelSubtasks() {
        return getTaskInfo().getNumberOfParallelSubtasks();
    }

    /** Returns 0 for the first attempt, one more after each restart. */
    default int getAttemptNumber() {
        return getTaskInfo().getAttemptNumber();
    }

    /** Returns what the program was started with, in the order in which it was given. */
    Map<String, String> getGlobalJobParameters();

    /** Returns where this function registers what it counts and measures. */
    MetricGroup getMetricGroup();

    /** Returns the counter of that name, one for this subtask; the metrics show the sum over all subtasks. */
    default Counter getCounter(String name) {
        return getMetricGroup().counter(name);
    }

    /**
     * Registers an accumulator, whose merged result is part of the job's result.
     *
     * @throws UnsupportedOperationException if this function registered one of that name before
     */
    <V, A extends Serializable> void addAccumulator(String name, Accumulator<V, A> accumulator);

    /**
     * Returns the accumulator that this function registered.
     *
     * @throws IllegalArgumentException if there is none
     */
    <V, A extends Serializable> Accumulator<V, A> getAccumulator(String name);

    /** Returns the counter of that name, registered on first use. */
    IntCounter getIntCounter(String name);

    /** Returns the counter of that name, registered on first use. */
    LongCounter getLongCounter(String name);

    /** Returns the counter of that name, registered on first use. */
    DoubleCounter getDoubleCounter(String name);

    /** Returns the histogram of that name, registered on first use. */
    Histogram getHistogram(String name);
}
