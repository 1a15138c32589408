/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.sql;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.sql.plan.Statement;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * What optimized plans give, over a few rows, among them nulls: rules and sub-queries are easily wrong about those. The interpreter itself
 * knows no aggregates but COUNT without DISTINCT, and none of nothing; golden files have plans for the others.
 */
class PlanMeaningTest {

    private final SqlSession session = new SqlSession();

    @BeforeEach
    void define() {
        session.execute("""
                CREATE VIEW a AS SELECT * FROM (VALUES (1, 'x'), (2, 'y'), (3, CAST(NULL AS STRING)), (4, 'x')) AS t (id, name);
                CREATE VIEW b AS SELECT * FROM (VALUES ('x', 10), ('z', 20)) AS t (name, price);
                CREATE VIEW n AS SELECT * FROM (VALUES ('x'), (CAST(NULL AS STRING))) AS t (name);
                """);
    }

    @Test
    void filtersAndProjections() {
        assertThat(rows("SELECT id + 1, UPPER(name) FROM a WHERE id > 1 AND name IS NOT NULL"))
                .containsExactly("[3, Y]", "[5, X]");
    }

    @Test
    void joinsOfEveryKind() {
        assertThat(rows("SELECT a.id, b.price FROM a JOIN b ON a.name = b.name"))
                .containsExactly("[1, 10]", "[4, 10]");
        assertThat(rows("SELECT a.id, b.price FROM a LEFT JOIN b ON a.name = b.name"))
                .containsExactly("[1, 10]", "[2, null]", "[3, null]", "[4, 10]");
        assertThat(rows("SELECT a.id, b.price FROM a RIGHT JOIN b ON a.name = b.name"))
                .containsExactly("[1, 10]", "[4, 10]", "[null, 20]");
        assertThat(rows("SELECT a.id, b.price FROM a FULL JOIN b ON a.name = b.name WHERE a.id IS NULL OR a.id > 2"))
                .containsExactly("[3, null]", "[4, 10]", "[null, 20]");
        assertThat(rows("SELECT a.id FROM a LEFT JOIN b ON a.name = b.name WHERE b.price = 10"))
                .containsExactly("[1]", "[4]");
    }

    @Test
    void subQueries() {
        assertThat(rows("SELECT id FROM a WHERE name IN (SELECT name FROM b)")).containsExactly("[1]", "[4]");
        assertThat(rows("SELECT id FROM a WHERE name NOT IN (SELECT name FROM b)"))
                .containsExactly("[2]");
        assertThat(rows("SELECT id FROM a WHERE name NOT IN (SELECT name FROM n)"))
                .isEmpty();
        assertThat(rows("SELECT id FROM a WHERE EXISTS (SELECT 1 FROM b WHERE b.name = a.name)"))
                .containsExactly("[1]", "[4]");
        assertThat(rows("SELECT id FROM a WHERE NOT EXISTS (SELECT 1 FROM b WHERE b.name = a.name)"))
                .containsExactly("[2]", "[3]");
        assertThat(rows("SELECT id, (SELECT COUNT(*) FROM b WHERE b.name = a.name) FROM a"))
                .containsExactly("[1, 1]", "[2, 0]", "[3, 0]", "[4, 1]");
    }

    @Test
    void aggregates() {
        assertThat(rows("SELECT name, COUNT(*), COUNT(name) FROM a GROUP BY name HAVING COUNT(*) > 1 OR name IS NULL"))
                .containsExactly("[null, 1, 0]", "[x, 2, 2]");
        assertThat(rows("SELECT COUNT(*), COUNT(name) FROM a")).containsExactly("[4, 3]");
        assertThat(rows("SELECT name FROM (SELECT name, COUNT(*) AS c FROM a GROUP BY name) WHERE name = 'x'"))
                .containsExactly("[x]");
    }

    @Test
    void setOperations() {
        assertThat(rows("SELECT name FROM a UNION SELECT name FROM b")).containsExactly("[null]", "[x]", "[y]", "[z]");
        assertThat(rows("SELECT name FROM a UNION ALL SELECT name FROM b")).hasSize(6);
        assertThat(rows("SELECT name FROM a INTERSECT SELECT name FROM b")).containsExactly("[x]");
        assertThat(rows("SELECT name FROM a EXCEPT SELECT name FROM b")).containsExactly("[null]", "[y]");
    }

    @Test
    void conditionsOverNulls() {
        assertThat(rows("SELECT id FROM a WHERE name <> 'x'")).containsExactly("[2]");
        assertThat(rows("SELECT id FROM a WHERE NOT (name = 'x')")).containsExactly("[2]");
        assertThat(rows("SELECT id FROM a WHERE name = 'x' OR name IS NULL")).containsExactly("[1]", "[3]", "[4]");
        assertThat(rows("SELECT id FROM a WHERE (name = 'x') IS NOT TRUE")).containsExactly("[2]", "[3]");
        assertThat(
                        rows(
                                "SELECT id, CASE WHEN name = 'x' THEN 1 WHEN name IS NULL THEN 2 ELSE 3 END FROM a WHERE id IN (1, 2, 3)"))
                .containsExactly("[1, 1]", "[2, 3]", "[3, 2]");
        assertThat(rows("SELECT id, COALESCE(name, 'none') FROM a WHERE id BETWEEN 2 AND 3"))
                .containsExactly("[2, y]", "[3, none]");
    }

    private List<String> rows(String query) {
        return PlanRunner.rows(((Statement.Query) session.execute(query).get(0)).plan());
    }
}
