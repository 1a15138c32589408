/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.runner;

import io.millrace.accumulator.AccumulatorResults;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A job that finished.
 *
 * @param jobName the job's name
 * @param runtime from its submission to its end
 * @param metrics what its last attempt counted
 * @param accumulatorResults what the functions of its last attempt added up, by name
 */
public record JobExecutionResult(
        String jobName, Duration runtime, JobMetrics metrics, Map<String, Object> accumulatorResults) {
    public JobExecutionResult {
        accumulatorResults = Collections.unmodifiableMap(new LinkedHashMap<>(accumulatorResults));
    }

    public String getJobName() {
        return jobName;
    }

    public long getNetRuntimeMillis() {
        return runtime.toMillis();
    }

    /** Returns the time from submission to end, in milliseconds. */
    public long getNetRuntime() {
        return runtime.toMillis();
    }

    public long getNetRuntime(TimeUnit desiredUnit) {
        return desiredUnit.convert(runtime);
    }

    /**
     * Returns what an accumulator came to, or null where no function had one of that name.
     *
     * @throws IllegalStateException if the accumulators of that name cannot be merged
     */
    @SuppressWarnings("unchecked")
    public <T> @Nullable T getAccumulatorResult(String accumulatorName) {
        Object result = accumulatorResults.get(accumulatorName);
        if (result instanceof AccumulatorResults.Conflict conflict) {
            throw conflict.failure();
        }
        return (T) result;
    }

    public Map<String, Object> getAllAccumulatorResults() {
        return accumulatorResults;
    }
}
