/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.benchmarks.nexmark.sql;

import io.millrace.benchmarks.nexmark.LocalRun;

/** The statement that takes the changelog of a query into the checksum of a run: the same for Millrace and for Flink. */
public final class ChecksumStatement {
    private ChecksumStatement() {}

    /** Returns the statement, without a semicolon. */
    public static String of(SqlQuery query, LocalRun run) {
        return "CREATE TABLE checked WITH ('connector' = '" + ChangelogChecksum.CONNECTOR + "', '"
                + ChangelogChecksum.RUN + "' = '" + run.id() + "', '" + ChangelogChecksum.QUERY + "' = '"
                + query.label() + "') AS\n" + SqlScripts.query(query);
    }
}
