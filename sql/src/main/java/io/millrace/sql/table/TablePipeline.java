/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.sql.table;

import io.millrace.sql.plan.PlanText;
import io.millrace.sql.plan.Statement;
import java.util.List;

/** A query on its way into a table. */
public final class TablePipeline {
    private final StreamTableEnvironment environment;
    private final Statement.Insert insert;

    TablePipeline(StreamTableEnvironment environment, Statement.Insert insert) {
        this.environment = environment;
        this.insert = insert;
    }

    /** Starts it as a job. */
    public TableResult execute() {
        return environment.statements().run(List.of(insert));
    }

    /** Returns the plan, for people to read. */
    public String explain() {
        return PlanText.of(insert);
    }
}
