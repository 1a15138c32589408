/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.sql.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.connector.MalformedRecordException;
import io.millrace.data.RowKind;
import io.millrace.sql.catalog.TableDefinition;
import io.millrace.sql.row.Row;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CsvRowsTest {
    private static final String OPTIONS = "'path' = 'x', 'format' = 'csv'";
    private static final LocalDateTime NOON = LocalDateTime.of(2026, 1, 31, 12, 0, 0, 123_456_789);
    private static final Instant INSTANT = Instant.parse("2026-01-31T12:00:00.123456789Z");

    private static TableDefinition table(String columns) {
        return Tables.definition(columns + ")", OPTIONS);
    }

    private static TableDefinition table(String columns, String more) {
        return Tables.definition(columns + ")", OPTIONS + ", " + more);
    }

    static Row full() {
        return Row.of(
                true,
                (byte) -128,
                (short) 32767,
                -7,
                Long.MIN_VALUE,
                1.5f,
                -2.5e300,
                new BigDecimal("12345678.90"),
                "say \"hi\", you",
                "é\n",
                new byte[] {1, -1},
                LocalDate.of(2026, 1, 31),
                LocalTime.of(12, 0, 0, 120_000_000),
                NOON.withNano(0),
                NOON.withNano(123_000_000),
                NOON.withNano(123_456_000),
                NOON,
                Instant.ofEpochMilli(INSTANT.toEpochMilli()),
                INSTANT.minusNanos(789),
                INSTANT);
    }

    @Test
    void everyTypeIsWrittenAndReadBack() throws Exception {
        TableDefinition table = table(Tables.EVERY_TYPE);
        String line =
                "true,-128,32767,-7,-9223372036854775808,1.5,-2.5E300,12345678.90,\"say \"\"hi\"\", you\",\"é\n\",Af8=,"
                        + "2026-01-31,12:00:00.12,2026-01-31 12:00:00,2026-01-31 12:00:00.123,2026-01-31 12:00:00.123456,"
                        + "2026-01-31 12:00:00.123456789,2026-01-31 12:00:00.123Z,2026-01-31 12:00:00.123456Z,"
                        + "2026-01-31 12:00:00.123456789Z";

        assertThat(Tables.write(table, full())).isEqualTo(line + "\n");
        assertThat(Tables.read(table, line)).isEqualTo(full());
    }

    @Test
    void emptyFieldsAreNullsButForStrings() throws Exception {
        TableDefinition table = table(Tables.EVERY_TYPE);
        Object[] nulls = new Object[20];
        Object[] read = nulls.clone();
        read[8] = "";
        read[9] = "";

        assertThat(Tables.write(table, Row.of(nulls))).isEqualTo(",".repeat(19) + "\n");
        assertThat(Tables.read(table, ",".repeat(19))).isEqualTo(Row.of(read));
    }

    @Test
    void nullLiteralStandsForNullOfAnyType() throws Exception {
        TableDefinition table = table("i INT, c STRING, x BYTES", "'csv.null-literal' = 'n/a'");

        assertThat(Tables.write(table, Row.of(null, null, null), Row.of(1, "", new byte[0])))
                .isEqualTo("n/a,n/a,n/a\n1,\"\",\"\"\n");
        assertThat(Tables.read(table, "n/a,\"n/a\",n/a")).isEqualTo(Row.of(null, null, null));
        assertThat(Tables.read(table, "1,\"\",\"\"")).isEqualTo(Row.of(1, "", new byte[0]));
        assertThatThrownBy(() -> Tables.write(table, Row.of(1, "n/a", null)))
                .isInstanceOf(IOException.class)
                .hasMessage("Column 'c' has the value 'n/a', which is the 'csv.null-literal' and would be read as null."
                        + " Choose another one.");
    }

    @Test
    void emptyNullLiteralMakesEmptyStringsNulls() throws Exception {
        TableDefinition table = table("i INT, c STRING", "'csv.null-literal' = ''");

        assertThat(Tables.read(table, ",")).isEqualTo(Row.of(null, null));
        assertThat(Tables.write(table, Row.of(null, null))).isEqualTo(",\n");
    }

    @Test
    void onlyColumnThatIsNullMakesNoBlankLine() throws Exception {
        TableDefinition table = table("i INT");

        assertThat(Tables.write(table, Row.of((Object) null))).isEqualTo("\"\"\n");
        assertThat(Tables.read(table, "\"\"")).isEqualTo(Row.of((Object) null));
        assertThatThrownBy(() -> Tables.write(table("x BYTES"), Row.of((Object) null)))
                .hasMessage(
                        "The only column 'x' is empty, and readers skip a blank line. Give the table a 'csv.null-literal'.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"\r", "a\rb", "\"", ",", "a\"b", " ", "#", "\\", "\u2028"})
    void stringsOfAnyKindComeBack(String text) throws Exception {
        TableDefinition table = table("c STRING, d STRING");
        String line = Tables.write(table, Row.of(text, text));

        assertThat(Tables.read(table, line.substring(0, line.length() - 1))).isEqualTo(Row.of(text, text));
    }

    @Test
    void delimiterAndQuoteAreThoseOfTheTable() throws Exception {
        TableDefinition table = table("i INT, c STRING", "'csv.field-delimiter' = '\\t', 'csv.quote-character' = ''''");

        assertThat(Tables.write(table, Row.of(1, "a\tb'c"))).isEqualTo("1\t'a\tb''c'\n");
        assertThat(Tables.read(table, "1\t'a\tb''c'")).isEqualTo(Row.of(1, "a\tb'c"));
    }

    @Test
    void withoutQuotesAQuoteIsACharacterAndADelimiterCannotBeWritten() throws Exception {
        TableDefinition table = table("i INT, c STRING", "'csv.disable-quote-character' = 'true'");

        assertThat(Tables.write(table, Row.of(1, "\"a\""))).isEqualTo("1,\"a\"\n");
        assertThat(Tables.read(table, "1,\"a\"")).isEqualTo(Row.of(1, "\"a\""));
        assertThatThrownBy(() -> Tables.write(table, Row.of(1, "a,b")))
                .hasMessage("Column 'c' has the value 'a,b', which cannot be written without quotes. Leave out"
                        + " 'csv.disable-quote-character'.");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            1|0|1||the line has 1 column, but the table has 3 columns
            1,a,2,x|0|1||the line has 4 columns, but the table has 3 columns
            x,a,2|0|1|i|'x' is no INT
            3000000000,a,2|0|1|i|'3000000000' is no INT
            1,a,123.456|0|5|d|'123.456' is no DECIMAL(4, 2)
            1,a,1e999999999|0|5|d|'1e999999999' is no DECIMAL(4, 2)
            1,a,|0|4|d|null in a column of type DECIMAL(4, 2) NOT NULL
            1,"a"b,2|0|7||Unexpected character ('b' (code 98)): Expected column separator character (',' (code 44)) or end-of-line
            """)
    void whatCannotBeReadIsNamedWithItsPlace(String line, int lineNumber, int column, String field, String reason) {
        assertThatThrownBy(() -> Tables.read(table("i INT, c STRING, d DECIMAL(4, 2) NOT NULL"), line))
                .isInstanceOfSatisfying(MalformedRecordException.class, e -> {
                    assertThat(e.reason()).isEqualTo(reason);
                    assertThat(e.field()).isEqualTo(field);
                    assertThat(e.line()).isEqualTo(lineNumber);
                    assertThat(e.column()).isEqualTo(column);
                });
    }

    @ParameterizedTest
    @CsvSource({
        "BOOLEAN, yes",
        "DATE, 2026-02-30",
        "TIME, 25:00:00",
        "TIMESTAMP(3), 2026-02-30 12:00:00",
        "TIMESTAMP(3), 2026-01-31T12:00:00",
        "TIMESTAMP_LTZ(3), 2026-01-31 12:00:00",
        "BYTES, ?"
    })
    void textsThatAreNoValuesAreRefused(String type, String text) {
        assertThatThrownBy(() -> Tables.read(table("a INT, b " + type), "1," + text))
                .isInstanceOf(MalformedRecordException.class)
                .hasMessageStartingWith("field \"b\": '" + text + "' is no ");
    }

    @Test
    void onlyInsertsAreTaken() {
        assertThatThrownBy(() -> Tables.write(table("i INT"), Row.ofKind(RowKind.DELETE, 7)))
                .isInstanceOf(IOException.class)
                .hasMessage("The connector 'filesystem' takes inserts only, but the query changes a row: -D[7]");
    }
}
