/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.sql.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.connector.MalformedRecordException;
import io.millrace.sql.catalog.TableDefinition;
import io.millrace.sql.row.Row;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JsonRowsTest {
    private static final String OPTIONS = "'path' = 'x', 'format' = 'json'";

    private static TableDefinition table(String columns) {
        return Tables.definition(columns + ")", OPTIONS);
    }

    private static TableDefinition table(String columns, String more) {
        return Tables.definition(columns + ")", OPTIONS + ", " + more);
    }

    @Test
    void everyTypeIsWrittenAndReadBack() throws Exception {
        TableDefinition table = table(Tables.EVERY_TYPE);
        String line = "{\"b\":true,\"t\":-128,\"s\":32767,\"i\":-7,\"l\":-9223372036854775808,\"f\":1.5,\"d\":-2.5E300,"
                + "\"de\":12345678.90,\"c\":\"say \\\"hi\\\", you\",\"v\":\"é\\n\",\"x\":\"Af8=\",\"da\":\"2026-01-31\","
                + "\"ti\":\"12:00:00.12\",\"t0\":\"2026-01-31 12:00:00\",\"t3\":\"2026-01-31 12:00:00.123\","
                + "\"t6\":\"2026-01-31 12:00:00.123456\",\"t9\":\"2026-01-31 12:00:00.123456789\","
                + "\"l3\":\"2026-01-31 12:00:00.123Z\",\"l6\":\"2026-01-31 12:00:00.123456Z\","
                + "\"l9\":\"2026-01-31 12:00:00.123456789Z\"}";

        assertThat(Tables.write(table, CsvRowsTest.full())).isEqualTo(line + "\n");
        assertThat(Tables.read(table, line)).isEqualTo(CsvRowsTest.full());
    }

    @Test
    void nullsAreWrittenAndMissingFieldsAreNull() throws Exception {
        TableDefinition table = table(Tables.EVERY_TYPE);
        Row nulls = Row.of(new Object[20]);

        assertThat(Tables.write(table, nulls))
                .startsWith("{\"b\":null,\"t\":null,")
                .endsWith("\"l9\":null}\n");
        assertThat(Tables.read(table, Tables.write(table, nulls).strip())).isEqualTo(nulls);
        assertThat(Tables.read(table, "{}")).isEqualTo(nulls);
    }

    @Test
    void nestedValuesAreWrittenAndReadBack() throws Exception {
        TableDefinition table =
                table("a ARRAY<INT>, r ROW<x INT, y ARRAY<STRING>>, m MAP<STRING, ROW<z DATE>>, s MULTISET<STRING>");
        Row row = Row.of(
                Arrays.asList(1, null),
                Arrays.asList(null, List.of("a")),
                Map.of("k", Collections.singletonList(null)),
                Map.of("often", 3));
        String line =
                "{\"a\":[1,null],\"r\":{\"x\":null,\"y\":[\"a\"]},\"m\":{\"k\":{\"z\":null}},\"s\":{\"often\":3}}";

        assertThat(Tables.write(table, row)).isEqualTo(line + "\n");
        assertThat(Tables.read(table, line)).isEqualTo(row);
    }

    @Test
    void unknownFieldsArePassedByAndNumbersMayStandInStrings() throws Exception {
        assertThat(Tables.read(table("i INT, c STRING"), "{\"u\":{\"i\":5},\"c\":{\"k\":[1]},\"i\":\" 7 \"}"))
                .isEqualTo(Row.of(7, "{\"k\":[1]}"));
    }

    @Test
    void timestampsMayBeThoseOfIso() throws Exception {
        TableDefinition table =
                table("t TIMESTAMP(3), l TIMESTAMP_LTZ(3)", "'json.timestamp-format.standard' = 'ISO-8601'");
        Row row = Row.of(LocalDateTime.of(2026, 1, 31, 12, 0), Instant.parse("2026-01-31T12:00:00.5Z"));
        String line = "{\"t\":\"2026-01-31T12:00:00\",\"l\":\"2026-01-31T12:00:00.5Z\"}";

        assertThat(Tables.write(table, row)).isEqualTo(line + "\n");
        assertThat(Tables.read(table, line)).isEqualTo(row);
    }

    @Test
    void decimalsArePlainWhereTheTableSaysSo() throws Exception {
        Row row = Row.of(new BigDecimal("0.000000027"));

        assertThat(Tables.write(table("d DECIMAL(10, 9)"), row)).isEqualTo("{\"d\":2.7E-8}\n");
        assertThat(Tables.write(table("d DECIMAL(10, 9)", "'json.encode.decimal-as-plain-number' = 'true'"), row))
                .isEqualTo("{\"d\":0.000000027}\n");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            {"i":"x"}|6|i|'x' is no INT
            {"i":1.5}|6|i|'1.5' is no INT
            {"i":[1]}|6|i|an array is no INT
            {"i":{"k":1}}|6|i|an object is no INT
            {"r":{"x":[1,true]}}|14|r.x[1]|'true' is no INT
            {"r":{"x":3}}|11|r.x|'3' is not an array, as ARRAY<INT> is
            {"r":3}|6|r|'3' is not an object, as ROW<`x` ARRAY<INT>> is
            {"n":null}|6|n|null for a value of type INT NOT NULL
            {"i":1}|7|n|the object has no such field, which is INT NOT NULL
            {"n":1} {"n":2}|9||a line has one object, but there is more behind it: {
            [1]|1||a row is an object, but the line begins with [
            """)
    void whatCannotBeReadIsNamedWithItsPlace(String line, int column, String field, String reason) {
        assertThatThrownBy(() -> Tables.read(table("i INT, r ROW<x ARRAY<INT>>, n INT NOT NULL"), line))
                .isInstanceOfSatisfying(MalformedRecordException.class, e -> {
                    assertThat(e.reason()).isEqualTo(reason);
                    assertThat(e.field()).isEqualTo(field);
                    assertThat(e.column()).isEqualTo(column);
                });
    }

    @Test
    void missingFieldsAreErrorsWhereTheTableSaysSo() {
        assertThatThrownBy(() ->
                        Tables.read(table("i INT, c STRING", "'json.fail-on-missing-field' = 'true'"), "{\"i\":1}"))
                .isInstanceOf(MalformedRecordException.class)
                .hasMessage("field \"c\": the object has no such field, which is of type STRING");
    }

    @Test
    void brokenJsonIsMalformed() {
        assertThatThrownBy(() -> Tables.read(table("i INT"), "{\"i\":1"))
                .isInstanceOf(MalformedRecordException.class)
                .hasMessageContaining("Unexpected end-of-input");
    }
}
