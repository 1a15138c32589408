/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.state;

import java.io.Serializable;
import java.time.Duration;

/**
 * How long a state lives after it was last written (or read), in processing time.
 *
 * @param timeToLive longer than zero, in whole milliseconds
 * @param updateType what refreshes the time to live
 * @param stateVisibility whether an expired value that is not yet removed may still be returned
 */
public record StateTtlConfig(Duration timeToLive, UpdateType updateType, StateVisibility stateVisibility)
        implements Serializable {

    /** What refreshes the time to live. */
    public enum UpdateType {
        OnCreateAndWrite,
        OnReadAndWrite
    }

    /** Whether an expired value may still be seen. */
    public enum StateVisibility {
        NeverReturnExpired,
        ReturnExpiredIfNotCleanedUp
    }

    public StateTtlConfig {
        if (timeToLive.toMillis() <= 0) {
            throw new IllegalArgumentException("A time to live must be at least one millisecond, not " + timeToLive);
        }
    }

    public static Builder newBuilder(Duration timeToLive) {
        return new Builder(timeToLive);
    }

    /** Builds a {@link StateTtlConfig}; by default refreshed on writes, and never returning what has expired. */
    public static final class Builder {
        private final Duration timeToLive;
        private UpdateType updateType = UpdateType.OnCreateAndWrite;
        private StateVisibility visibility = StateVisibility.NeverReturnExpired;

        private Builder(Duration timeToLive) {
            this.timeToLive = timeToLive;
        }

        public Builder setUpdateType(UpdateType type) {
            this.updateType = type;
            return this;
        }

        public Builder updateTtlOnReadAndWrite() {
            return setUpdateType(UpdateType.OnReadAndWrite);
        }

        public Builder setStateVisibility(StateVisibility newVisibility) {
            this.visibility = newVisibility;
            return this;
        }

        public Builder neverReturnExpired() {
            return setStateVisibility(StateVisibility.NeverReturnExpired);
        }

        public StateTtlConfig build() {
            return new StateTtlConfig(timeToLive, updateType, visibility);
        }
    }
}
