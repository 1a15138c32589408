/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.task;

import java.time.Duration;

/** A checkpoint was not complete in the time that it may take. */
public final class CheckpointTimeoutException extends Exception {
    private static final long serialVersionUID = 1L;

    CheckpointTimeoutException(long checkpointId, Duration timeout, String missing) {
        super("Checkpoint " + checkpointId + " was not complete after " + timeout.toMillis() + " ms" + missing
                + ". Look for backpressure and for slow storage, or allow more time with setCheckpointTimeout(...).");
    }
}
