/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.sql.parser;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ScriptVariablesTest {
    private static final Map<String, String> VALUES =
            Map.of("table", "orders", "dir", "/data/it's", "n", "7", "odd.name", "a`b");

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            SELECT * FROM ${table}                      | SELECT * FROM orders
            SELECT ${n}${n}, '${n}'                     | SELECT 77, '7'
            WITH ('path' = '${dir}/in')                 | WITH ('path' = '/data/it''s/in')
            SELECT `${odd.name}`                        | SELECT `a``b`
            'it''s ${n}', ${n}                          | 'it''s 7', 7
            E'a\\'${n}' -- ${none}                      | E'a\\'7' -- ${none}
            /* ${none} */ ${n} /*+ OPTIONS('${n}') */   | /* ${none} */ 7 /*+ OPTIONS('7') */
            CONCAT('--', '${n}')                        | CONCAT('--', '7')
            ${none:-5} ${n:-5} '${none:-}'              | 5 7 ''
            REGEXP_REPLACE(s, '(?<x>a)', '$${x}$1')     | REGEXP_REPLACE(s, '(?<x>a)', '${x}$1')
            SELECT $1 -- nothing to replace             | SELECT $1 -- nothing to replace
            """)
    void standForTheirValuesOutsideOfComments(String script, String replaced) {
        assertThat(ScriptVariables.replace(script, VALUES)).isEqualTo(replaced);
    }

    @Test
    void withoutAValueAreNamedWithTheirPlaceAndTheNearest() {
        assertThatThrownBy(() -> ScriptVariables.replace("SELECT 1;\nSELECT * FROM ${tabel};", VALUES))
                .isInstanceOfSatisfying(SqlException.class, wrong -> assertThat(wrong.render())
                        .isEqualTo("line 2, column 15: There is no variable 'tabel'. Did you mean 'table'? Give it with"
                                + " --variable tabel=VALUE, or a default as in ${tabel:-VALUE}.\n"
                                + "  SELECT * FROM ${tabel};\n"
                                + "                ^"));
    }

    @Test
    void thatAreNoneAreRefusedWithHowOneIsWritten() {
        assertThatThrownBy(() -> ScriptVariables.replace("SELECT ${1}", VALUES))
                .isInstanceOfSatisfying(
                        SqlException.class,
                        wrong -> assertThat(wrong.render())
                                .startsWith(
                                        "line 1, column 8: A variable is written as ${name} or ${name:-default}. Write $${ for"));
    }
}
