/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.graph;

import java.io.Serializable;
import java.time.Duration;

/** Whether, when and how often a failed job starts again from its newest checkpoint. */
public sealed interface RestartSettings extends Serializable {
    /** Never: the first failure ends the job. */
    record None() implements RestartSettings {}

    /** At most {@code attempts} times, {@code delay} after each failure. */
    record FixedDelay(int attempts, Duration delay) implements RestartSettings {}

    /**
     * For ever, after a delay that grows by {@code factor} from {@code initial} to {@code maximum}, and falls back to
     * {@code initial} when the job ran for {@code resetAfter}.
     */
    record ExponentialDelay(Duration initial, Duration maximum, double factor, Duration resetAfter)
            implements RestartSettings {}

    /** As long as there were at most {@code failures} in the last {@code interval}, each time after {@code delay}. */
    record FailureRate(int failures, Duration interval, Duration delay) implements RestartSettings {}
}
