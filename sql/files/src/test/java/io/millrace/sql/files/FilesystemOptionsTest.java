/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.sql.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.connector.files.RollingPolicy;
import io.millrace.sql.parser.SqlException;
import java.io.ByteArrayOutputStream;
import java.io.ObjectOutputStream;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FilesystemOptionsTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            'format' = 'csv'|needs the option 'path'.
            'path' = 'x'|needs the option 'format'.
            'path' = '', 'format' = 'csv'|has an empty 'path'.
            'path' = 'file://host/x', 'format' = 'csv'|has the 'path' = 'file://host/x', which must be such as 'file:///tmp/orders'.
            'path' = 'x', 'format' = 'cvs'|has the format 'cvs', which is not known. Did you mean 'csv'? There are csv, json, raw, canal-json, debezium-json, maxwell-json.
            'path' = 'x', 'format' = 'csv', 'csv.field-delimiter' = ';;'|has the option 'csv.field-delimiter' = ';;', which must be one ASCII character, or \\t for a tab.
            'path' = 'x', 'format' = 'csv', 'csv.field-delimiter' = '"'|has the same 'csv.quote-character' and 'csv.field-delimiter', which must be two.
            'path' = 'x', 'format' = 'csv', 'csv.quote-character' = '"', 'csv.disable-quote-character' = 'true'|has both 'csv.quote-character' and 'csv.disable-quote-character' = 'true'. Give one.
            'path' = 'x', 'format' = 'json', 'json.timestamp-format.standard' = 'x'|has the option 'json.timestamp-format.standard' = 'x', which must be one of [sql, iso-8601].
            'path' = 'x', 'format' = 'csv', 'source.monitor-interval' = '0 s'|has the option 'source.monitor-interval' = '0 s', which must be a duration as '10 s', of 1 ms or more.
            'path' = 'x', 'format' = 'csv', 'csv.header' = 'yes'|has the option 'csv.header' = 'yes', which must be true or false.
            'path' = 'x', 'format' = 'csv', 'sink.rolling-policy.file-size' = '1 pound'|has the option 'sink.rolling-policy.file-size' = '1 pound', which must be a size above 0, as '128 mb'.
            """)
    void wrongOptionsAreNamed(String options, String message) {
        assertThatThrownBy(() -> Tables.open("i INT)", options))
                .isInstanceOf(SqlException.class)
                .hasMessage("Table 't' " + message);
    }

    @Test
    void unknownOptionsAreRefusedWithTheNearest() {
        assertThatThrownBy(() ->
                        Tables.open("i INT)", "'path' = 'x', 'format' = 'csv', 'csv.ignore-parse-error' = 'true'"))
                .hasMessageStartingWith("Table 't' has the option 'csv.ignore-parse-error', which its connector"
                        + " 'filesystem' does not know. Did you mean 'csv.ignore-parse-errors'?");
        assertThatThrownBy(() -> Tables.open("i INT)", "'path' = 'x', 'format' = 'json', 'csv.null-literal' = 'x'"))
                .hasMessageContaining("the option 'csv.null-literal', which its connector 'filesystem' does not know");
    }

    @Test
    void allOptionsAreKnownToBothEnds() {
        assertThatCode(
                        () -> Tables.open(
                                "i INT)",
                                "'path' = 'file:///x', 'format' = 'csv', 'source.monitor-interval' = '1 s', 'csv.quote-character' = '|',"
                                        + " 'csv.ignore-parse-errors' = 'true', 'csv.null-literal' = '', 'csv.header' = 'true', 'sink.replace-existing' = 'true',"
                                        + " 'partition.default-name' = 'x',"
                                        + " 'sink.rolling-policy.file-size' = '1 mb', 'sink.rolling-policy.rollover-interval' = '1 h'"))
                .doesNotThrowAnyException();
    }

    @Test
    void typesThatAFormatLacksAreRefused() {
        assertThatThrownBy(() -> Tables.open("a ARRAY<INT>)", "'path' = 'x', 'format' = 'csv'"))
                .hasMessage(
                        "Table 't' has the column 'a' of type ARRAY<INT>, of which the format 'csv' has no values.");
        assertThatThrownBy(() -> Tables.open("m MAP<INT, INT>)", "'path' = 'x', 'format' = 'json'"))
                .hasMessage(
                        "Table 't' has the column 'm' of type MAP<INT, INT>, whose keys are no strings, of which the"
                                + " format 'json' has no values.");
        assertThatThrownBy(() -> Tables.open("i INT, o BIGINT METADATA)", "'path' = 'x', 'format' = 'json'"))
                .hasMessage("Table 't' has the metadata column 'o', but its connector 'filesystem' knows no metadata.");
    }

    @Test
    void columnsThatCannotBeDirectoriesAreRefused() {
        String options = "'path' = 'x', 'format' = 'json'";
        assertThatThrownBy(() -> Tables.open("i INT) PARTITIONED BY (i)", options))
                .hasMessage(
                        "Table 't' has no column beside those that it is PARTITIONED BY, so that its files would be empty.");
        assertThatThrownBy(() -> Tables.open("i INT, x BYTES) PARTITIONED BY (x)", options))
                .hasMessage(
                        "Table 't' is PARTITIONED BY 'x' of type BYTES, whose values cannot be names of directories.");
        assertThatThrownBy(() -> Tables.open("i INT, _x INT) PARTITIONED BY (_x)", options))
                .hasMessage("Table 't' is PARTITIONED BY '_x', but readers pass by directories whose names begin with"
                        + " '.' or '_'.");
    }

    @Test
    void filesEndAtCheckpointsUnlessTheTableSaysWhen() {
        String options = "'path' = 'x', 'format' = 'csv'";
        assertThat(Tables.sink(Tables.definition("i INT)", options)).rolling())
                .isEqualTo(RollingPolicy.onEachCheckpoint());
        assertThat(Tables.sink(Tables.definition(
                                "i INT)",
                                options + ", 'sink.rolling-policy.file-size' = '128MB',"
                                        + " 'sink.rolling-policy.rollover-interval' = '30 min'"))
                        .rolling())
                .isEqualTo(RollingPolicy.onSize(128 << 20).withMaxAge(Duration.ofMinutes(30)));
    }

    @Test
    void bothEndsTravel() throws Exception {
        String options = "'path' = 'x', 'format' = 'json'";
        FileTableSource source = Tables.source(Tables.definition(Tables.EVERY_TYPE + ", a ARRAY<INT>)", options));
        FileTableSink sink = Tables.sink(Tables.definition("i INT, d DATE) PARTITIONED BY (d)", options));
        FileTableSource partitioned = Tables.source(Tables.definition(
                "i INT, f STRING METADATA FROM 'file.name' VIRTUAL, d DATE) PARTITIONED BY (d)", options));
        try (ObjectOutputStream output = new ObjectOutputStream(new ByteArrayOutputStream())) {
            output.writeObject(source.source());
            output.writeObject(source.reader(new int[] {1, 0}));
            output.writeObject(sink.sink());
            output.writeObject(partitioned.withPartitions(values -> true).source());
        }
    }
}
