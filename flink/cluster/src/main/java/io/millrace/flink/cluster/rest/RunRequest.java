/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.flink.cluster.rest;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How a program in an uploaded jar is run.
 *
 * @param mainClass whose main method builds the job
 * @param arguments of the main method
 * @param parallelism of what does not say its own; null for the cluster's default
 * @param savepoint the location to start from; null to start afresh
 * @param dropsState whether state in the savepoint that no operator takes may be dropped
 */
public record RunRequest(
        String mainClass,
        List<String> arguments,
        @Nullable Integer parallelism,
        @Nullable String savepoint,
        boolean dropsState) {
    public RunRequest {
        arguments = List.copyOf(arguments);
        if (parallelism != null && parallelism < 1) {
            throw new IllegalArgumentException("The parallelism must be 1 or more, but is " + parallelism);
        }
        if (dropsState && savepoint == null) {
            throw new IllegalArgumentException("State can only be dropped of a savepoint, and none is named");
        }
    }

    /** Runs the main class without arguments, afresh, at the cluster's parallelism. */
    public static RunRequest of(String mainClass) {
        return new RunRequest(mainClass, List.of(), null, null, false);
    }
}
