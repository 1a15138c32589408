/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.flink.translation;

import io.millrace.graph.CheckpointSettings;
import io.millrace.graph.JobConfiguration;
import io.millrace.graph.RestartSettings;
import java.nio.file.Path;
import org.apache.flink.api.common.RuntimeExecutionMode;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.ExecutionOptions;
import org.apache.flink.configuration.ExternalizedCheckpointRetention;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.core.execution.CheckpointingMode;

/** A job's settings in Flink's words. */
public final class JobSettings {
    /** Where Flink's checkpoints go below the job's checkpoint directory, apart from those of embedded runs. */
    static final String DIRECTORY = "flink";

    private JobSettings() {}

    public static Configuration of(JobConfiguration job) {
        Configuration flink = new Configuration();
        flink.set(ExecutionOptions.RUNTIME_MODE, RuntimeExecutionMode.STREAMING);
        flink.set(PipelineOptions.GENERIC_TYPES, false);
        flink.set(PipelineOptions.OBJECT_REUSE, true); // nobody changes an envelope
        flink.set(PipelineOptions.OPERATOR_CHAINING, true);
        setCheckpoints(job, flink);
        setRestart(job.restart(), flink);
        return flink;
    }

    private static void setCheckpoints(JobConfiguration job, Configuration flink) {
        CheckpointSettings checkpoints = job.checkpoints();
        flink.set(CheckpointingOptions.CHECKPOINTING_CONSISTENCY_MODE, CheckpointingMode.EXACTLY_ONCE);
        flink.set(CheckpointingOptions.ENABLE_UNALIGNED, false);
        flink.set(CheckpointingOptions.MAX_CONCURRENT_CHECKPOINTS, 1);
        flink.set(CheckpointingOptions.ENABLE_CHECKPOINTS_AFTER_TASKS_FINISH, true);
        flink.set(CheckpointingOptions.MAX_RETAINED_CHECKPOINTS, job.retainedCheckpoints());
        flink.set(CheckpointingOptions.TOLERABLE_FAILURE_NUMBER, checkpoints.tolerableFailures());
        flink.set(CheckpointingOptions.MIN_PAUSE_BETWEEN_CHECKPOINTS, checkpoints.minPause());
        if (checkpoints.timeout() != null) {
            flink.set(CheckpointingOptions.CHECKPOINTING_TIMEOUT, checkpoints.timeout());
        }
        if (job.checkpointInterval() != null && job.batch() == null) {
            flink.set(CheckpointingOptions.CHECKPOINTING_INTERVAL, job.checkpointInterval());
        }
        String directory = job.checkpointDirectory();
        if (directory != null) {
            flink.set(CheckpointingOptions.CHECKPOINT_STORAGE, "filesystem");
            flink.set(CheckpointingOptions.CHECKPOINTS_DIRECTORY, location(directory) + "/" + DIRECTORY);
            flink.set(
                    CheckpointingOptions.EXTERNALIZED_CHECKPOINT_RETENTION,
                    ExternalizedCheckpointRetention.RETAIN_ON_CANCELLATION);
        }
    }

    /** Returns a location as Flink wants it: with a scheme. */
    public static String location(String location) {
        return location.contains("://") || location.startsWith("file:")
                ? location
                : Path.of(location)
                        .toAbsolutePath()
                        .normalize()
                        .toUri()
                        .toString()
                        .replaceAll("/$", "");
    }

    private static void setRestart(RestartSettings restart, Configuration flink) {
        if (restart instanceof RestartSettings.None) {
            flink.set(RestartStrategyOptions.RESTART_STRATEGY, "disable");
        } else if (restart instanceof RestartSettings.FixedDelay fixed) {
            flink.set(RestartStrategyOptions.RESTART_STRATEGY, "fixed-delay");
            flink.set(RestartStrategyOptions.RESTART_STRATEGY_FIXED_DELAY_ATTEMPTS, fixed.attempts());
            flink.set(RestartStrategyOptions.RESTART_STRATEGY_FIXED_DELAY_DELAY, fixed.delay());
        } else if (restart instanceof RestartSettings.ExponentialDelay growing) {
            flink.set(RestartStrategyOptions.RESTART_STRATEGY, "exponential-delay");
            flink.set(RestartStrategyOptions.RESTART_STRATEGY_EXPONENTIAL_DELAY_INITIAL_BACKOFF, growing.initial());
            flink.set(RestartStrategyOptions.RESTART_STRATEGY_EXPONENTIAL_DELAY_MAX_BACKOFF, growing.maximum());
            flink.set(RestartStrategyOptions.RESTART_STRATEGY_EXPONENTIAL_DELAY_BACKOFF_MULTIPLIER, growing.factor());
            flink.set(
                    RestartStrategyOptions.RESTART_STRATEGY_EXPONENTIAL_DELAY_RESET_BACKOFF_THRESHOLD,
                    growing.resetAfter());
            flink.set(RestartStrategyOptions.RESTART_STRATEGY_EXPONENTIAL_DELAY_JITTER_FACTOR, 0.0);
        } else if (restart instanceof RestartSettings.FailureRate rate) {
            flink.set(RestartStrategyOptions.RESTART_STRATEGY, "failure-rate");
            flink.set(RestartStrategyOptions.RESTART_STRATEGY_FAILURE_RATE_MAX_FAILURES_PER_INTERVAL, rate.failures());
            flink.set(RestartStrategyOptions.RESTART_STRATEGY_FAILURE_RATE_FAILURE_RATE_INTERVAL, rate.interval());
            flink.set(RestartStrategyOptions.RESTART_STRATEGY_FAILURE_RATE_DELAY, rate.delay());
        }
    }
}
