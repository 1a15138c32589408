/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.sql.plan;

import io.millrace.sql.parser.Proposals;
import io.millrace.sql.parser.SqlException;
import java.util.List;
import java.util.Map;
import org.apache.calcite.sql.parser.SqlParserPos;

/** The hint LOOKUP, by the names of Flink's. Lookups are made one after another, and once: it may say so, and no more yet. */
final class LookupHint {
    private static final String TABLE = "table";

    private static final String ASYNC = "async";
    private static final List<String> RETRY =
            List.of("fixed-delay", "max-attempts", "retry-predicate", "retry-strategy");
    private static final List<String> KNOWN = List.of(
            ASYNC,
            "capacity",
            "fixed-delay",
            "max-attempts",
            "output-mode",
            "retry-predicate",
            "retry-strategy",
            "shuffle",
            TABLE,
            "timeout");

    private LookupHint() {}

    /**
     * Returns which table it is for.
     *
     * @throws SqlException if it does not say so, or there is no such option, or one asks for what there is not
     */
    static String tableOf(Map<String, String> options, SqlParserPos position) {
        for (Map.Entry<String, String> option : options.entrySet()) {
            String key = option.getKey();
            if (!KNOWN.contains(key)) {
                throw SqlException.at(
                        position,
                        "The hint LOOKUP knows no '" + key + "'." + Proposals.sentence(key, KNOWN) + " It knows "
                                + String.join(", ", KNOWN) + ".");
            } else if (RETRY.contains(key)) {
                throw SqlException.at(
                        position,
                        "A row that finds nothing does not look again yet: a hint LOOKUP cannot ask for '" + key
                                + "'.");
            } else if (key.equals(ASYNC) && !option.getValue().equalsIgnoreCase("false")) {
                throw SqlException.at(
                        position,
                        "Lookups are made one after another: a hint LOOKUP cannot ask for 'async' = '"
                                + option.getValue() + "' yet.");
            }
        }
        String table = options.get(TABLE);
        if (table == null) {
            throw SqlException.at(
                    position, "The hint LOOKUP does not say which table it is for: LOOKUP('table' = '...', ...).");
        }
        return table;
    }
}
