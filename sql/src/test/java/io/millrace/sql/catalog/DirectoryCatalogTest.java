/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.sql.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.sql.SqlSession;
import io.millrace.sql.parser.SqlException;
import io.millrace.sql.plan.Statement;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Definitions that outlive the session that made them. */
class DirectoryCatalogTest {
    @TempDir
    private Path directory;

    /** A session in the catalog, as after a restart. */
    private SqlSession session() {
        SqlSession session = new SqlSession();
        session.execute("CREATE CATALOG c WITH ('type' = 'filesystem', 'path' = '" + directory.resolve("catalog")
                + "'); USE CATALOG c;");
        return session;
    }

    private static List<List<String>> rows(SqlSession session, String statement) {
        return ((Statement.Ddl) session.execute(statement).get(0)).result().rows();
    }

    private String text(String file) throws IOException {
        return Files.readString(directory.resolve("catalog").resolve(file));
    }

    private List<String> files() throws IOException {
        Path root = directory.resolve("catalog");
        try (Stream<Path> files = Files.walk(root)) {
            return files.filter(Files::isRegularFile)
                    .map(file -> root.relativize(file).toString())
                    .sorted()
                    .toList();
        }
    }

    @Test
    void tablesViewsFunctionsAndDatabasesAreThereAfterARestart() throws Exception {
        SqlSession first = session();
        first.execute("CREATE TABLE orders (id BIGINT, item STRING NOT NULL COMMENT 'what', at_time TIMESTAMP(3),"
                + " upper_item AS UPPER(item), PRIMARY KEY (id) NOT ENFORCED,"
                + " WATERMARK FOR at_time AS at_time - INTERVAL '5' SECOND) COMMENT 'it''s' WITH ('connector' = 'datagen');"
                + "CREATE VIEW dear (n) AS SELECT id + 1 FROM orders WHERE id > 5;"
                + "CREATE DATABASE shop COMMENT 'a shop' WITH ('k' = 'v');"
                + "CREATE FUNCTION shop.initials AS 'io.millrace.sql.execution.TestFunctions$Plus';");
        List<List<String>> table = rows(first, "SHOW CREATE TABLE orders");
        List<List<String>> view = rows(first, "SHOW CREATE VIEW dear");

        SqlSession second = session();
        assertThat(rows(second, "SHOW DATABASES").toString()).isEqualTo("[[default], [shop]]");
        assertThat(rows(second, "SHOW TABLES").toString()).isEqualTo("[[dear], [orders]]");
        assertThat(rows(second, "SHOW CREATE TABLE orders")).isEqualTo(table);
        assertThat(rows(second, "SHOW CREATE VIEW dear")).isEqualTo(view);
        assertThat(((Statement.Query) second.execute("SELECT n FROM dear").get(0))
                        .plan()
                        .getRowType()
                        .toString())
                .contains("BIGINT");
        second.execute("USE shop");
        assertThat(rows(second, "SHOW USER FUNCTIONS").toString()).isEqualTo("[[initials]]");
        assertThat(second.catalogs().catalog("c").orElseThrow().database("shop").orElseThrow())
                .hasToString("DatabaseDefinition[options={k=v}, comment=Optional[a shop]]");
    }

    @Test
    void aFileIsAStatementThatAPersonCanReadAndWrite() throws Exception {
        SqlSession session = session();
        session.execute(
                "CREATE TABLE t (a INT) WITH ('connector' = 'blackhole');"
                        + "CREATE VIEW v AS SELECT a FROM t; CREATE FUNCTION f AS 'io.millrace.sql.execution.TestFunctions$Plus';");

        assertThat(files())
                .containsExactly(
                        "default/database.sql",
                        "default/functions/f.sql",
                        "default/tables/t.sql",
                        "default/tables/v.sql");
        assertThat(text("default/tables/t.sql"))
                .isEqualTo("CREATE TABLE `t` (\n  `a` INT\n)\nWITH (\n  'connector' = 'blackhole'\n);\n");
        assertThat(text("default/tables/v.sql")).isEqualTo("USE `default`;\n\nCREATE VIEW `v`\nAS SELECT a FROM t;\n");
        assertThat(text("default/functions/f.sql"))
                .isEqualTo("CREATE FUNCTION `f` AS 'io.millrace.sql.execution.TestFunctions$Plus' LANGUAGE JAVA;\n");

        Files.writeString(
                directory.resolve("catalog/default/tables/by_hand.sql"),
                "-- written by hand\nCREATE TABLE x (b STRING) WITH ('connector' = 'print')");
        assertThat(rows(session, "DESCRIBE by_hand").toString()).contains("[b, STRING,");
    }

    @Test
    void namesMayHaveAnyCharacters() throws Exception {
        session().execute("CREATE DATABASE `a/b`; CREATE TABLE `a/b`.`..` (a INT); CREATE TABLE `Größe %41` (a INT);");

        assertThat(files()).contains("a%2Fb/tables/%2E%2E.sql", "default/tables/Gr%C3%B6%C3%9Fe%20%2541.sql");
        assertThat(rows(session(), "SHOW TABLES").toString()).isEqualTo("[[Größe %41]]");
        assertThat(rows(session(), "SHOW TABLES FROM `a/b`").toString()).isEqualTo("[[..]]");
        assertThat(rows(session(), "DESCRIBE `Größe %41`")).hasSize(1);
    }

    @Test
    void whatIsAlteredRenamedAndDroppedIsSoAfterARestart() throws Exception {
        session()
                .execute(
                        "CREATE TABLE t (a INT) WITH ('connector' = 'print'); ALTER TABLE t ADD b STRING;"
                                + "ALTER TABLE t RENAME TO u; CREATE TABLE gone (a INT); DROP TABLE gone;"
                                + "CREATE VIEW v AS SELECT a FROM u; ALTER VIEW v AS SELECT b FROM u;"
                                + "CREATE DATABASE d; CREATE TABLE d.t (a INT); CREATE FUNCTION d.f AS 'io.millrace.sql.execution.TestFunctions$Plus'; DROP DATABASE d CASCADE;");

        assertThat(files()).containsExactly("default/database.sql", "default/tables/u.sql", "default/tables/v.sql");
        assertThat(rows(session(), "DESCRIBE u").toString()).contains("[a, INT,", "[b, STRING,");
        assertThat(rows(session(), "DESCRIBE v").toString()).contains("[b, STRING,");
        assertThat(rows(session(), "SHOW DATABASES").toString()).isEqualTo("[[default]]");
    }

    @Test
    void viewsFollowTheirTablesAndOnesOfOtherCatalogsAreFound() throws Exception {
        SqlSession session = session();
        session.execute(
                "CREATE TABLE t (a INT); USE CATALOG default_catalog; CREATE TABLE there (x INT);"
                        + "CREATE VIEW c.`default`.abroad AS SELECT x FROM there; USE CATALOG c; CREATE VIEW v AS SELECT * FROM t;");
        assertThat(text("default/tables/abroad.sql")).startsWith("USE `default_catalog`.`default_database`;\n");
        session.execute("ALTER TABLE t ADD b STRING");
        assertThat(rows(session, "DESCRIBE v")).hasSize(2);
        assertThat(rows(session, "DESCRIBE abroad")).hasSize(1);

        assertThatThrownBy(() -> session().execute("SELECT * FROM abroad"))
                .isInstanceOf(SqlException.class)
                .hasMessageContaining("default/tables/abroad.sql cannot be read: ")
                .hasMessageContaining("There is no table or view 'there'");
    }

    @Test
    void viewsThatReadEachOtherAreRefused() throws Exception {
        SqlSession session = session();
        session.execute("CREATE TABLE t (a INT); CREATE VIEW v AS SELECT a FROM t; CREATE VIEW w AS SELECT a FROM v;");
        Files.writeString(
                directory.resolve("catalog/default/tables/v.sql"), "USE `default`; CREATE VIEW v AS SELECT a FROM w;");

        assertThatThrownBy(() -> session.execute("SELECT * FROM w"))
                .isInstanceOf(SqlException.class)
                .hasMessageContaining("reads itself");
    }

    @Test
    void aDamagedFileIsNamedWithWhatIsWrongAndLeavesTheOthersAlone() throws Exception {
        SqlSession session = session();
        session.execute("CREATE TABLE good (a INT); CREATE TABLE torn (a INT); CREATE TABLE other (a INT);"
                + "CREATE TABLE binary_one (a INT);");
        Path tables = directory.resolve("catalog/default/tables");
        Files.writeString(tables.resolve("torn.sql"), "CREATE TABLE `torn` (\n  `a` IN");
        Files.writeString(tables.resolve("other.sql"), "SELECT 1");
        Files.write(tables.resolve("binary_one.sql"), new byte[] {(byte) 0xC3, 0x28});

        assertThatThrownBy(() -> session.execute("SELECT * FROM torn"))
                .isInstanceOf(SqlException.class)
                .hasMessageContaining(
                        "The definition in " + tables.resolve("torn.sql") + " cannot be read: line 2, column ")
                .hasMessageEndingWith("Repair the file, or delete it.");
        assertThatThrownBy(() -> session.execute("DESCRIBE other"))
                .hasMessageContaining("It is neither CREATE TABLE nor USE and CREATE VIEW.");
        assertThatThrownBy(() -> session.execute("DESCRIBE binary_one")).hasMessageContaining("is no UTF-8 text");
        assertThat(rows(session, "DESCRIBE good")).hasSize(1);
        assertThat(rows(session, "SHOW TABLES")).hasSize(4);
    }

    @Test
    void whatWasHalfWrittenWhenTheMachineStoppedIsNotThere() throws Exception {
        session().execute("CREATE TABLE t (a INT)");
        Files.writeString(directory.resolve("catalog/default/tables/.u.sql.tmp"), "CREATE TA", StandardCharsets.UTF_8);

        assertThat(rows(session(), "SHOW TABLES").toString()).isEqualTo("[[t]]");
        session().execute("CREATE TABLE u (a INT)");
        assertThat(files()).containsExactly("default/database.sql", "default/tables/t.sql", "default/tables/u.sql");
    }

    @Test
    void wrongOptionsAreRefused() throws Exception {
        SqlSession session = new SqlSession();
        assertThatThrownBy(() -> session.execute("CREATE CATALOG d WITH ('type' = 'filesystem')"))
                .hasMessageContaining("needs a 'path'");
        assertThatThrownBy(() -> session.execute("CREATE CATALOG d WITH ('type' = 'files', 'path' = 'x')"))
                .hasMessageContaining("which can be 'generic_in_memory' or 'filesystem'");
        assertThatThrownBy(() ->
                        session.execute("CREATE CATALOG d WITH ('type' = 'filesystem', 'paths' = 'x', 'path' = 'y')"))
                .hasMessageContaining("has no option 'paths'; it has 'default-database' and 'path'.");
        Path file = Files.writeString(directory.resolve("file"), "");
        assertThatThrownBy(
                        () -> session.execute("CREATE CATALOG d WITH ('type' = 'filesystem', 'path' = '" + file + "')"))
                .isInstanceOf(SqlException.class)
                .hasMessageContaining("of a catalog: ");
        assertThat(session.catalogs().names()).containsExactly("default_catalog");
    }
}
