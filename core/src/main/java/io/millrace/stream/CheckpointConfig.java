/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.stream;

import io.millrace.graph.JobConfiguration.ResumeMode;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The settings of an environment's checkpoints. One checkpoint is under way at a time, output is exactly-once, and one
 * that fails ends the attempt; there is nothing to set about that.
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

    public CheckpointConfig setResumeMode(ResumeMode mode) {
        environment.setResumeMode(mode);
        return this;
    }
}
