/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.differential.sql.millrace;

import io.millrace.differential.sql.Answer;
import io.millrace.differential.sql.Answer.ChangedRow;
import io.millrace.differential.sql.QueryCase;
import io.millrace.differential.sql.ValueText;
import io.millrace.runner.JobClient;
import io.millrace.sql.SqlSession;
import io.millrace.sql.configuration.SqlOptions;
import io.millrace.sql.execution.QueryOutput;
import io.millrace.sql.execution.RowTexts;
import io.millrace.sql.execution.StatementOutput;
import io.millrace.sql.execution.StatementRunner;
import io.millrace.sql.parser.SqlException;
import io.millrace.sql.parser.SqlScript;
import io.millrace.sql.plan.ResultTable;
import io.millrace.sql.plan.Statement;
import io.millrace.sql.row.Row;
import io.millrace.sql.type.TypeNames;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Runs queries on the engine. Used by one thread. */
public final class MillraceQueries {
    private int queries;

    /**
     * Returns what Millrace makes of the case.
     *
     * @param options that are set besides
     */
    public Answer run(QueryCase query, int parallelism, Map<String, String> options) {
        String id = "m" + queries++;
        query.publish(id);
        Collected collected = new Collected();
        try {
            SqlSession session = new SqlSession();
            session.options().set(SqlOptions.PARALLELISM.key(), Integer.toString(parallelism));
            session.options().set(SqlOptions.LOCAL_TIME_ZONE.key(), "UTC");
            options.forEach(session.options()::set);
            session.options().set(SqlOptions.MULTI_JOIN_ENABLED.key(), Boolean.toString(parallelism > 1));
            StatementRunner runner = new StatementRunner(session, MillraceQueries.class.getClassLoader(), collected);
            List<String> statements = new ArrayList<>(query.definitions(id));
            statements.add(query.sql());
            for (String statement : statements) {
                runner.run(SqlScript.of(statement).statements().get(0));
            }
            return new Answer.Rows(collected.types, collected.rows);
        } catch (SqlException refusal) {
            return new Answer.Refused(refusal.getMessage());
        } catch (Exception | AssertionError failure) {
            return new Answer.Failed(Answer.reason(failure));
        } finally {
            query.withdraw(id);
        }
    }

    private static final class Collected implements StatementOutput, QueryOutput {
        private final List<String> types = new ArrayList<>();
        private final List<ChangedRow> rows = new ArrayList<>();

        @Override
        public void result(ResultTable table) {}

        @Override
        public void plan(String text) {
            throw new IllegalStateException("Nobody asked for a plan");
        }

        @Override
        public QueryOutput query(Statement.Query query, RowTexts texts) {
            query.plan()
                    .getRowType()
                    .getFieldList()
                    .forEach(field -> types.add(TypeNames.declaration(field.getType())));
            return this;
        }

        @Override
        public void started(JobClient job, boolean awaited) {
            throw new IllegalStateException("Nobody asked for an INSERT");
        }

        @Override
        public void add(Row row) {
            List<Object> values = new ArrayList<>();
            for (int i = 0; i < row.getArity(); i++) {
                values.add(row.getField(i));
            }
            rows.add(new ChangedRow(row.getKind(), ValueText.of(values)));
        }

        @Override
        public void end() {}
    }
}
