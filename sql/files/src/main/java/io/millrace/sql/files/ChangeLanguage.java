/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.sql.files;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** How the tools that read the logs of databases write the changes of rows down, as JSON. */
enum ChangeLanguage {
    /** {@code {"before": {...}, "after": {...}, "op": "u"}}. */
    DEBEZIUM(
            "debezium-json",
            "op",
            "after",
            "before",
            Map.of("c", Operation.INSERT, "r", Operation.INSERT, "u", Operation.UPDATE, "d", Operation.DELETE),
            List.of(
                    new EventFact("ingestion-timestamp", List.of("ts_ms"), FieldType.Kind.TIMESTAMP_LTZ),
                    new EventFact("source.timestamp", List.of("source", "ts_ms"), FieldType.Kind.TIMESTAMP_LTZ),
                    new EventFact("source.database", List.of("source", "db"), FieldType.Kind.STRING),
                    new EventFact("source.schema", List.of("source", "schema"), FieldType.Kind.STRING),
                    new EventFact("source.table", List.of("source", "table"), FieldType.Kind.STRING),
                    new EventFact("source.properties", List.of("source"), FieldType.Kind.MAP))),
    /** {@code {"data": [{...}, ...], "old": [{...}, ...], "type": "UPDATE"}}; what is old has only the fields that have changed. */
    CANAL(
            "canal-json",
            "type",
            "data",
            "old",
            Map.of(
                    "INSERT", Operation.INSERT,
                    "UPDATE", Operation.UPDATE,
                    "DELETE", Operation.DELETE,
                    "CREATE", Operation.NONE),
            List.of(
                    new EventFact("database", List.of("database"), FieldType.Kind.STRING),
                    new EventFact("table", List.of("table"), FieldType.Kind.STRING),
                    new EventFact("sql-type", List.of("sqlType"), FieldType.Kind.MAP),
                    new EventFact("pk-names", List.of("pkNames"), FieldType.Kind.ARRAY),
                    new EventFact("ingestion-timestamp", List.of("ts"), FieldType.Kind.TIMESTAMP_LTZ),
                    new EventFact("event-timestamp", List.of("es"), FieldType.Kind.TIMESTAMP_LTZ))),
    /** {@code {"data": {...}, "old": {...}, "type": "update"}}; what is old has only the fields that have changed. Its times are in seconds. */
    MAXWELL(
            "maxwell-json",
            "type",
            "data",
            "old",
            Map.of(
                    "insert", Operation.INSERT,
                    "update", Operation.UPDATE,
                    "delete", Operation.DELETE,
                    "bootstrap-insert", Operation.INSERT,
                    "bootstrap-start", Operation.NONE,
                    "bootstrap-complete", Operation.NONE),
            List.of(
                    new EventFact("database", List.of("database"), FieldType.Kind.STRING),
                    new EventFact("table", List.of("table"), FieldType.Kind.STRING),
                    new EventFact("primary-key-columns", List.of("primary_key_columns"), FieldType.Kind.ARRAY),
                    new EventFact("ingestion-timestamp", List.of("ts"), FieldType.Kind.TIMESTAMP_LTZ)));

    private static final int MILLIS_PER_SECOND = 1_000;

    private final String formatName;
    private final String operationField;
    private final String currentField;
    private final String formerField;
    private final Map<String, Operation> operations;
    private final List<EventFact> facts;

    /** What an event does. */
    enum Operation {
        INSERT,
        UPDATE,
        DELETE,
        /** Changes no rows. */
        NONE
    }

    ChangeLanguage(
            String formatName,
            String operationField,
            String currentField,
            String formerField,
            Map<String, Operation> operations,
            List<EventFact> facts) {
        this.formatName = formatName;
        this.operationField = operationField;
        this.currentField = currentField;
        this.formerField = formerField;
        this.operations = new TreeMap<>(operations);
        this.facts = facts;
    }

    /** Returns what the option {@code format} calls it. */
    String formatName() {
        return formatName;
    }

    /** Returns the field that says what an event does. */
    String operationField() {
        return operationField;
    }

    /** Returns the field of what rows are, after an update for one. */
    String currentField() {
        return currentField;
    }

    /** Returns the field of what rows were before an update. */
    String formerField() {
        return formerField;
    }

    /** Returns what the value of the field says, or null if it is not known. */
    @Nullable
    Operation operation(String text) {
        return operations.get(text);
    }

    Set<String> knownOperations() {
        return operations.keySet();
    }

    /** Returns what an event tells beside the rows, by the names that metadata columns give it. */
    Map<String, EventFact> facts() {
        return facts.stream().collect(Collectors.toMap(EventFact::name, fact -> fact));
    }

    /** Returns whether the row that goes is what the row was, and not what it is. */
    boolean deletesTheFormer() {
        return this == DEBEZIUM;
    }

    /** Returns whether what was has only the fields that are different. */
    boolean leavesOutWhatStays() {
        return this != DEBEZIUM;
    }

    /** Returns a time of an event in milliseconds. */
    long millis(long time) {
        return this == MAXWELL ? Math.multiplyExact(time, MILLIS_PER_SECOND) : time;
    }
}
