/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.benchmarks.nexmark.sql;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.sql.SqlSession;
import io.millrace.sql.plan.Statement;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class QueryPlansTest {
    static Stream<Arguments> queriesAndTables() {
        return Stream.of(SourceTables.values())
                .flatMap(tables -> Stream.of(SqlQuery.values()).map(query -> Arguments.of(query, tables)));
    }

    @ParameterizedTest
    @MethodSource("queriesAndTables")
    void everyQueryIsPlannedOverTablesOfBothKinds(SqlQuery query, SourceTables tables) {
        SqlSession session = new SqlSession();
        session.execute(SqlScripts.tables(tables, Map.of()));

        List<Statement> statements = session.execute(SqlScripts.query(query));

        assertThat(statements).singleElement().isInstanceOf(Statement.Query.class);
    }
}
