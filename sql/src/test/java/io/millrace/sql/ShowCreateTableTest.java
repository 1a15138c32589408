/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.sql;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.sql.catalog.CatalogObject;
import io.millrace.sql.catalog.ObjectPath;
import io.millrace.sql.plan.Statement;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ShowCreateTableTest {

    private static final ObjectPath PATH = new ObjectPath("default_catalog", "default_database", "t");

    @ParameterizedTest
    @ValueSource(
            strings = {
                "CREATE TABLE t (a INT)",
                "CREATE TABLE t (a INT NOT NULL COMMENT 'it''s', b STRING) COMMENT 'a; b' WITH ('connector' = 'x', 'a''b' = 'c')",
                "CREATE TABLE t (`a``b` INT, `select` DECIMAL(10, 2), `größe` TIMESTAMP(3))",
                "CREATE TABLE t (a INT, b AS a + 1, c AS CONCAT('ä', 'b''c'), d AS CASE WHEN a > 1 THEN 'x' ELSE NULL END)",
                "CREATE TABLE t (a TIMESTAMP(3), WATERMARK FOR a AS a - INTERVAL '1' MINUTE)",
                "CREATE TABLE t (a STRING, b AS TO_TIMESTAMP(a, 'yyyy'), WATERMARK FOR b AS b - INTERVAL '1' SECOND)",
                "CREATE TABLE t (a BIGINT, o BIGINT METADATA FROM 'offset' VIRTUAL, p INT METADATA, PRIMARY KEY (a) NOT ENFORCED)",
                "CREATE TABLE t (a INT, CONSTRAINT k PRIMARY KEY (a, b) NOT ENFORCED, b STRING) PARTITIONED BY (b)",
                "CREATE TABLE t (a ROW<x INT NOT NULL, y ARRAY<STRING>>, m MAP<STRING, ROW<z DOUBLE>>, n MULTISET<INT>)",
                "CREATE TABLE t (a INT, b AS CAST(a AS BIGINT), c AS TRY_CAST(a AS STRING), d AS a IS NOT NULL AND NOT (a > 1))",
                "CREATE TABLE t (a ROW<x INT>, b AS a.x, c AS PROCTIME(), d AS (1 + 2) * 3, e AS EXTRACT(YEAR FROM DATE '2026-01-01'))",
                "CREATE TABLE t (a TIMESTAMP_LTZ(3), b BYTES, c CHAR(3), d VARBINARY(5), e TIME, f DATE, g BOOLEAN, h TINYINT)"
            })
    void whatItPrintsDefinesTheSameTable(String statement) {
        SqlSession first = new SqlSession();
        first.execute(statement);
        String printed = ((Statement.Ddl) first.execute("SHOW CREATE TABLE t").get(0))
                .result()
                .rows()
                .get(0)
                .get(0);

        SqlSession second = new SqlSession();
        second.execute(printed);

        assertThat(table(second)).as(printed).isEqualTo(table(first));
    }

    private static CatalogObject table(SqlSession session) {
        return session.catalogs().object(PATH).orElseThrow();
    }
}
