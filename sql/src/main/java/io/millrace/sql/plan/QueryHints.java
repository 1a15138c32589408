/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.sql.plan;

import io.millrace.sql.configuration.Durations;
import io.millrace.sql.parser.Proposals;
import io.millrace.sql.parser.SqlException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntSupplier;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlHint;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlJoin;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlLiteral;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlNodeList;
import org.apache.calcite.sql.SqlSelect;
import org.apache.calcite.sql.SqlTableRef;
import org.apache.calcite.sql.SqlWithItem;
import org.apache.calcite.sql.parser.SqlParserPos;
import org.apache.calcite.sql.util.SqlBasicVisitor;
import org.apache.calcite.util.Util;
import org.jspecify.annotations.Nullable;

/**
 * The hints {@code STATE_TTL}, {@code LOOKUP} and {@code MULTI_JOIN}, which a query gives of its tables by their names or aliases. They become hints of the tables themselves, before
 * validation: so they come through whatever becomes of the query.
 */
final class QueryHints extends SqlBasicVisitor<@Nullable Void> {
    private final Map<String, SqlNode> withItems = new LinkedHashMap<>();
    private final IntSupplier numbers;

    private QueryHints(IntSupplier numbers) {
        this.numbers = numbers;
    }

    /**
     * Distributes the hints of a query.
     *
     * @param numbers gives hints that belong together a number that no other has
     * @throws SqlException if a hint names what is no table of its query, or is wrong in itself
     */
    static void distribute(SqlNode query, IntSupplier numbers) {
        query.accept(new QueryHints(numbers));
    }

    @Override
    public @Nullable Void visit(SqlCall call) {
        if (call instanceof SqlWithItem item) {
            withItems.put(item.name.getSimple(), item.query);
        } else if (call instanceof SqlSelect select) {
            SqlNodeList hints = select.getHints();
            if (hints != null) {
                distribute(select, hints);
            }
        }
        return super.visit(call);
    }

    private void distribute(SqlSelect select, SqlNodeList hints) {
        List<SqlNode> others = new ArrayList<>();
        for (SqlNode node : hints) {
            SqlHint hint = (SqlHint) node;
            if (hint.getName().equalsIgnoreCase(TableHints.STATE_TTL)) {
                distributeTtl(select, hint);
            } else if (hint.getName().equalsIgnoreCase(TableHints.LOOKUP)) {
                distributeLookup(select, hint);
            } else if (hint.getName().equalsIgnoreCase(TableHints.MULTI_JOIN)) {
                distributeMultiJoin(select, hint);
            } else {
                others.add(hint);
            }
        }
        select.setHints(new SqlNodeList(others, hints.getParserPosition()));
    }

    private void distributeTtl(SqlSelect select, SqlHint hint) {
        Map<String, String> given = options(hint, "STATE_TTL('t' = '1 d')");
        given.forEach((name, text) -> {
            String value = duration(text, hint, "the time to live of '" + name + "'");
            new Tables(name, ofTable(TableHints.STATE_TTL, value, hint.getParserPosition())).giveTo(select, hint);
        });
    }

    private void distributeLookup(SqlSelect select, SqlHint hint) {
        Map<String, String> given = options(hint, "LOOKUP('table' = 't', 'async' = 'false')");
        String table = LookupHint.tableOf(given, hint.getParserPosition());
        new Tables(table, hint).giveTo(select, hint);
    }

    private void distributeMultiJoin(SqlSelect select, SqlHint hint) {
        if (hint.getOptionFormat() == SqlHint.HintOptionFormat.KV_LIST
                || hint.getOptionList().isEmpty()) {
            throw wrong(hint, "The hint MULTI_JOIN takes the names of tables, as in MULTI_JOIN(a, b, c).");
        }
        SqlHint ofTables =
                ofTable(TableHints.MULTI_JOIN, Integer.toString(numbers.getAsInt()), hint.getParserPosition());
        hint.getOptionList().forEach(name -> new Tables(name, ofTables).giveTo(select, hint));
    }

    private static Map<String, String> options(SqlHint hint, String example) {
        if (hint.getOptionFormat() != SqlHint.HintOptionFormat.KV_LIST) {
            throw wrong(hint, "The hint " + hint.getName() + " takes keys with values, as in " + example + ".");
        }
        return new LinkedHashMap<>(hint.getOptionKVPairs());
    }

    private static String duration(String text, SqlHint hint, String what) {
        try {
            return Durations.parse(text).toString();
        } catch (IllegalArgumentException wrong) {
            throw wrong(hint, "'" + text + "' is no duration, such as '1 d', for " + what + ".");
        }
    }

    private static SqlException wrong(SqlHint hint, String reason) {
        return SqlException.at(hint.getParserPosition(), reason);
    }

    private static SqlHint ofTable(String hint, String value, SqlParserPos position) {
        return new SqlHint(
                position,
                new SqlIdentifier(hint, position),
                SqlNodeList.of(
                        SqlLiteral.createCharString(TableHints.VALUE, position),
                        SqlLiteral.createCharString(value, position)),
                SqlHint.HintOptionFormat.KV_LIST);
    }

    /** The tables of a FROM clause, of which those of a name, or all, are given a hint. */
    private final class Tables {
        private final String name;
        private final boolean all;
        private final SqlHint given;
        private final List<String> known = new ArrayList<>();
        private final List<String> others = new ArrayList<>();
        private final boolean reachesIntoQueries;
        private boolean found;

        Tables(String name, SqlHint given) {
            this(name, false, given);
        }

        private Tables(String name, boolean all, SqlHint given) {
            this.name = name;
            this.all = all;
            this.given = given;
            this.reachesIntoQueries = given.getName().equals(TableHints.MULTI_JOIN);
        }

        /** @throws SqlException if the query has no such table */
        void giveTo(SqlSelect select, SqlHint hint) {
            SqlNode from = select.getFrom();
            if (from != null) {
                select.setFrom(in(from, null));
            }
            if (!found) {
                String why = others.contains(name)
                        ? "a query and no table or view. Give it in that query, to its own tables."
                        : "no table of its query." + Proposals.sentence(name, known) + " There are "
                                + (known.isEmpty() ? "none" : String.join(", ", known)) + ".";
                throw wrong(hint, "The hint " + hint.getName() + " names '" + name + "', which is " + why);
            }
        }

        /** Returns what is to stand in the place of a node. */
        SqlNode in(SqlNode node, @Nullable String alias) {
            if (node instanceof SqlJoin join) {
                join.setLeft(in(join.getLeft(), null));
                join.setRight(in(join.getRight(), null));
            } else if (node instanceof SqlIdentifier identifier) {
                return table(identifier, SqlNodeList.EMPTY, identifier, alias);
            } else if (node instanceof SqlTableRef reference) {
                List<SqlNode> operands = reference.getOperandList();
                return table((SqlIdentifier) operands.get(0), (SqlNodeList) operands.get(1), reference, alias);
            } else if (node.getKind() == SqlKind.AS) {
                SqlCall call = (SqlCall) node;
                call.setOperand(0, in(call.operand(0), ((SqlIdentifier) call.operand(1)).getSimple()));
            } else if (node.getKind() == SqlKind.SNAPSHOT) {
                SqlCall call = (SqlCall) node;
                call.setOperand(0, in(call.operand(0), alias));
            } else if (name.equals(alias) && reachesIntoQueries) {
                found = true;
                giveToAll(node);
            } else if (alias != null) {
                (reachesIntoQueries ? known : others).add(alias);
            }
            return node;
        }

        private void giveToAll(SqlNode query) {
            query.accept(new SqlBasicVisitor<@Nullable Void>() {
                @Override
                public @Nullable Void visit(SqlCall call) {
                    if (call instanceof SqlSelect select && select.getFrom() != null) {
                        select.setFrom(new Tables(name, true, given).in(select.getFrom(), null));
                    }
                    return super.visit(call);
                }
            });
        }

        private SqlNode table(SqlIdentifier identifier, SqlNodeList hints, SqlNode node, @Nullable String alias) {
            String table = Util.last(identifier.names);
            known.add(alias == null ? table : alias);
            if (!all && !name.equals(alias) && !name.equals(table)) {
                return node;
            }
            SqlNode query = identifier.isSimple() ? withItems.get(table) : null;
            if (query != null && reachesIntoQueries) {
                found = true;
                withItems.remove(table); // in its own query the name is that of a table
                giveToAll(query);
                withItems.put(table, query);
                return node;
            } else if (query != null) {
                others.add(name);
                return node;
            }
            found = true;
            SqlNodeList more = new SqlNodeList(hints.getList(), identifier.getParserPosition());
            more.add(given);
            return new SqlTableRef(identifier.getParserPosition(), identifier, more);
        }
    }
}
