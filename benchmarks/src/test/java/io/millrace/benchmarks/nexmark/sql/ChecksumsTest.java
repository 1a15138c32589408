/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.benchmarks.nexmark.sql;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.benchmarks.nexmark.flink.FlinkSqlEngine;
import io.millrace.benchmarks.nexmark.loop.SqlLoops;
import io.millrace.benchmarks.nexmark.millrace.MillraceSqlEngine;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The engines of the benchmark count as one: equal answers have equal checksums, whatever the changelogs. */
class ChecksumsTest {
    private static final long EVENTS = 60_000;

    static Stream<SqlQuery> queriesWithALoop() {
        return Stream.of(SqlQuery.values()).filter(SqlLoops::has);
    }

    /** One of each kind of changelog: rows, joined ones, windows, updates. */
    @ParameterizedTest
    @EnumSource(
            value = SqlQuery.class,
            names = {"Q1", "Q3", "Q5", "Q17"})
    void loopHasTheChecksumOfFlink(SqlQuery query) throws Exception {
        String expected = SqlLoops.run(query, EVENTS).checksum();

        assertThat(new FlinkSqlEngine(false)
                        .run(query, SourceTables.FLAT, 2, EVENTS)
                        .checksum())
                .isEqualTo(expected);
    }

    @ParameterizedTest
    @MethodSource("queriesWithALoop")
    void millraceHasTheChecksumOfTheLoop(SqlQuery query) throws Exception {
        String expected = SqlLoops.run(query, EVENTS).checksum();

        for (SourceTables tables : SourceTables.values()) {
            assertThat(new MillraceSqlEngine().run(query, tables, 2, EVENTS).checksum())
                    .as("%s", tables)
                    .isEqualTo(expected);
        }
    }

    /** Aggregates of a mini-batch leave changes out, and come to the same. */
    @ParameterizedTest
    @EnumSource(
            value = SqlQuery.class,
            names = {"Q15", "Q17"})
    void miniBatchesHaveTheChecksumOfSingleRows(SqlQuery query) throws Exception {
        assertThat(new FlinkSqlEngine(true)
                        .run(query, SourceTables.NESTED, 1, EVENTS)
                        .checksum())
                .isEqualTo(new FlinkSqlEngine(false)
                        .run(query, SourceTables.FLAT, 2, EVENTS)
                        .checksum());
    }
}
