/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.stream;

import io.millrace.graph.JobConfiguration.ResumeMode;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The settings of an environment's checkpoints. One checkpoint is under way at a time, and output is exactly-once; there is
 * nothing to set about that.
 */
public final class CheckpointConfig {
    private final StreamExecutionEnvironment environment;

    CheckpointConfig(StreamExecutionEnvironment environment) {
        this.environment = environment;
    }

    /** Returns whether checkpoints are taken by themselves. */
    public boolean isCheckpointingEnabled() {
        return environment.checkpointInterval() != null;
    }

    /** Returns the milliseconds between two checkpoints, or -1 where none are taken by themselves. */
    public long getCheckpointInterval() {
        Duration interval = environment.checkpointInterval();
        return interval == null ? -1 : interval.toMillis();
    }

    public CheckpointConfig setCheckpointInterval(long checkpointInterval) {
        environment.enableCheckpointing(checkpointInterval);
        return this;
    }

    public @Nullable String getCheckpointDirectory() {
        return environment.checkpointDirectory();
    }

    public CheckpointConfig setCheckpointDirectory(String directory) {
        environment.setCheckpointDirectory(directory);
        return this;
    }

    public CheckpointConfig setRetainedCheckpoints(int count) {
        environment.setRetainedCheckpoints(count);
        return this;
    }

    /**
     * Sets whether a checkpoint writes only what changed since the one before, and refers to that one's files for the rest;
     * so it does unless set. Where not, each checkpoint writes all state, and its directory can be copied by itself.
     */
    public CheckpointConfig enableIncrementalCheckpointing(boolean incremental) {
        environment.setIncrementalCheckpoints(incremental);
        return this;
    }

    public boolean isIncrementalCheckpointingEnabled() {
        return environment.incrementalCheckpoints();
    }

    /**
     * Sets the least time from the end of a checkpoint to the beginning of the next that is taken by itself; 0 unless set.
     * The interval counts from the end of a checkpoint as well, so this matters where it is longer, or where checkpoints are
     * taken on demand in between.
     *
     * @param minPauseMillis at least 0
     */
    public CheckpointConfig setMinPauseBetweenCheckpoints(long minPauseMillis) {
        if (minPauseMillis < 0) {
            throw new IllegalArgumentException(
                    "The pause between checkpoints must not be negative, and is " + minPauseMillis);
        }
        environment.setMinPauseBetweenCheckpoints(Duration.ofMillis(minPauseMillis));
        return this;
    }

    public long getMinPauseBetweenCheckpoints() {
        return environment.minPauseBetweenCheckpoints().toMillis();
    }

    /**
     * Sets how long a checkpoint may take, from its trigger until its output is committed; as long as it takes unless set.
     * One that takes longer has failed.
     *
     * @param timeoutMillis at least 1
     */
    public CheckpointConfig setCheckpointTimeout(long timeoutMillis) {
        if (timeoutMillis < 1) {
            throw new IllegalArgumentException(
                    "The timeout of checkpoints must be at least one millisecond, not " + timeoutMillis);
        }
        environment.setCheckpointTimeout(Duration.ofMillis(timeoutMillis));
        return this;
    }

    /** Returns the milliseconds that a checkpoint may take, or -1 for as long as it takes. */
    public long getCheckpointTimeout() {
        Duration timeout = environment.checkpointTimeout();
        return timeout == null ? -1 : timeout.toMillis();
    }

    /**
     * Sets how many checkpoints in a row may fail before the job fails and restarts from the newest complete one; 0 unless set.
     * One that fails is given up: its files are deleted, and what it would have held is in the next. Not tolerated is what
     * could leave output in doubt: a sink that cannot make it durable or commit it, and a failure of a job's last checkpoint.
     *
     * @param tolerableCheckpointFailureNumber at least 0
     */
    public CheckpointConfig setTolerableCheckpointFailureNumber(int tolerableCheckpointFailureNumber) {
        if (tolerableCheckpointFailureNumber < 0) {
            throw new IllegalArgumentException(
                    "The number of tolerable checkpoint failures must not be negative, and is "
                            + tolerableCheckpointFailureNumber);
        }
        environment.setTolerableCheckpointFailures(tolerableCheckpointFailureNumber);
        return this;
    }

    public int getTolerableCheckpointFailureNumber() {
        return environment.tolerableCheckpointFailures();
    }

    public CheckpointConfig setResumeMode(ResumeMode mode) {
        environment.setResumeMode(mode);
        return this;
    }
}
