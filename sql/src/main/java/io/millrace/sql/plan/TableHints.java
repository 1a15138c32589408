/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.sql.plan;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.apache.calcite.rel.hint.RelHint;
import org.apache.calcite.sql.parser.SqlParserPos;

/**
 * What the hints of a query say of one of its tables.
 *
 * @param stateTtl how long an operator right behind the table keeps what it knows of its rows; zero for ever
 * @param lookup how rows of the table are looked up
 */
public record TableHints(Optional<Duration> stateTtl, LookupHint lookup) {
    static final String OPTIONS = "OPTIONS";
    static final String STATE_TTL = "STATE_TTL";
    static final String LOOKUP = "LOOKUP";

    /** What a time to live is called in a table's own hint, which {@link QueryHints} makes of the query's. */
    static final String VALUE = "value";

    static final TableHints NONE = new TableHints(Optional.empty(), LookupHint.NONE);

    /** @param hints of a table, read by {@link QueryHints} before */
    static TableHints of(List<RelHint> hints) {
        Optional<Duration> ttl = Optional.empty();
        LookupHint lookup = LookupHint.NONE;
        for (RelHint hint : hints) {
            if (hint.hintName.equalsIgnoreCase(STATE_TTL)) {
                ttl = Optional.of(Duration.parse(hint.kvOptions.get(VALUE)));
            } else if (hint.hintName.equalsIgnoreCase(LOOKUP)) {
                lookup = LookupHint.of(hint.kvOptions, SqlParserPos.ZERO);
            }
        }
        return new TableHints(ttl, lookup);
    }

    boolean isEmpty() {
        return equals(NONE);
    }
}
