/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.sql.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.connector.MalformedRecordException;
import io.millrace.data.RowKind;
import io.millrace.sql.catalog.TableDefinition;
import io.millrace.sql.row.Row;
import java.math.BigDecimal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Events as the tools that read the logs of databases write them. */
class ChangeFormatsTest {
    private static final String COLUMNS = "id INT NOT NULL, name STRING, weight DECIMAL(5, 2)";

    private static TableDefinition table(String columns, String format, String... options) {
        StringBuilder all = new StringBuilder("'path' = 'x', 'format' = '" + format + "'");
        for (String option : options) {
            all.append(", ").append(option);
        }
        return Tables.definition(columns + ")", all.toString());
    }

    private static String changes(TableDefinition table, String event) throws Exception {
        return Tables.readChanges(table, event).toString();
    }

    @Test
    void debeziumSaysWhatRowsWereAndAre() throws Exception {
        TableDefinition table = table(COLUMNS, "debezium-json");
        String source = "\"source\":{\"version\":\"2.7.0.Final\",\"connector\":\"mysql\",\"name\":\"shop\","
                + "\"ts_ms\":1589362330904,\"db\":\"inventory\",\"table\":\"products\",\"pos\":484},\"ts_ms\":1589362330905,"
                + "\"transaction\":null}";

        assertThat(changes(
                        table,
                        "{\"before\":null,\"after\":{\"id\":101,\"name\":\"scooter\",\"weight\":3.14},\"op\":\"c\","
                                + source))
                .isEqualTo("[+I[101, scooter, 3.14]]");
        assertThat(changes(table, "{\"op\":\"r\",\"after\":{\"id\":102,\"extra\":[1]}," + source))
                .isEqualTo("[+I[102, null, null]]");
        assertThat(changes(
                        table,
                        "{\"before\":{\"id\":101,\"name\":\"scooter\",\"weight\":3.14},"
                                + "\"after\":{\"id\":101,\"name\":\"scooter\",\"weight\":5.18},\"op\":\"u\"," + source))
                .isEqualTo("[-U[101, scooter, 3.14], +U[101, scooter, 5.18]]");
        assertThat(changes(
                        table,
                        "{\"before\":{\"id\":101,\"name\":\"scooter\",\"weight\":5.18},\"after\":null,\"op\":\"d\","
                                + source))
                .isEqualTo("[-D[101, scooter, 5.18]]");
        assertThat(changes(table, "null")).as("a tombstone").isEqualTo("[]");
    }

    @Test
    void debeziumMayPutItsSchemaBesideThePayload() throws Exception {
        TableDefinition table = table(
                "id INT, s STRING METADATA FROM 'schema' VIRTUAL, at_time TIMESTAMP_LTZ(3) METADATA FROM 'ingestion-timestamp' VIRTUAL",
                "debezium-json",
                "'debezium-json.schema-include' = 'true'");

        assertThat(
                        changes(
                                table,
                                "{\"schema\":{\"type\":\"struct\"},\"payload\":{\"before\":null,\"after\":{\"id\":1},\"op\":\"c\",\"ts_ms\":5}}"))
                .isEqualTo("[+I[1, {\"type\":\"struct\"}, 1970-01-01T00:00:00.005Z]]");
        assertThatThrownBy(() -> changes(table, "{\"after\":{\"id\":1},\"op\":\"c\"}"))
                .isInstanceOf(MalformedRecordException.class)
                .hasMessageContaining("no \"payload\", as 'debezium-json.schema-include' = 'true' says");
    }

    @Test
    void debeziumTellsWhereAnEventComesFrom() throws Exception {
        TableDefinition table = table(
                "db STRING METADATA FROM 'source.database' VIRTUAL, id INT, t STRING METADATA FROM 'source.table' VIRTUAL,"
                        + " sc STRING METADATA FROM 'source.schema' VIRTUAL,"
                        + " at_time TIMESTAMP_LTZ(3) METADATA FROM 'source.timestamp' VIRTUAL,"
                        + " all_of_it MAP<STRING, STRING> METADATA FROM 'source.properties' VIRTUAL",
                "debezium-json");

        assertThat(changes(
                        table,
                        "{\"source\":{\"db\":\"inventory\",\"table\":\"products\",\"ts_ms\":1589362330904,\"pos\":484},"
                                + "\"before\":{\"id\":1},\"op\":\"d\"}"))
                .isEqualTo("[-D[inventory, 1, products, null, 2020-05-13T09:32:10.904Z,"
                        + " {db=inventory, table=products, ts_ms=1589362330904, pos=484}]]");
        assertThat(changes(table, "{\"before\":{\"id\":1},\"op\":\"d\"}"))
                .isEqualTo("[-D[null, 1, null, null, null, null]]");
    }

    @Test
    void canalHasSeveralRowsInAnEventAndLeavesOutWhatStays() throws Exception {
        TableDefinition table = table(COLUMNS, "canal-json");
        String rest = ",\"database\":\"inventory\",\"es\":1589373560000,\"id\":9,\"isDdl\":false,"
                + "\"mysqlType\":{\"id\":\"INTEGER\"},\"pkNames\":[\"id\"],\"sql\":\"\",\"sqlType\":{\"id\":4,\"name\":12},"
                + "\"table\":\"products\",\"ts\":1589373560798";

        assertThat(changes(
                        table,
                        "{\"data\":[{\"id\":\"101\",\"name\":\"scooter\",\"weight\":\"3.14\"},{\"id\":\"102\",\"name\":null,"
                                + "\"weight\":\"8.1\"}]" + rest + ",\"old\":null,\"type\":\"INSERT\"}"))
                .isEqualTo("[+I[101, scooter, 3.14], +I[102, null, 8.10]]");
        assertThat(changes(
                        table,
                        "{\"data\":[{\"id\":\"101\",\"name\":\"bike\",\"weight\":\"5.15\"},{\"id\":\"102\",\"name\":\"car\",\"weight\":\"1\"}]"
                                + rest + ",\"old\":[{\"weight\":\"3.14\"},{\"name\":null}],\"type\":\"UPDATE\"}"))
                .isEqualTo("[-U[101, bike, 3.14], +U[101, bike, 5.15], -U[102, null, 1.00], +U[102, car, 1.00]]");
        assertThat(changes(table, "{\"data\":[{\"id\":\"101\"}]" + rest + ",\"old\":null,\"type\":\"DELETE\"}"))
                .isEqualTo("[-D[101, null, null]]");
        assertThat(changes(table, "{\"data\":null" + rest + ",\"old\":null,\"type\":\"CREATE\"}"))
                .as("no row changes")
                .isEqualTo("[]");
        assertThatThrownBy(() ->
                        changes(table, "{\"data\":[{\"id\":1},{\"id\":2}],\"old\":[{\"id\":3}],\"type\":\"UPDATE\"}"))
                .hasMessage("field \"old\": there are 2 rows, and 1 that say what they were");
    }

    @Test
    void canalTellsMoreAndMayLeaveOutDatabasesAndTables() throws Exception {
        TableDefinition table = table(
                "id INT, db STRING METADATA FROM 'database' VIRTUAL, t STRING METADATA FROM 'table' VIRTUAL,"
                        + " k ARRAY<STRING> METADATA FROM 'pk-names' VIRTUAL, ty MAP<STRING, INT> METADATA FROM 'sql-type' VIRTUAL,"
                        + " i TIMESTAMP_LTZ(3) METADATA FROM 'ingestion-timestamp' VIRTUAL,"
                        + " e TIMESTAMP_LTZ(3) METADATA FROM 'event-timestamp' VIRTUAL",
                "canal-json",
                "'canal-json.database.include' = 'shop|inventory'",
                "'canal-json.table.include' = 'prod.*'");

        assertThat(changes(
                        table,
                        "{\"data\":[{\"id\":1}],\"database\":\"inventory\",\"table\":\"products\",\"pkNames\":[\"id\"],"
                                + "\"sqlType\":{\"id\":4},\"ts\":1,\"es\":1000,\"type\":\"INSERT\"}"))
                .isEqualTo(
                        "[+I[1, inventory, products, [id], {id=4}, 1970-01-01T00:00:00.001Z, 1970-01-01T00:00:01Z]]");
        for (String other : new String[] {
            "\"database\":\"inventory2\",\"table\":\"products\"",
            "\"database\":\"shop\",\"table\":\"orders\"",
            "\"x\":1"
        }) {
            assertThat(changes(table, "{\"data\":[{\"id\":\"of another type\"}],\"type\":\"INSERT\"," + other + "}"))
                    .as(other)
                    .isEqualTo("[]");
        }
    }

    @Test
    void maxwellHasOneRowInAnEventAndLeavesOutWhatStays() throws Exception {
        TableDefinition table = table(
                COLUMNS
                        + ", db STRING METADATA FROM 'database' VIRTUAL, at_time TIMESTAMP_LTZ(3) METADATA FROM 'ingestion-timestamp' VIRTUAL,"
                        + " k ARRAY<STRING> METADATA FROM 'primary-key-columns' VIRTUAL, t STRING METADATA FROM 'table' VIRTUAL",
                "maxwell-json");
        String rest = ",\"database\":\"test\",\"table\":\"products\",\"ts\":1477053217,\"xid\":23396,\"commit\":true,"
                + "\"primary_key_columns\":[\"id\"]}";
        String told = ", test, 2016-10-21T12:33:37Z, [id], products]";

        assertThat(changes(table, "{\"type\":\"insert\",\"data\":{\"id\":1,\"name\":\"a\",\"weight\":2}" + rest))
                .isEqualTo("[+I[1, a, 2.00" + told + "]");
        assertThat(changes(
                        table,
                        "{\"type\":\"update\",\"data\":{\"id\":1,\"name\":\"b\",\"weight\":2},\"old\":{\"name\":\"a\"}"
                                + rest))
                .isEqualTo("[-U[1, a, 2.00" + told + ", +U[1, b, 2.00" + told + "]");
        assertThat(changes(table, "{\"type\":\"delete\",\"data\":{\"id\":1,\"name\":\"b\",\"weight\":2}" + rest))
                .isEqualTo("[-D[1, b, 2.00" + told + "]");
        assertThat(changes(table, "{\"type\":\"bootstrap-start\",\"data\":{\"id\":0}" + rest))
                .isEqualTo("[]");
        assertThat(changes(table, "{\"type\":\"bootstrap-insert\",\"data\":{\"id\":5}" + rest))
                .startsWith("[+I[5, null, null");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            debezium-json | {"after":{"id":"x"},"op":"c"} | field "after.id": 'x' is no INT
            debezium-json | {"after":{"name":"x"},"op":"c"} | field "after.id": the object has no such field, which is INT NOT NULL
            debezium-json | {"after":{"id":1},"op":"m"} | field "op": 'm' is not known, which is one of [c, d, r, u]
            debezium-json | {"after":{"id":1}} | field "op": the event does not say what it does, which is one of [c, d, r, u]
            debezium-json | {"before":null,"op":"d"} | field "before": there is no row, which 'd' needs; a table of PostgreSQL says what its rows were after ALTER TABLE ... REPLICA IDENTITY FULL
            debezium-json | {"before":null,"after":{"id":1},"op":"u"} | field "before": there is no row, which 'u' needs; a table of PostgreSQL says what its rows were after ALTER TABLE ... REPLICA IDENTITY FULL
            debezium-json | [1] | an event is an object, but the line begins with [
            debezium-json | {"after":{"id":1},"op":"c"} {} | a line has one object, but there is more behind it: {
            canal-json | {"data":[{"id":1},{"id":"y"}],"type":"INSERT"} | field "data[1].id": 'y' is no INT
            canal-json | {"data":null,"type":"INSERT"} | field "data": there is no row, which 'INSERT' needs
            canal-json | {"data":[{"id":1}],"type":"TRUNCATE"} | field "type": 'TRUNCATE' is not known, which is one of [CREATE, DELETE, INSERT, UPDATE]
            maxwell-json | {"data":3,"type":"insert"} | field "data": '3' is no row
            maxwell-json | {"data":{"id":1},"old":{"weight":"heavy"},"type":"update"} | field "old.weight": 'heavy' is no DECIMAL(5, 2)
            """)
    void whatIsWrongIsNamed(String format, String event, String message) {
        assertThatThrownBy(() -> changes(table(COLUMNS, format), event))
                .isInstanceOf(MalformedRecordException.class)
                .hasMessage(message);
    }

    @Test
    void aWrongTimeIsNamed() {
        assertThatThrownBy(() -> changes(
                        table("t TIMESTAMP_LTZ(3) METADATA FROM 'source.timestamp' VIRTUAL", "debezium-json"),
                        "{\"after\":{},\"op\":\"c\",\"source\":{\"ts_ms\":\"noon\"}}"))
                .hasMessage("field \"source.ts_ms\": 'noon' is no time since 1970");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            debezium-json | {"before":null,"after":{"id":1,"name":"a","weight":2.50},"op":"c"} | {"before":{"id":1,"name":"a","weight":2.50},"after":null,"op":"d"}
            canal-json | {"data":[{"id":1,"name":"a","weight":2.50}],"type":"INSERT"} | {"data":[{"id":1,"name":"a","weight":2.50}],"type":"DELETE"}
            maxwell-json | {"data":{"id":1,"name":"a","weight":2.50},"type":"insert"} | {"data":{"id":1,"name":"a","weight":2.50},"type":"delete"}
            """)
    void changesAreWrittenAsFlinkWritesThemAndReadBack(String format, String comes, String goes) throws Exception {
        TableDefinition table = table(COLUMNS, format);
        for (RowKind kind : RowKind.values()) {
            Row row = Row.ofKind(kind, 1, "a", new BigDecimal("2.50"));
            boolean deletes = kind.retracts();
            String event = deletes ? goes : comes;

            assertThat(Tables.write(table, row)).isEqualTo(event + "\n");
            assertThat(changes(table, event)).isEqualTo("[" + (deletes ? "-D" : "+I") + "[1, a, 2.50]]");
        }
    }

    @Test
    void metadataThatAFormatDoesNotKnowOrOfAnotherTypeIsRefused() {
        assertThatThrownBy(() -> Tables.open(
                        "i INT, o STRING METADATA FROM 'tabel' VIRTUAL)", "'path' = 'x', 'format' = 'maxwell-json'"))
                .hasMessage("Table 't' has the metadata column 'o', but its connector 'filesystem' knows no 'tabel'."
                        + " It knows database, file.modification-time, file.name, file.path, file.size, ingestion-timestamp,"
                        + " primary-key-columns, table.");
        assertThatThrownBy(() -> Tables.open(
                        "i INT, o INT METADATA FROM 'table' VIRTUAL)", "'path' = 'x', 'format' = 'maxwell-json'"))
                .hasMessage("Table 't' has the metadata column 'o' of type INT, but 'table' is of type STRING.");
        assertThatThrownBy(() -> Tables.open(
                        "i INT, o STRING METADATA FROM 'table')", "'path' = 'x', 'format' = 'maxwell-json'"))
                .hasMessage(
                        "Table 't' has the metadata column 'o', which can be read and not written. Declare it as METADATA VIRTUAL.");
    }

    @Test
    void unknownOptionsAndFormatsAreRefusedWithTheNearest() {
        assertThatThrownBy(() -> Tables.open("i INT)", "'path' = 'x', 'format' = 'debezium-jsn'"))
                .hasMessageContaining("Did you mean 'debezium-json'?");
        assertThatThrownBy(() -> Tables.open(
                        "i INT)", "'path' = 'x', 'format' = 'canal-json', 'canal-json.tables.include' = 'a'"))
                .hasMessageContaining("Did you mean 'canal-json.table.include'?");
        assertThatThrownBy(() -> Tables.open(
                        "i INT)", "'path' = 'x', 'format' = 'canal-json', 'canal-json.table.include' = '('"))
                .hasMessageContaining("must be a regular expression");
    }
}
