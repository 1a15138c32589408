/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.sql.plan;

import io.millrace.sql.parser.Proposals;
import io.millrace.sql.parser.SqlException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlHint;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlNodeList;
import org.apache.calcite.sql.SqlSelect;
import org.apache.calcite.sql.util.SqlBasicVisitor;
import org.jspecify.annotations.Nullable;

/** Refuses hints that nobody would look at: those of unknown names, and those in the wrong place. */
final class HintNames extends SqlBasicVisitor<@Nullable Void> {
    private static final Set<String> OF_QUERIES =
            new TreeSet<>(Set.of(TableHints.STATE_TTL, TableHints.LOOKUP, TableHints.MULTI_JOIN, LateRowsHint.NAME));
    private static final Set<String> OF_TABLES = Set.of(TableHints.OPTIONS);

    /** They choose among the ways in which Flink joins, of which there is one here. */
    private static final Set<String> WITHOUT_EFFECT = Set.of("BROADCAST", "SHUFFLE_HASH", "SHUFFLE_MERGE", "NEST_LOOP");

    private HintNames() {}

    /** @throws SqlException if a hint has no such name, or does not belong where it stands */
    static void check(SqlNode query) {
        query.accept(new HintNames());
    }

    @Override
    public @Nullable Void visit(SqlCall call) {
        if (call instanceof SqlSelect select && select.getHints() != null) {
            select.setHints(looked(select.getHints(), OF_QUERIES, OF_TABLES, "behind a table, as FROM t /*+ "));
        } else if (call.getKind() == SqlKind.TABLE_REF && call.operand(1) instanceof SqlNodeList hints) {
            looked(hints, OF_TABLES, OF_QUERIES, "behind SELECT, as SELECT /*+ ");
        }
        return super.visit(call);
    }

    /** Returns the hints that have an effect. */
    private static SqlNodeList looked(SqlNodeList hints, Set<String> here, Set<String> elsewhere, String place) {
        List<SqlNode> kept = new ArrayList<>();
        for (SqlNode node : hints) {
            SqlHint hint = (SqlHint) node;
            String name = hint.getName().toUpperCase(Locale.ROOT);
            if (elsewhere.contains(name)) {
                throw SqlException.at(
                        hint.getParserPosition(), "The hint " + name + " stands " + place + name + "(...) */.");
            } else if (here.contains(name)) {
                kept.add(hint);
            } else if (!WITHOUT_EFFECT.contains(name)) {
                throw SqlException.at(
                        hint.getParserPosition(),
                        "There is no hint '" + hint.getName() + "'." + Proposals.sentence(name, here) + " There "
                                + (here.size() == 1 ? "is " : "are ") + String.join(", ", here) + ".");
            }
        }
        return new SqlNodeList(kept, hints.getParserPosition());
    }
}
