/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.process;

/** Which job a function belongs to. */
public record JobInfo(String jobName) {
    public String getJobName() {
        return jobName;
    }
}
