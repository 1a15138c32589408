/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.benchmarks.nexmark.sql;

import io.millrace.benchmarks.nexmark.flink.FlinkSql;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.flink.table.api.Table;
import org.apache.flink.table.api.bridge.java.StreamTableEnvironment;

/** What Flink's SQL answers. Each question is asked once. */
final class FlinkAnswers {
    private static final Map<List<Object>, List<String>> ANSWERS = new ConcurrentHashMap<>();

    private FlinkAnswers() {}

    /** Returns the rows of a query's result, sorted. */
    static List<String> of(SqlQuery query, Events events) {
        return ANSWERS.computeIfAbsent(List.of(query, events), question -> ask(query, events));
    }

    private static List<String> ask(SqlQuery query, Events events) {
        StreamTableEnvironment tables = FlinkSql.environment(1, false);
        FlinkSql.define(tables, SqlScripts.tables(SourceTables.FLAT, events.options()));
        Table answer = tables.sqlQuery(SqlScripts.query(query));
        List<String> changes = new ArrayList<>();
        try {
            // As a stream it takes every row back that it changes; collected as a table it may leave that out. Read to
            // its
            // end, it has nothing left to close.
            tables.toChangelogStream(answer).executeAndCollect().forEachRemaining(row -> changes.add(row.toString()));
        } catch (Exception e) {
            throw new IllegalStateException(query + " on Flink", e);
        }
        return Changelog.applied(changes);
    }
}
