/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.sql.execution;

import io.millrace.sql.configuration.SqlOptions;
import io.millrace.sql.connector.TableFactories;
import io.millrace.sql.physical.Changelogs;
import io.millrace.sql.physical.PhysicalNode;
import io.millrace.sql.physical.PhysicalPlanner;
import io.millrace.sql.physical.PlanTree;
import io.millrace.sql.plan.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** What EXPLAIN says: how a statement would run. */
final class Explanation {
    private final TableFactories factories;
    private final SqlOptions options;
    private final PhysicalPlanner planner;
    private final Changelogs changelogs = new Changelogs();
    private final Duration timeToLive;

    private Explanation(TableFactories factories, SqlOptions options) {
        this.factories = factories;
        this.options = options;
        this.planner = new PhysicalPlanner(factories, options);
        this.timeToLive = options.get(SqlOptions.STATE_TTL).orElse(Duration.ZERO);
    }

    /** @throws io.millrace.sql.parser.SqlException if the statement cannot be run */
    static String of(Statement.Explainable statement, TableFactories factories, SqlOptions options) {
        return new Explanation(factories, options).text(statement);
    }

    private String text(Statement.Explainable statement) {
        if (statement instanceof Statement.Query query) {
            return tree(planner.plan(query.plan()));
        } else if (statement instanceof Statement.Insert insert) {
            return text(List.of(insert));
        }
        return text(((Statement.StatementSet) statement).inserts());
    }

    private String text(List<Statement.Insert> statements) {
        List<TableInsert> inserts = TableInsert.all(statements, planner, factories, options);
        inserts.forEach(insert -> changelogs.require(insert.plan(), insert.required()));
        List<String> texts = new ArrayList<>();
        for (int i = 0; i < inserts.size(); i++) {
            String verb = statements.get(i).overwrite() ? "INSERT OVERWRITE " : "INSERT INTO ";
            TableInsert insert = inserts.get(i);
            texts.add(verb + insert.target().path().name() + "\n" + tree(insert.plan()));
        }
        return String.join("\n\n", texts);
    }

    private String tree(PhysicalNode plan) {
        return PlanTree.of(plan, changelogs, timeToLive);
    }
}
