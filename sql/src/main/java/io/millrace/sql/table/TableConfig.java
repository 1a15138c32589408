/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.sql.table;

import io.millrace.sql.configuration.SqlOptions;
import io.millrace.sql.parser.SqlException;
import java.time.Duration;
import java.time.ZoneId;
import java.util.Map;
import java.util.Optional;

/** The options of a table environment: what {@code SET} sets. */
public final class TableConfig {
    private final SqlOptions options;

    TableConfig(SqlOptions options) {
        this.options = options;
    }

    /**
     * Sets an option, by its key.
     *
     * @throws SqlException if there is no such option, with the nearest one, or it does not take the value
     */
    public TableConfig set(String key, String value) {
        options.set(key, value);
        return this;
    }

    /** Returns what an option has been set to, if it has been. */
    public Optional<String> get(String key) {
        return Optional.ofNullable(options.values().get(key));
    }

    /** Returns what has been set. */
    public Map<String, String> toMap() {
        return options.values();
    }

    /** Sets the time zone in which a TIMESTAMP_LTZ is shown and computed with. */
    public TableConfig setLocalTimeZone(ZoneId zone) {
        return set(SqlOptions.LOCAL_TIME_ZONE.key(), zone.getId());
    }

    public ZoneId getLocalTimeZone() {
        return options.localTimeZone();
    }

    /** Sets how long state is kept for a key that is idle; zero is for ever. */
    public TableConfig setIdleStateRetention(Duration duration) {
        return set(SqlOptions.STATE_TTL.key(), duration.toMillis() + " ms");
    }

    public Duration getIdleStateRetention() {
        return options.get(SqlOptions.STATE_TTL).orElse(Duration.ZERO);
    }
}
