/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.sql.plan;

import org.apache.calcite.plan.RelOptUtil;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.sql.SqlExplainLevel;

/** Plans as people read them: a node a line, inputs indented below. The same statement gives the same text. */
public final class PlanText {

    private PlanText() {}

    /** Returns a plan. */
    public static String of(RelNode plan) {
        return RelOptUtil.toString(plan, SqlExplainLevel.EXPPLAN_ATTRIBUTES)
                .replace("_UTF-8'", "'")
                .replace(" CHARACTER SET \"UTF-8\"", "")
                .replace("VARCHAR(2147483647)", "STRING")
                .stripTrailing();
    }

    /** Returns what a statement would do, with its plans. */
    public static String of(Statement statement) {
        if (statement instanceof Statement.Query query) {
            return of(query.plan());
        }
        if (statement instanceof Statement.Insert insert) {
            String verb = insert.overwrite() ? "INSERT OVERWRITE " : "INSERT INTO ";
            String partitions = insert.staticPartitions().isEmpty() ? "" : " PARTITION " + insert.staticPartitions();
            return verb + insert.target().path() + partitions + "\n" + indented(of(insert.plan()));
        }
        if (statement instanceof Statement.StatementSet set) {
            return String.join("\n", set.inserts().stream().map(PlanText::of).toList());
        }
        if (statement instanceof Statement.CreateTableAs create) {
            return "CREATE TABLE AS\n" + indented(of(create.insert()));
        }
        if (statement instanceof Statement.Explain explain) {
            return "EXPLAIN\n" + indented(of(explain.statement()));
        }
        return statement.toString();
    }

    private static String indented(String text) {
        return text.indent(2).stripTrailing();
    }
}
