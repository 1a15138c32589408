/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.sql.physical;

import io.millrace.operator.AsyncSettings;
import io.millrace.sql.configuration.LookupOutputMode;
import io.millrace.sql.configuration.SqlOptions;
import io.millrace.sql.operator.LookupFunction;
import io.millrace.sql.plan.LookupHint;
import java.time.Duration;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * How a table is looked up in.
 *
 * @param async whether many questions are under way at once, and not one after another
 * @param retry of one that finds nothing; null if it is not made again
 */
record LookupMode(
        boolean async, LookupOutputMode outputMode, int capacity, Duration timeout, LookupHint.@Nullable Retry retry) {

    /** @param canBeAsync whether the table can be asked so: then it is, unless the hint says otherwise */
    static LookupMode of(LookupHint hint, boolean canBeAsync, SqlOptions options) {
        return new LookupMode(
                canBeAsync && hint.async().orElse(true),
                hint.outputMode()
                        .or(() -> options.get(SqlOptions.ASYNC_LOOKUP_OUTPUT_MODE))
                        .orElseThrow(),
                hint.capacity()
                        .or(() -> options.get(SqlOptions.ASYNC_LOOKUP_CAPACITY))
                        .orElseThrow(),
                hint.timeout()
                        .or(() -> options.get(SqlOptions.ASYNC_LOOKUP_TIMEOUT))
                        .orElseThrow(),
                hint.retry());
    }

    /** Returns whether rows wait for their answers while others come. */
    boolean waits() {
        return async || retry != null;
    }

    /**
     * Returns what the rows wait by. What is asked one after another stays in its order, and waits as long as its attempts take.
     *
     * @param changes whether rows may be changed or taken back, so that they must not overtake each other
     */
    AsyncSettings settings(boolean changes) {
        boolean forEver = !async || timeout.isZero();
        return new AsyncSettings(
                isOrdered(changes),
                forEver ? Long.MAX_VALUE : timeout.toMillis(),
                capacity,
                retry == null ? null : LookupFunction.retryMisses(retry.delay().toMillis(), retry.maxAttempts()));
    }

    private boolean isOrdered(boolean changes) {
        return !async || changes || outputMode == LookupOutputMode.ORDERED;
    }

    /** Returns the mode as EXPLAIN shows it; empty where each row is answered at once. */
    String describe(boolean changes) {
        String order = isOrdered(changes) ? "ordered" : "unordered";
        String asynchronous = async
                ? ", async=[" + order + ", capacity " + capacity + ", timeout " + StateTtl.text(timeout) + "]"
                : "";
        return retry == null
                ? asynchronous
                : asynchronous + ", retry=[lookup_miss, fixed_delay " + text(retry.delay()) + ", max-attempts "
                        + retry.maxAttempts() + "]";
    }

    private static String text(Duration duration) {
        return duration.toString().substring("PT".length()).toLowerCase(Locale.ROOT);
    }
}
