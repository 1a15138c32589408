/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.task;

import io.millrace.graph.RestartSettings;
import java.util.ArrayDeque;

/** Decides whether a failed job starts again, and when. */
public interface RestartStrategy {
    /** The answer that ends the job. */
    long NEVER = -1;

    /**
     * Returns the milliseconds to wait before the next attempt, or {@link #NEVER}. Called once for each failure.
     *
     * @param nowMillis processing time of the failure
     */
    long onFailure(long nowMillis);

    static RestartStrategy of(RestartSettings settings) {
        if (settings instanceof RestartSettings.FixedDelay fixed) {
            return new FixedDelay(fixed);
        } else if (settings instanceof RestartSettings.ExponentialDelay exponential) {
            return new ExponentialDelay(exponential);
        } else if (settings instanceof RestartSettings.FailureRate rate) {
            return new FailureRate(rate);
        }
        return nowMillis -> NEVER;
    }

    /** See {@link RestartSettings.FixedDelay}. */
    final class FixedDelay implements RestartStrategy {
        private final RestartSettings.FixedDelay settings;
        private int failures;

        FixedDelay(RestartSettings.FixedDelay settings) {
            this.settings = settings;
        }

        @Override
        public long onFailure(long nowMillis) {
            failures++;
            return failures <= settings.attempts() ? settings.delay().toMillis() : NEVER;
        }
    }

    /** See {@link RestartSettings.ExponentialDelay}. */
    final class ExponentialDelay implements RestartStrategy {
        private final RestartSettings.ExponentialDelay settings;
        private long lastFailure = Long.MIN_VALUE;
        private double delay;

        ExponentialDelay(RestartSettings.ExponentialDelay settings) {
            this.settings = settings;
        }

        @Override
        public long onFailure(long nowMillis) {
            boolean calm = lastFailure == Long.MIN_VALUE
                    || nowMillis - lastFailure >= settings.resetAfter().toMillis();
            delay = calm ? settings.initial().toMillis() : delay * settings.factor();
            delay = Math.min(delay, settings.maximum().toMillis());
            lastFailure = nowMillis;
            return (long) delay;
        }
    }

    /** See {@link RestartSettings.FailureRate}. */
    final class FailureRate implements RestartStrategy {
        private final RestartSettings.FailureRate settings;
        private final ArrayDeque<Long> failures = new ArrayDeque<>();

        FailureRate(RestartSettings.FailureRate settings) {
            this.settings = settings;
        }

        @Override
        public long onFailure(long nowMillis) {
            failures.add(nowMillis);
            while (nowMillis - failures.getFirst() > settings.interval().toMillis()) {
                failures.removeFirst();
            }
            return failures.size() <= settings.failures() ? settings.delay().toMillis() : NEVER;
        }
    }
}
