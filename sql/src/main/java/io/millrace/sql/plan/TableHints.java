/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.sql.plan;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.apache.calcite.rel.hint.RelHint;
import org.apache.calcite.sql.parser.SqlParserPos;

/**
 * What the hints of a query say of one of its tables.
 *
 * @param stateTtl how long an operator right behind the table keeps what it knows of its rows; zero for ever
 * @param lookup how rows of the table are looked up
 * @param multiJoins the hints MULTI_JOIN that name the table, by numbers: tables that one of them names are joined at once
 */
public record TableHints(Optional<Duration> stateTtl, LookupHint lookup, Set<Integer> multiJoins) {
    static final String OPTIONS = "OPTIONS";
    static final String STATE_TTL = "STATE_TTL";
    static final String LOOKUP = "LOOKUP";
    static final String MULTI_JOIN = "MULTI_JOIN";

    /** What the value is called in a table's own hint, which {@link QueryHints} makes of the query's. */
    static final String VALUE = "value";

    static final TableHints NONE = new TableHints(Optional.empty(), LookupHint.NONE, Set.of());

    /** @param hints of a table, read by {@link QueryHints} before */
    static TableHints of(List<RelHint> hints) {
        Optional<Duration> ttl = Optional.empty();
        LookupHint lookup = LookupHint.NONE;
        Set<Integer> multiJoins = new TreeSet<>();
        for (RelHint hint : hints) {
            if (hint.hintName.equalsIgnoreCase(STATE_TTL)) {
                ttl = Optional.of(Duration.parse(hint.kvOptions.get(VALUE)));
            } else if (hint.hintName.equalsIgnoreCase(LOOKUP)) {
                lookup = LookupHint.of(hint.kvOptions, SqlParserPos.ZERO);
            } else if (hint.hintName.equalsIgnoreCase(MULTI_JOIN)) {
                multiJoins.add(Integer.valueOf(hint.kvOptions.get(VALUE)));
            }
        }
        return new TableHints(ttl, lookup, multiJoins);
    }

    /** Returns these hints with others, which hold where both say something. */
    TableHints and(TableHints others) {
        Set<Integer> all = new TreeSet<>(multiJoins);
        all.addAll(others.multiJoins);
        return new TableHints(
                others.stateTtl.or(() -> stateTtl),
                others.lookup.equals(LookupHint.NONE) ? lookup : others.lookup,
                all);
    }

    /** Returns what is said of the joins of the rows that a table's become, however far away they are. */
    TableHints ofJoins() {
        return new TableHints(Optional.empty(), LookupHint.NONE, multiJoins);
    }

    /** Returns what is said of the table alone. */
    TableHints ofRows() {
        return new TableHints(stateTtl, lookup, Set.of());
    }

    boolean isEmpty() {
        return equals(NONE);
    }
}
