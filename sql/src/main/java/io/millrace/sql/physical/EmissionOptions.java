/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.sql.physical;

import io.millrace.sql.configuration.RuntimeMode;
import io.millrace.sql.configuration.SqlOptions;
import io.millrace.sql.parser.SqlException;
import io.millrace.sql.window.Emission;
import java.time.Duration;

/** When windows tell their results, as a session's options say. */
final class EmissionOptions {
    private EmissionOptions() {}

    /** @throws SqlException if an option is missing that another one needs */
    static Emission of(SqlOptions options) {
        if (options.get(SqlOptions.RUNTIME_MODE).orElse(RuntimeMode.STREAMING) == RuntimeMode.BATCH) {
            return Emission.ONCE;
        }
        boolean early = options.get(SqlOptions.EARLY_FIRE_ENABLED).orElse(false);
        boolean late = options.get(SqlOptions.LATE_FIRE_ENABLED).orElse(false);
        long earlyDelay = early
                ? options.get(SqlOptions.EARLY_FIRE_DELAY)
                        .orElseThrow(
                                () -> missing(SqlOptions.EARLY_FIRE_ENABLED.key(), SqlOptions.EARLY_FIRE_DELAY.key()))
                        .toMillis()
                : -1;
        long lateDelay = late
                ? options.get(SqlOptions.LATE_FIRE_DELAY)
                        .orElseThrow(
                                () -> missing(SqlOptions.LATE_FIRE_ENABLED.key(), SqlOptions.LATE_FIRE_DELAY.key()))
                        .toMillis()
                : 0;
        Duration otherwise = late ? options.get(SqlOptions.STATE_TTL).orElse(Duration.ZERO) : Duration.ZERO;
        long lateness = options.get(SqlOptions.ALLOW_LATENESS).orElse(otherwise).toMillis();
        if (late && lateness == 0) {
            throw SqlException.of("'" + SqlOptions.LATE_FIRE_ENABLED.key() + "' needs how late rows may be: SET '"
                    + SqlOptions.ALLOW_LATENESS.key() + "' = '1 h', or another duration above 0.");
        }
        return new Emission(earlyDelay, lateDelay, lateness);
    }

    private static SqlException missing(String enabled, String delay) {
        return SqlException.of("'" + enabled + "' needs how long after a change a window tells it: SET '" + delay
                + "' = '10 s', or 0 s for at once.");
    }
}
