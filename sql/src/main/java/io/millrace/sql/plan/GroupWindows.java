/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.sql.plan;

import io.millrace.sql.parser.SqlException;
import io.millrace.sql.parser.StatementParser;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.apache.calcite.sql.SqlBasicCall;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlNodeList;
import org.apache.calcite.sql.SqlSelect;
import org.apache.calcite.sql.fun.SqlStdOperatorTable;
import org.apache.calcite.sql.parser.SqlParserPos;
import org.apache.calcite.sql.util.SqlBasicVisitor;
import org.apache.calcite.sql.util.SqlShuttle;
import org.apache.calcite.util.Litmus;
import org.jspecify.annotations.Nullable;

/**
 * The older way to write windows, as what is grouped by. It becomes the newer one, of functions of tables, before anything else looks at it:
 *
 * <pre>
 *  SELECT k, TUMBLE_END(t, INTERVAL '1' HOUR) FROM r GROUP BY k, TUMBLE(t, INTERVAL '1' HOUR)
 *
 *  SELECT k, window_end AS EXPR$1 FROM TABLE(TUMBLE((SELECT * FROM r), DESCRIPTOR(t), INTERVAL '1' HOUR)) AS r
 *  GROUP BY k, window_start, window_end, window_time
 * </pre>
 */
final class GroupWindows extends SqlBasicVisitor<@Nullable Void> {
    private static final String ROWS = "$rows";
    private static final String NO_NAME = "$windows";
    private static final Map<String, Integer> OPERANDS = Map.of("TUMBLE", 2, "HOP", 3, "SESSION", 2);
    private static final Map<String, String> AUXILIARY = Map.of(
            "START", "window_start",
            "END", "window_end",
            "ROWTIME", "window_time",
            "PROCTIME", "window_time");
    private static final Set<SqlKind> SEVERAL = Set.of(SqlKind.JOIN, SqlKind.MATCH_RECOGNIZE);

    private GroupWindows() {}

    /**
     * Rewrites a query, and what it has of others, in place.
     *
     * @throws SqlException if it groups by a window where that cannot be said otherwise
     */
    static void rewrite(SqlNode query) {
        query.accept(new GroupWindows());
    }

    @Override
    public @Nullable Void visit(SqlCall call) {
        super.visit(call);
        if (call instanceof SqlSelect select && select.getGroup() != null) {
            SqlCall window = window(select.getGroup());
            if (window != null) {
                new Rewriting(select, select.getGroup(), window).run();
            }
        }
        return null;
    }

    private static @Nullable SqlCall window(SqlNodeList group) {
        SqlCall found = null;
        for (SqlNode key : group) {
            if (key instanceof SqlCall call
                    && Integer.valueOf(call.operandCount()).equals(OPERANDS.get(name(call)))) {
                if (found != null) {
                    throw SqlException.at(call.getParserPosition(), "A query groups by one window.");
                }
                found = call;
            }
        }
        return found;
    }

    private static String name(SqlCall call) {
        String name = call.getOperator().getName().toUpperCase(Locale.ROOT);
        return name.startsWith("$") ? name.substring(1) : name;
    }

    /** One SELECT that groups by a window. */
    private static final class Rewriting {
        private final SqlSelect select;
        private final SqlNodeList group;
        private final SqlCall window;
        private final String function;
        private final String alias;

        Rewriting(SqlSelect select, SqlNodeList group, SqlCall window) {
            this.select = select;
            this.group = group;
            this.window = window;
            this.function = name(window);
            this.alias = alias(select.getFrom());
        }

        private static String alias(@Nullable SqlNode from) {
            if (from instanceof SqlBasicCall call && call.getKind() == SqlKind.AS) {
                return ((SqlIdentifier) call.operand(1)).getSimple();
            } else if (from instanceof SqlBasicCall call && call.getKind() == SqlKind.TABLE_REF) {
                return alias(call.operand(0));
            }
            return from instanceof SqlIdentifier table ? table.names.get(table.names.size() - 1) : NO_NAME;
        }

        void run() {
            SqlNode from = select.getFrom();
            if (from == null || SEVERAL.contains(from.getKind())) {
                throw wrong("groups rows of one table or sub-query. Put the join into a sub-query");
            }
            select.setFrom(windowed(from));
            select.setGroupBy(keys());
            select.setSelectList(columns());
            SqlNode having = select.getHaving();
            if (having != null) {
                select.setHaving(having.accept(new Auxiliary()));
            }
        }

        private SqlException wrong(String what) {
            return SqlException.at(
                    window.getParserPosition(),
                    "GROUP BY " + function + " " + what + ", or write FROM TABLE(" + function
                            + "(TABLE ..., DESCRIPTOR(...), ...)) and group by window_start and window_end.");
        }

        private SqlNode windowed(SqlNode from) {
            if (!(window.operand(0) instanceof SqlIdentifier time)) {
                throw wrong("takes a time attribute, which is a column. Compute it in a sub-query");
            }
            StringBuilder text = new StringBuilder("SELECT * FROM TABLE(")
                    .append(function)
                    .append("((SELECT * FROM ")
                    .append(quoted(ROWS))
                    .append(")")
                    .append(partition())
                    .append(", DESCRIPTOR(")
                    .append(quoted(time.names.get(time.names.size() - 1)))
                    .append(")");
            for (int i = 1; i < window.operandCount(); i++) {
                text.append(", ").append(quoted("$" + i));
            }
            text.append(")) AS ").append(quoted(alias));
            SqlNode template = ((SqlSelect) StatementParser.parseQuery(text.toString())).getFrom();
            if (template == null) {
                throw new IllegalStateException("No FROM in " + text);
            }
            SqlNode made = template.accept(new Filling(from));
            if (made == null) {
                throw new IllegalStateException("Nothing came of " + text);
            }
            return made;
        }

        private static String quoted(String name) {
            return '`' + name.replace("`", "``") + '`';
        }

        /** Sessions are those of what else is grouped by. */
        private String partition() {
            if (!function.equals("SESSION") || group.size() == 1) {
                return "";
            }
            List<String> names = new ArrayList<>();
            for (SqlNode key : group) {
                if (key instanceof SqlIdentifier column) {
                    names.add(quoted(column.names.get(column.names.size() - 1)));
                } else if (key != window) {
                    throw wrong("takes columns beside it. Compute them in a sub-query");
                }
            }
            return " PARTITION BY (" + String.join(", ", names) + ")";
        }

        private SqlNodeList keys() {
            SqlNodeList keys = new SqlNodeList(group.getParserPosition());
            for (SqlNode key : group) {
                if (key == window) {
                    List.of("window_start", "window_end", "window_time").forEach(name -> keys.add(column(name, key)));
                } else {
                    keys.add(key);
                }
            }
            return keys;
        }

        private SqlIdentifier column(String name, SqlNode inPlaceOf) {
            return new SqlIdentifier(List.of(alias, name), inPlaceOf.getParserPosition());
        }

        /** A column that has no name keeps the one that it is given by its place. */
        private SqlNodeList columns() {
            SqlNodeList columns = new SqlNodeList(select.getSelectList().getParserPosition());
            for (SqlNode column : select.getSelectList()) {
                SqlNode rewritten = column.accept(new Auxiliary());
                if (rewritten != column && rewritten instanceof SqlIdentifier) {
                    rewritten = SqlStdOperatorTable.AS.createCall(
                            SqlParserPos.ZERO,
                            rewritten,
                            new SqlIdentifier("EXPR$" + columns.size(), SqlParserPos.ZERO));
                }
                columns.add(rewritten);
            }
            return columns;
        }

        /** Puts columns of the window in the place of functions of it. */
        private final class Auxiliary extends SqlShuttle {
            @Override
            public @Nullable SqlNode visit(SqlCall call) {
                String name = name(call);
                String column = name.startsWith(function + "_") && call.operandCount() == window.operandCount()
                        ? AUXILIARY.get(name.substring(function.length() + 1))
                        : null;
                if (column != null && isOfWindow(call)) {
                    return column(column, call);
                }
                return super.visit(call);
            }

            private boolean isOfWindow(SqlCall call) {
                for (int i = 0; i < window.operandCount(); i++) {
                    SqlNode operand = window.operand(i);
                    if (!operand.equalsDeep(call.operand(i), Litmus.IGNORE)) {
                        throw SqlException.at(
                                call.getParserPosition(),
                                "This is of another window than the one that GROUP BY names: " + window + ".");
                    }
                }
                return true;
            }
        }

        /** Puts what was written in the place of names that stand for it. */
        private final class Filling extends SqlShuttle {
            private final SqlNode from;

            Filling(SqlNode from) {
                this.from = from;
            }

            @Override
            public SqlNode visit(SqlIdentifier identifier) {
                if (!identifier.isSimple() || !identifier.getSimple().startsWith("$")) {
                    return identifier;
                } else if (identifier.getSimple().equals(ROWS)) {
                    return from;
                } else if (identifier.getSimple().equals(NO_NAME)) {
                    return identifier;
                }
                return window.operand(Integer.parseInt(identifier.getSimple().substring(1)));
            }
        }
    }
}
