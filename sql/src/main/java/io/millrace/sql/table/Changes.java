/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.sql.table;

import io.millrace.data.RowKind;
import io.millrace.sql.connector.ChangelogMode;
import io.millrace.sql.parser.SqlException;
import io.millrace.sql.physical.PhysicalNode;

/** Holds the changes that a query makes against those that whoever reads them takes. */
final class Changes {
    private Changes() {}

    /** @throws SqlException if the query changes rows that it gave before, with what does so */
    static void requireNone(PhysicalNode plan) {
        if (!plan.changelogMode().isInsertOnly()) {
            throw SqlException.of("A stream of records can only grow, and the query changes or takes back rows that it"
                    + " gave before (" + plan.changelogMode() + "), because of "
                    + origin(plan).describe()
                    + ". Use toChangelogStream(table), whose rows say what they do, or aggregate by windows.");
        }
    }

    /** @throws SqlException if the query makes changes that the mode has no place for */
    static void requireIn(ChangelogMode mode, PhysicalNode plan) {
        for (RowKind kind : plan.changelogMode().getContainedKinds()) {
            // What a row was before may be left out where there is a place for what it becomes.
            boolean needless = kind == RowKind.UPDATE_BEFORE && mode.contains(RowKind.UPDATE_AFTER);
            if (!mode.contains(kind) && !needless) {
                throw SqlException.of("The query gives rows of the kinds " + plan.changelogMode() + ", because of "
                        + origin(plan).describe() + ", and the stream takes only " + mode
                        + ". Use ChangelogMode.all(), or upsert() where rows are told apart by a key.");
            }
        }
    }

    /** Returns the first step whose rows change where those that it reads do not. */
    private static PhysicalNode origin(PhysicalNode node) {
        for (PhysicalNode input : node.inputs()) {
            if (!input.changelogMode().isInsertOnly()) {
                return origin(input);
            }
        }
        return node;
    }
}
