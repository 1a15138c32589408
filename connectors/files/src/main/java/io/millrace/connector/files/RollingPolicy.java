/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.connector.files;

import java.io.Serializable;
import java.time.Duration;

/**
 * When a {@link FileSink} ends a file and begins the next. At the end of the input every file ends.
 *
 * @param onCheckpoint whether a file ends at each checkpoint
 * @param maxBytes the size at which a file ends; the record that reaches it still belongs to it
 * @param maxAgeMillis the processing time after which a file ends, at the next record or checkpoint
 */
public record RollingPolicy(boolean onCheckpoint, long maxBytes, long maxAgeMillis) implements Serializable {
    public RollingPolicy {
        if (maxAgeMillis < 1) {
            throw new IllegalArgumentException("A file must be allowed at least 1 ms, but its age is " + maxAgeMillis);
        }
        if (maxBytes < 1) {
            throw new IllegalArgumentException("A file must be allowed at least 1 byte, but maxBytes is " + maxBytes);
        }
    }

    /** A file ends at each checkpoint, so that readers see rows as soon as they may. */
    public static RollingPolicy onEachCheckpoint() {
        return new RollingPolicy(true, Long.MAX_VALUE, Long.MAX_VALUE);
    }

    /** A file stays open over checkpoints until it reaches a size. */
    public static RollingPolicy onSize(long maxBytes) {
        return new RollingPolicy(false, maxBytes, Long.MAX_VALUE);
    }

    /** A file stays open to the end of the input: one file a subtask, however often the job is restored. */
    public static RollingPolicy onEndOfInput() {
        return new RollingPolicy(false, Long.MAX_VALUE, Long.MAX_VALUE);
    }

    /** Returns this policy with a limit to the size. */
    public RollingPolicy withMaxBytes(long newMaxBytes) {
        return new RollingPolicy(onCheckpoint, newMaxBytes, maxAgeMillis);
    }

    /**
     * Returns this policy with a limit to the age, in processing time: a file ends at the first record or checkpoint from then
     * on. After a restore the age begins anew.
     */
    public RollingPolicy withMaxAge(Duration newMaxAge) {
        return new RollingPolicy(onCheckpoint, maxBytes, newMaxAge.toMillis());
    }

    boolean limitsAge() {
        return maxAgeMillis < Long.MAX_VALUE;
    }
}
