/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.runner;

import java.time.Duration;

/**
 * A job that finished.
 *
 * @param jobName the job's name
 * @param runtime from its submission to its end
 * @param metrics what its last attempt counted
 */
public record JobExecutionResult(String jobName, Duration runtime, JobMetrics metrics) {
    public String getJobName() {
        return jobName;
    }

    public long getNetRuntimeMillis() {
        return runtime.toMillis();
    }
}
