/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.graph;

import java.io.Serializable;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The settings of a job.
 *
 * @param checkpointInterval the time between two checkpoints, or null for none but on demand
 * @param checkpointDirectory where checkpoints go, or null where there are none
 * @param retainedCheckpoints how many complete checkpoints are kept, at least 1
 * @param resume what a start does with checkpoints that are already there
 * @param restart what happens after a failure
 * @param watermarkIntervalRecords how many records of a split lie between two periodic watermarks
 * @param jobParameters what the program was started with, for its functions to read
 * @param batch how the job runs as a batch, or null where it runs as a stream
 * @param savepoint what the job starts from where it has no checkpoint of its own to go on from, or null
 * @param checkpoints how checkpoints are taken
 * @param stateBackend where keyed state is while the job runs
 */
public record JobConfiguration(
        @Nullable Duration checkpointInterval,
        @Nullable String checkpointDirectory,
        int retainedCheckpoints,
        ResumeMode resume,
        RestartSettings restart,
        int watermarkIntervalRecords,
        Map<String, String> jobParameters,
        @Nullable BatchSettings batch,
        @Nullable SavepointRestoreSettings savepoint,
        CheckpointSettings checkpoints,
        StateBackendSettings stateBackend)
        implements Serializable {

    public JobConfiguration {
        jobParameters = Collections.unmodifiableMap(new LinkedHashMap<>(jobParameters));
    }

    /** Settings of a job that runs as a stream. */
    public JobConfiguration(
            @Nullable Duration checkpointInterval,
            @Nullable String checkpointDirectory,
            int retainedCheckpoints,
            ResumeMode resume,
            RestartSettings restart,
            int watermarkIntervalRecords,
            Map<String, String> jobParameters) {
        this(
                checkpointInterval,
                checkpointDirectory,
                retainedCheckpoints,
                resume,
                restart,
                watermarkIntervalRecords,
                jobParameters,
                null,
                null,
                CheckpointSettings.DEFAULT,
                StateBackendSettings.HASHMAP);
    }

    /** Settings without parameters. */
    public JobConfiguration(
            @Nullable Duration checkpointInterval,
            @Nullable String checkpointDirectory,
            int retainedCheckpoints,
            ResumeMode resume,
            RestartSettings restart,
            int watermarkIntervalRecords) {
        this(
                checkpointInterval,
                checkpointDirectory,
                retainedCheckpoints,
                resume,
                restart,
                watermarkIntervalRecords,
                Collections.emptyMap());
    }

    /** Returns these settings for a job that starts from another savepoint, or from none. */
    public JobConfiguration withSavepoint(@Nullable SavepointRestoreSettings newSavepoint) {
        return new JobConfiguration(
                checkpointInterval,
                checkpointDirectory,
                retainedCheckpoints,
                resume,
                restart,
                watermarkIntervalRecords,
                jobParameters,
                batch,
                newSavepoint,
                checkpoints,
                stateBackend);
    }

    /** What a start does with checkpoints that are already in the checkpoint directory. */
    public enum ResumeMode {
        /** Starts afresh and leaves them alone until new ones replace them. */
        FRESH,
        /** Goes on from the newest; refuses to start where that one is damaged; starts afresh where there is none. */
        NEWEST,
        /** Goes on from the newest that is intact. */
        NEWEST_INTACT
    }
}
