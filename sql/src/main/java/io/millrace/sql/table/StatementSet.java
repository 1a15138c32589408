/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.sql.table;

import io.millrace.sql.parser.SqlException;
import io.millrace.sql.plan.PlanText;
import io.millrace.sql.plan.Statement;
import java.util.ArrayList;
import java.util.List;

/** Inserts that run as one job. */
public final class StatementSet {
    private final StreamTableEnvironment environment;
    private final List<Statement.Insert> inserts = new ArrayList<>();

    StatementSet(StreamTableEnvironment environment) {
        this.environment = environment;
    }

    /**
     * Adds an INSERT.
     *
     * @throws SqlException if it is wrong, with the place, or the text is none
     */
    public StatementSet addInsertSql(String statement) {
        inserts.add(environment.insertion(statement));
        return this;
    }

    /**
     * Adds a table whose rows go into another.
     *
     * @throws SqlException if there is no such table, or its columns are others
     */
    public StatementSet addInsert(String targetPath, Table table) {
        return addInsert(targetPath, table, false);
    }

    /**
     * Adds a table whose rows go into another.
     *
     * @param overwrite whether they replace those that are there, as {@code INSERT OVERWRITE} does: in batch mode alone
     * @throws SqlException if there is no such table, or its columns are others
     */
    public StatementSet addInsert(String targetPath, Table table, boolean overwrite) {
        inserts.add(environment.insertion(targetPath, table, overwrite));
        return this;
    }

    /** Starts all of them as a job of their own. The set is empty then. */
    public TableResult execute() {
        return environment.statements().run(taken());
    }

    /** Adds all of them to the stream environment, whose {@code execute} then starts them with what else it has. The set is empty then. */
    public void attachAsDataStream() {
        environment.statements().attach(taken());
    }

    /** Returns the plans, for people to read. */
    public String explain() {
        return PlanText.of(new Statement.StatementSet(inserts));
    }

    private List<Statement.Insert> taken() {
        if (inserts.isEmpty()) {
            throw new IllegalStateException("The statement set is empty: add an INSERT with addInsertSql(...)");
        }
        List<Statement.Insert> all = List.copyOf(inserts);
        inserts.clear();
        return all;
    }
}
