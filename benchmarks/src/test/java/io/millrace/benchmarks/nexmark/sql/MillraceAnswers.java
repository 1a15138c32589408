/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.benchmarks.nexmark.sql;

import io.millrace.runner.JobClient;
import io.millrace.sql.SqlSession;
import io.millrace.sql.configuration.SqlOptions;
import io.millrace.sql.execution.QueryOutput;
import io.millrace.sql.execution.RowTexts;
import io.millrace.sql.execution.StatementOutput;
import io.millrace.sql.execution.StatementRunner;
import io.millrace.sql.parser.SqlScript;
import io.millrace.sql.parser.SqlText;
import io.millrace.sql.plan.ResultTable;
import io.millrace.sql.plan.Statement;
import io.millrace.sql.row.Row;
import java.util.ArrayList;
import java.util.List;

/** Runs queries on the engine, as the command line does. */
final class MillraceAnswers implements StatementOutput, QueryOutput {
    private final List<String> changes = new ArrayList<>();

    private MillraceAnswers() {}

    /** Returns a session in which the tables are defined. */
    static SqlSession session(SourceTables source, Events events) {
        SqlSession session = new SqlSession();
        session.options().set(SqlOptions.LOCAL_TIME_ZONE.key(), "UTC");
        session.execute(SqlScripts.tables(source, events.options()));
        return session;
    }

    /** Returns the changelog of a query. */
    static List<String> changes(SqlQuery query, SourceTables source, Events events, int parallelism) throws Exception {
        SqlSession session = session(source, events);
        session.options().set(SqlOptions.PARALLELISM.key(), Integer.toString(parallelism));
        return changes(session, SqlScripts.query(query));
    }

    /** Runs a script, and returns the changelogs of its queries. */
    static List<String> changes(SqlSession session, String script) throws Exception {
        MillraceAnswers answers = new MillraceAnswers();
        StatementRunner runner = new StatementRunner(session, MillraceAnswers.class.getClassLoader(), answers);
        for (SqlText statement : SqlScript.of(script).statements()) {
            runner.run(statement);
        }
        return answers.changes;
    }

    @Override
    public void result(ResultTable table) {}

    @Override
    public void plan(String text) {}

    @Override
    public QueryOutput query(Statement.Query query, RowTexts texts) {
        return this;
    }

    @Override
    public void started(JobClient job, boolean awaited) {}

    @Override
    public void add(Row row) {
        changes.add(row.toString());
    }

    @Override
    public void end() {}
}
