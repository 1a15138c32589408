/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.benchmarks.nexmark.sql;

import io.millrace.benchmarks.nexmark.NexmarkQuery;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** The NEXMark queries in SQL; what each of them asks is in its text: {@link SqlScripts#query}. */
public enum SqlQuery implements NexmarkQuery {
    Q0,
    Q1,
    Q2,
    Q3,
    Q4,
    Q5,
    /** Flink refuses it: its OVER takes no changes. */
    Q6,
    Q7,
    Q8,
    /** Flink's changes lack the rows that are replaced, so that they make no table. */
    Q9,
    /** Writes files. */
    Q10,
    Q11,
    /** Its windows are by the clock, so that no two runs give the same rows. */
    Q12,
    Q13,
    Q14,
    Q15,
    Q16,
    Q17,
    Q18,
    Q19,
    Q20,
    Q21,
    Q22,
    Q23;

    /** Whether Flink runs it, and gives what can be checked: at the end of its input it drops the windows of q12. */
    public boolean isForFlink() {
        return this != Q6 && this != Q9 && this != Q12;
    }

    @Override
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * The query with that label, in any case.
     *
     * @throws IllegalArgumentException if there is none, naming those there are
     */
    public static SqlQuery of(String label) {
        return Arrays.stream(values())
                .filter(query -> query.label().equalsIgnoreCase(label))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("Unknown query '" + label + "'; the queries are "
                        + Arrays.stream(values()).map(SqlQuery::label).collect(Collectors.joining(", "))));
    }
}
