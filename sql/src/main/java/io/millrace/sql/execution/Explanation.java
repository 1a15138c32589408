/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.sql.execution;

import io.millrace.sql.configuration.SqlOptions;
import io.millrace.sql.connector.TableFactories;
import io.millrace.sql.physical.PhysicalPlanner;
import io.millrace.sql.physical.PlanTree;
import io.millrace.sql.plan.Statement;
import java.time.Duration;
import java.util.stream.Collectors;
import org.apache.calcite.rel.RelNode;

/** What EXPLAIN says: how a statement would run. */
final class Explanation {
    private final PhysicalPlanner planner;
    private final Duration timeToLive;

    private Explanation(TableFactories factories, SqlOptions options) {
        this.planner = new PhysicalPlanner(factories, options);
        this.timeToLive = options.get(SqlOptions.STATE_TTL).orElse(Duration.ZERO);
    }

    /** @throws io.millrace.sql.parser.SqlException if the statement cannot be run */
    static String of(Statement.Explainable statement, TableFactories factories, SqlOptions options) {
        return new Explanation(factories, options).text(statement);
    }

    private String text(Statement.Explainable statement) {
        if (statement instanceof Statement.Query query) {
            return tree(query.plan());
        } else if (statement instanceof Statement.Insert insert) {
            return "INSERT INTO " + insert.target().path().name() + "\n" + tree(insert.plan());
        }
        return ((Statement.StatementSet) statement)
                .inserts().stream().map(this::text).collect(Collectors.joining("\n\n"));
    }

    private String tree(RelNode plan) {
        return PlanTree.of(planner.plan(plan), timeToLive);
    }
}
