/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.stream;

import io.millrace.runner.JobClient;
import io.millrace.runner.JobExecutionResult;
import org.jspecify.annotations.Nullable;

/** Hears of the jobs that an environment starts. Called on the thread that starts, or waits for, the job. */
public interface JobListener {
    /** Called when a job was submitted, or could not be: exactly one of the arguments is not null. */
    void onJobSubmitted(@Nullable JobClient jobClient, @Nullable Throwable throwable);

    /** Called when {@code execute} has waited for the job's end: exactly one of the arguments is not null. */
    void onJobExecuted(@Nullable JobExecutionResult jobExecutionResult, @Nullable Throwable throwable);
}
