/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.sql.execution;

import io.millrace.runner.JobClient;
import io.millrace.runner.JobException;
import io.millrace.sql.SqlSession;
import io.millrace.sql.codegen.UnsupportedExpressionException;
import io.millrace.sql.configuration.SqlOptions;
import io.millrace.sql.connector.TableFactories;
import io.millrace.sql.parser.SqlException;
import io.millrace.sql.parser.SqlText;
import io.millrace.sql.plan.Statement;
import io.millrace.sql.row.Row;
import io.millrace.stream.CloseableIterator;
import io.millrace.stream.DataStream;
import java.util.ArrayList;
import java.util.List;
import java.util.NoSuchElementException;

/** Runs single statements, and hands on what they have to show. Statements are run by one thread; any thread may cancel. */
public final class StatementRunner {
    private static final Runnable NOTHING = () -> {};

    private final SqlSession session;
    private final TableFactories factories;
    private final StatementOutput output;

    private Runnable stop = NOTHING;
    private boolean cancelled;

    /** @param loader finds the connectors */
    public StatementRunner(SqlSession session, ClassLoader loader, StatementOutput output) {
        this.session = session;
        this.factories = new TableFactories(loader);
        this.output = output;
    }

    /**
     * Runs a statement: a query to its end, an INSERT to where it has started, or to its end where {@code table.dml-sync} says so.
     *
     * @return false if it was cancelled
     * @throws SqlException if it is wrong, with its place in the script
     * @throws JobException if its job fails
     * @throws Exception if a job cannot be started
     */
    public boolean run(SqlText text) throws Exception {
        begin();
        try {
            run(session.execute(text));
        } catch (SqlException wrong) {
            throw wrong.in(text);
        } catch (UnsupportedExpressionException unsupported) {
            throw SqlException.of(String.valueOf(unsupported.getMessage())).in(text);
        } finally {
            stopBy(NOTHING);
        }
        return !isCancelled();
    }

    /** Cancels the query that runs, or the INSERT that is waited for, if there is one. Waits until its job has stopped. */
    public void cancel() {
        Runnable running;
        synchronized (this) {
            cancelled = true;
            running = stop;
        }
        running.run();
    }

    private synchronized void begin() {
        cancelled = false;
    }

    private synchronized boolean isCancelled() {
        return cancelled;
    }

    /** Says how to cancel what runs from now on; whoever has cancelled while it was being planned is heard, too. */
    private void stopBy(Runnable running) {
        boolean already;
        synchronized (this) {
            stop = running;
            already = cancelled;
        }
        if (already) {
            running.run();
        }
    }

    private void run(Statement statement) throws Exception {
        if (statement instanceof Statement.Ddl ddl) {
            output.result(ddl.result());
        } else if (statement instanceof Statement.Query query) {
            show(query);
        } else if (statement instanceof Statement.Insert insert) {
            insert(List.of(insert));
        } else if (statement instanceof Statement.StatementSet set) {
            insert(set.inserts());
        } else if (statement instanceof Statement.CreateTableAs creation) {
            insert(List.of(creation.insert()));
        } else if (statement instanceof Statement.Explain explain) {
            output.plan(Explanation.of(explain.statement(), factories, session.options()));
        }
    }

    private void insert(List<Statement.Insert> inserts) throws Exception {
        JobBuilder job = new JobBuilder(factories, session.options());
        job.insert(inserts);
        List<String> tables = new ArrayList<>();
        for (Statement.Insert insert : inserts) {
            tables.add(insert.target().path().toString());
        }
        JobClient client = job.environment().executeAsync(job.name("insert-into_" + String.join(",", tables)));
        boolean awaited = session.options().get(SqlOptions.DML_SYNC).orElse(false);
        output.started(client, awaited);
        if (awaited) {
            await(client);
        }
    }

    private void await(JobClient client) throws JobException, InterruptedException {
        stopBy(() -> client.cancel().join());
        try {
            client.await();
        } catch (JobException failed) {
            if (!isCancelled()) {
                throw failed;
            }
        }
    }

    private void show(Statement.Query query) throws Exception {
        JobBuilder job = new JobBuilder(factories, session.options());
        DataStream<Row> changelog = job.rows(query.plan());
        QueryOutput table = output.query(query);
        boolean ended = false;
        try {
            show(changelog, job.name("collect"), table);
            ended = true;
        } finally {
            if (!ended) {
                table.fail();
            }
        }
        table.end();
    }

    private void show(DataStream<Row> changelog, String name, QueryOutput table) throws Exception {
        try (CloseableIterator<Row> rows = changelog.executeAndCollect(name)) {
            stopBy(rows::close);
            while (rows.hasNext()) {
                table.add(rows.next());
            }
        } catch (NoSuchElementException closed) {
            // The rows were taken away between the question and the answer, by whoever cancelled.
            if (!isCancelled()) {
                throw closed;
            }
        } catch (IllegalStateException failed) {
            throw failed.getCause() instanceof JobException cause ? cause : failed;
        }
    }
}
