/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.millrace.sql.catalog.Column;
import io.millrace.sql.catalog.ObjectPath;
import io.millrace.sql.catalog.TableDefinition;
import io.millrace.sql.configuration.SqlOptions;
import io.millrace.sql.parser.SqlException;
import io.millrace.sql.plan.SourceScan;
import io.millrace.sql.plan.Statement;
import io.millrace.sql.plan.WatermarkAssigner;
import io.millrace.sql.type.TimeAttributeType;
import io.millrace.sql.type.TypeNames;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.core.Filter;
import org.apache.calcite.rel.core.Project;
import org.apache.calcite.rel.core.TableScan;
import org.junit.jupiter.api.Test;

class SqlSessionTest {

    private final SqlSession session = new SqlSession();

    /** How whoever runs statements comes by what it needs. */
    @Test
    void aScriptBecomesStatementsWithPlansOverTheTablesThatItDefines() {
        List<String> done = new ArrayList<>();
        session.execute("""
                SET 'parallelism.default' = '2';
                CREATE TABLE orders (id BIGINT, at_time TIMESTAMP(3), twice AS id * 2, WATERMARK FOR at_time AS at_time)
                  WITH ('connector' = 'files', 'path' = '/orders');
                CREATE TABLE results (id BIGINT, at_time TIMESTAMP(3)) WITH ('connector' = 'print');
                INSERT INTO results SELECT twice, at_time FROM orders WHERE id > 3;
                SELECT twice AS `double`, at_time FROM orders;
                """, statement -> {
            // A sealed interface: one kind of statement after another.
            if (statement instanceof Statement.Insert insert) {
                done.add("insert into " + insert.target().options().get("connector") + " with parallelism "
                        + session.options().get(SqlOptions.PARALLELISM).orElse(1));
                assertThat(insert.plan()).isInstanceOf(Project.class);
                RelNode watermark = insert.plan().getInput(0);
                assertThat(watermark).isInstanceOf(WatermarkAssigner.class);
                assertThat(watermark.getInput(0)).isInstanceOf(Project.class);
                assertThat(watermark.getInput(0).getInput(0)).isInstanceOf(Filter.class);
                assertThat(scan(insert.plan()).scannedColumns())
                        .extracting(Column::name)
                        .containsExactly("id", "at_time");
            } else if (statement instanceof Statement.Query query) {
                done.add("query of " + query.fieldNames() + " "
                        + TypeNames.schema(query.plan().getRowType()));
            } else if (statement instanceof Statement.SetOption set) {
                done.add("set " + set.key());
            } else if (statement instanceof Statement.Ddl ddl) {
                done.add("definition " + ddl.result().rows());
            }
        });

        assertThat(done)
                .containsExactly(
                        "set parallelism.default",
                        "definition [[OK]]",
                        "definition [[OK]]",
                        "insert into print with parallelism 2",
                        "query of [double, at_time] [double: BIGINT, at_time: TIMESTAMP(3) *ROWTIME*]");
    }

    private static TableDefinition scan(RelNode plan) {
        RelNode node = plan;
        while (!(node instanceof TableScan)) {
            node = node.getInput(0);
        }
        assertThat(node).isInstanceOf(SourceScan.class);
        return node.getTable().unwrap(TableDefinition.class);
    }

    @Test
    void theWatermarkStandsAboveComputedColumns() {
        session.execute("CREATE TABLE t (a STRING, b AS TO_TIMESTAMP(a), WATERMARK FOR b AS b - INTERVAL '1' SECOND)");

        RelNode plan = ((Statement.Query) session.execute("SELECT * FROM t").get(0)).plan();

        assertThat(plan).isInstanceOf(WatermarkAssigner.class);
        assertThat(((WatermarkAssigner) plan).rowtimeIndex()).isEqualTo(1);
        assertThat(plan.getRowType().getFieldList().get(1).getType()).matches(TimeAttributeType::isRowtime);
        assertThat(plan.getInput(0)).isInstanceOf(Project.class);
        assertThat(plan.getInput(0).getInput(0)).isInstanceOf(SourceScan.class);
    }

    @Test
    void whatStandsBeforeAWrongStatementStaysDefined() {
        assertThatExceptionOfType(SqlException.class)
                .isThrownBy(() -> session.execute("CREATE TABLE t (a INT);\nSELECT b FROM t"))
                .satisfies(error -> assertThat(error.line()).isEqualTo(2));

        assertThat(session.catalogs().object(new ObjectPath("default_catalog", "default_database", "t")))
                .isPresent();
    }

    @Test
    void aTemporaryTableHidesAPermanentOneUntilItIsDropped() {
        session.execute("CREATE TABLE t (a INT); CREATE TEMPORARY TABLE t (b INT)");
        assertThat(fields("SELECT * FROM t")).containsExactly("b");

        session.execute("DROP TEMPORARY TABLE t");
        assertThat(fields("SELECT * FROM t")).containsExactly("a");
    }

    @Test
    void optionsOfAHintAreThoseOfTheScanAlone() {
        session.execute("CREATE TABLE t (a INT) WITH ('connector' = 'files', 'path' = '/a')");

        RelNode plan = ((Statement.Query) session.execute("SELECT * FROM t /*+ OPTIONS('path' = '/b') */")
                        .get(0))
                .plan();

        assertThat(((SourceScan) plan).definition().options())
                .containsEntry("path", "/b")
                .containsEntry("connector", "files");
        assertThat(session.catalogs().object(new ObjectPath("default_catalog", "default_database", "t")))
                .get()
                .satisfies(
                        table -> assertThat(((TableDefinition) table).options()).containsEntry("path", "/a"));
    }

    @Test
    void theSameTableWithOtherOptionsIsReadTwice() {
        session.execute("CREATE TABLE t (a INT) WITH ('connector' = 'files', 'path' = '/a')");

        RelNode plan = ((Statement.Query)
                        session.execute("SELECT * FROM t UNION ALL SELECT * FROM t /*+ OPTIONS('path' = '/b') */")
                                .get(0))
                .plan();

        assertThat(plan.getInputs())
                .extracting(input -> ((SourceScan) input).definition().options().get("path"))
                .containsExactly("/a", "/b");
    }

    @Test
    void insertsOfASetAreOneStatement() {
        session.execute("CREATE TABLE a (x INT); CREATE TABLE b (x INT)");

        List<Statement> statements = session.execute(
                "BEGIN STATEMENT SET; INSERT INTO a VALUES (1); INSERT INTO b SELECT x FROM a; END; SELECT 1");

        assertThat(statements).hasSize(2);
        assertThat(((Statement.StatementSet) statements.get(0)).inserts())
                .extracting(insert -> insert.target().path().name())
                .containsExactly("a", "b");
    }

    @Test
    void aPartialInsertSaysWhichColumnsItGives() {
        session.execute("CREATE TABLE a (x INT, y STRING)");

        Statement.Insert insert = (Statement.Insert)
                session.execute("INSERT INTO a (y) VALUES ('b')").get(0);

        assertThat(insert.targetColumns()).isEqualTo(Optional.of(List.of("y")));
        assertThat(insert.plan().getRowType().getFieldNames()).containsExactly("x", "y");
    }

    @Test
    void aTableThatCannotBeFilledIsNotCreated() {
        assertThatExceptionOfType(SqlException.class)
                .isThrownBy(() -> session.execute("CREATE TABLE made AS SELECT nothing FROM nowhere"));

        assertThat(session.catalogs().objects("default_catalog", "default_database"))
                .isEmpty();
    }

    @Test
    void aViewThatReadsItselfIsAnError() {
        session.execute(
                "CREATE VIEW a AS SELECT 1 AS x; CREATE VIEW b AS SELECT x FROM a; ALTER VIEW a AS SELECT x FROM b");

        assertThatExceptionOfType(SqlException.class)
                .isThrownBy(() -> session.execute("SELECT * FROM a"))
                .withMessageContaining("reads itself");
    }

    @Test
    void aViewOverATableThatHasChangedIsAnErrorWithBothSchemas() {
        session.execute("CREATE TABLE t (a INT); CREATE VIEW v AS SELECT a FROM t; ALTER TABLE t MODIFY (a STRING)");

        assertThatExceptionOfType(SqlException.class)
                .isThrownBy(() -> session.execute("SELECT * FROM v"))
                .withMessageContaining("[a: INT]")
                .withMessageContaining("[a: STRING]");
    }

    @Test
    void whatIsNestedBeyondMeasureIsAnError() {
        String nested = "(".repeat(20_000) + "1" + ")".repeat(20_000);

        assertThatExceptionOfType(SqlException.class)
                .isThrownBy(() -> session.execute("SELECT " + nested))
                .withMessageContaining("nested too deeply");
    }

    private List<String> fields(String query) {
        return ((Statement.Query) session.execute(query).get(0)).fieldNames();
    }
}
