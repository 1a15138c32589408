/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.sql.plan;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.apache.calcite.rel.hint.RelHint;

/**
 * What the hints of a query say of one of its tables.
 *
 * @param stateTtl how long an operator right behind the table keeps what it knows of its rows; zero for ever
 */
public record TableHints(Optional<Duration> stateTtl) {
    static final String OPTIONS = "OPTIONS";
    static final String STATE_TTL = "STATE_TTL";
    static final String LOOKUP = "LOOKUP";

    /** What a time to live is called in a table's own hint, which {@link QueryHints} makes of the query's. */
    static final String VALUE = "value";

    static final TableHints NONE = new TableHints(Optional.empty());

    /** @param hints of a table, read by {@link QueryHints} before */
    static TableHints of(List<RelHint> hints) {
        Optional<Duration> ttl = Optional.empty();
        for (RelHint hint : hints) {
            if (hint.hintName.equalsIgnoreCase(STATE_TTL)) {
                ttl = Optional.of(Duration.parse(hint.kvOptions.get(VALUE)));
            }
        }
        return new TableHints(ttl);
    }

    boolean isEmpty() {
        return stateTtl.isEmpty();
    }
}
