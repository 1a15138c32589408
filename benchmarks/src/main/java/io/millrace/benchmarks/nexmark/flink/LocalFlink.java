/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.benchmarks.nexmark.flink;

import io.millrace.flink.FlinkJobs;
import io.millrace.runner.Runner;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.StateBackendOptions;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** A Flink cluster within this JVM, the same for Flink's own jobs and for those of Millrace. */
public final class LocalFlink {
    private LocalFlink() {}

    /** @param settings of the job; those of the cluster are put into it */
    static StreamExecutionEnvironment environment(Configuration settings, int parallelism) {
        Configuration configuration = new Configuration(settings);
        configuration.set(StateBackendOptions.STATE_BACKEND, "hashmap");
        StreamExecutionEnvironment environment =
                StreamExecutionEnvironment.createLocalEnvironment(parallelism, configuration);
        environment.getConfig().enableObjectReuse();
        return environment;
    }

    /** Returns what runs jobs of Millrace there, at the parallelism that they set. */
    public static Runner runner(int parallelism) {
        return new FlinkJobs(settings -> environment(settings, parallelism));
    }
}
