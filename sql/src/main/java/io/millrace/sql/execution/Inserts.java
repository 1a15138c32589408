/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.sql.execution;

import io.millrace.sql.SqlSession;
import io.millrace.sql.connector.TableFactories;
import io.millrace.sql.parser.SqlException;
import io.millrace.sql.plan.Statement;
import io.millrace.stream.StreamExecutionEnvironment;
import java.util.ArrayList;
import java.util.List;

/** Puts INSERT statements into a program, which runs them with whatever else it does, and wherever it runs. */
public final class Inserts {
    private Inserts() {}

    /**
     * Understands a script, and adds the operators of its INSERT, STATEMENT SET and CREATE TABLE AS statements to an environment.
     *
     * @param session what is defined and set already; options that concern the job as a whole are set in the environment
     * @param loader finds the connectors
     * @throws SqlException if a statement is wrong, or is a query whose rows have nowhere to go
     */
    public static void add(
            StreamExecutionEnvironment environment, SqlSession session, ClassLoader loader, String script) {
        List<Statement.Insert> inserts = new ArrayList<>();
        session.execute(script, statement -> inserts.addAll(insertsOf(statement)));
        JobBuilder job = new JobBuilder(environment, new TableFactories(loader), session.options());
        job.insert(inserts);
    }

    private static List<Statement.Insert> insertsOf(Statement statement) {
        if (statement instanceof Statement.Insert insert) {
            return List.of(insert);
        } else if (statement instanceof Statement.CreateTableAs creation) {
            return List.of(creation.insert());
        } else if (statement instanceof Statement.StatementSet set) {
            return set.inserts();
        } else if (statement instanceof Statement.Query) {
            throw SqlException.of("The rows of this query have nowhere to go: INSERT them INTO a table.");
        }
        return List.of();
    }
}
