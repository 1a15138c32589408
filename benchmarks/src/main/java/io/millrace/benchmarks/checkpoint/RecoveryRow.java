/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.benchmarks.checkpoint;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;

/**
 * How soon a job was back, as it is written to JSON.
 *
 * @param stateBytes keys times about 100 bytes
 * @param fileBytes of the checkpoint
 * @param secondsToFirstRow from the kill to the first correct row, the start of the new JVM included
 * @param restoreSeconds of it, from the submission of the job to the row
 * @param keysPerSecond restored
 */
@JsonPropertyOrder({"stateBytes", "keys", "parallelism", "run"})
record RecoveryRow(
        long stateBytes,
        long keys,
        int parallelism,
        int run,
        long fileBytes,
        double secondsToFirstRow,
        double restoreSeconds,
        double keysPerSecond,
        String machine) {}
