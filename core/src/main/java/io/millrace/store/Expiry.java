/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.store;

import io.millrace.state.StateTtlConfig;
import org.jspecify.annotations.Nullable;

/**
 * A time to live, ready for use.
 *
 * @param returnsExpired whether what has expired may be seen once more when it is found
 */
record Expiry(long timeToLiveMillis, boolean refreshesOnRead, boolean returnsExpired, StoreClock clock) {

    static @Nullable Expiry of(@Nullable StateTtlConfig config, StoreClock clock) {
        return config == null
                ? null
                : new Expiry(
                        config.timeToLive().toMillis(),
                        config.updateType() == StateTtlConfig.UpdateType.OnReadAndWrite,
                        config.stateVisibility() == StateTtlConfig.StateVisibility.ReturnExpiredIfNotCleanedUp,
                        clock);
    }

    Stamped stamp(@Nullable Object value) {
        return new Stamped(value, clock.currentTimeMillis());
    }

    boolean hasExpired(Stamped stamped) {
        return hasExpired(stamped, clock.currentTimeMillis());
    }

    boolean hasExpired(Stamped stamped, long nowMillis) {
        // Not touched + timeToLive <= now, which overflows for a time to live of "forever".
        return nowMillis - stamped.touchedMillis() >= timeToLiveMillis;
    }
}
