/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.differential;

import java.util.List;

/**
 * A program that does not give the same rows on both engines.
 *
 * @param expected the rows of Flink
 * @param where Millrace ran
 * @param failure what was wrong there
 */
public record Difference(Program program, List<Row> expected, String where, Throwable failure) {
    private static final int SHOWN = 60;

    /** Returns the same as a difference of another form of the program. */
    Difference of(Program other, String how) {
        return new Difference(other, expected, how + where, failure);
    }

    @Override
    public String toString() {
        List<String> rows =
                expected.stream().map(Row::toString).sorted().limit(SHOWN).toList();
        return program + "\nFlink gives " + expected.size() + " rows: " + rows + "\nMillrace, " + where + ": "
                + failure.getMessage();
    }
}
