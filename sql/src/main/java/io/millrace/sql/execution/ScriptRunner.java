/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.sql.execution;

import io.millrace.runner.JobClient;
import io.millrace.runner.JobException;
import io.millrace.sql.SqlSession;
import io.millrace.sql.codegen.UnsupportedExpressionException;
import io.millrace.sql.configuration.SqlOptions;
import io.millrace.sql.connector.TableFactories;
import io.millrace.sql.parser.SqlException;
import io.millrace.sql.parser.SqlScript;
import io.millrace.sql.parser.SqlText;
import io.millrace.sql.plan.PlanText;
import io.millrace.sql.plan.Statement;
import io.millrace.sql.row.Row;
import io.millrace.stream.CloseableIterator;
import io.millrace.stream.DataStream;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;

/**
 * Runs the statements of a script one after another, and prints what they have to show. An INSERT is started and not waited for
 * before the next statement, unless {@code table.dml-sync} says so; the end of the script waits for all of them. Used by one
 * thread.
 */
public final class ScriptRunner {
    private final SqlSession session;
    private final TableFactories factories;
    private final PrintWriter out;
    private final List<JobClient> started = new ArrayList<>();

    /**
     * @param loader finds the connectors
     * @param out takes results
     */
    public ScriptRunner(SqlSession session, ClassLoader loader, PrintWriter out) {
        this.session = session;
        this.factories = new TableFactories(loader);
        this.out = out;
    }

    /**
     * Runs a script to its end, and the jobs that it starts to theirs.
     *
     * @throws SqlException if a statement is wrong; those before it have been run
     * @throws JobException if a job fails
     * @throws Exception if a job cannot be started, as where there is no savepoint in the place that it shall start from
     */
    public void run(String script) throws Exception {
        for (SqlText text : SqlScript.of(script).statements()) {
            run(text);
        }
        for (JobClient job : started) {
            job.await();
        }
    }

    private void run(SqlText text) throws Exception {
        try {
            run(session.execute(text));
        } catch (SqlException wrong) {
            throw wrong.in(text);
        } catch (UnsupportedExpressionException unsupported) {
            throw SqlException.of(String.valueOf(unsupported.getMessage())).in(text);
        }
    }

    private void run(Statement statement) throws Exception {
        if (statement instanceof Statement.Ddl ddl) {
            TextTable.print(out, ddl.result().columns(), ddl.result().rows());
        } else if (statement instanceof Statement.Query query) {
            print(query);
        } else if (statement instanceof Statement.Insert insert) {
            insert(List.of(insert));
        } else if (statement instanceof Statement.StatementSet set) {
            insert(set.inserts());
        } else if (statement instanceof Statement.CreateTableAs creation) {
            insert(List.of(creation.insert()));
        } else if (statement instanceof Statement.Explain explain) {
            out.println(PlanText.of(explain.statement()));
            out.flush();
        }
    }

    private void insert(List<Statement.Insert> inserts) throws Exception {
        JobBuilder job = new JobBuilder(factories, session.options());
        List<String> tables = new ArrayList<>();
        for (Statement.Insert insert : inserts) {
            job.insert(insert);
            tables.add(insert.target().path().toString());
        }
        JobClient client = job.environment().executeAsync(job.name("insert-into_" + String.join(",", tables)));
        if (session.options().get(SqlOptions.DML_SYNC).orElse(false)) {
            client.await();
        } else {
            started.add(client);
        }
    }

    private void print(Statement.Query query) throws Exception {
        JobBuilder job = new JobBuilder(factories, session.options());
        DataStream<Row> changelog = job.rows(query.plan());
        QueryTable table = QueryTable.begin(out, query);
        try (CloseableIterator<Row> rows = changelog.executeAndCollect(job.name("collect"))) {
            while (rows.hasNext()) {
                table.add(rows.next());
            }
        } catch (IllegalStateException failed) {
            throw failed.getCause() instanceof JobException cause ? cause : failed;
        }
        table.end();
    }
}
