/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.benchmarks.nexmark.sql;

import java.util.Locale;

/** The ways in which the events are tables. */
public enum SourceTables {
    /** One table of all events, with a row within the row for each kind, as NEXMark for Flink has it. */
    NESTED,
    /** A table for each kind. */
    FLAT;

    /** Returns the name on the command line. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
