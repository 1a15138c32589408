/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.sql.files;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.millrace.connector.MalformedRecordException;
import io.millrace.connector.RecordDecoder;
import io.millrace.data.RowKind;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads events. Those that are of no row, and those that the table does not include, have no changes. */
final class ChangeEventDecoder implements RecordDecoder<List<RowChange>> {
    private static final String PAYLOAD = "payload";
    private static final String DATABASE = "database";
    private static final String TABLE = "table";

    private final ChangeTableFormat format;
    private final ChangeLanguage language;
    private final JsonMapper mapper;
    private final List<Field> columns;
    private final List<Field> metadata;
    private final JsonObjects rows;
    private final JsonObjects partialRows;
    private final EventFacts facts;
    private final Set<String> wanted = new HashSet<>();

    ChangeEventDecoder(ChangeTableFormat format, List<Field> fields) {
        this.format = format;
        this.language = format.language();
        this.mapper = format.rows().mapper();
        this.columns = fields.stream().filter(field -> field.metadata() == null).toList();
        this.metadata =
                fields.stream().filter(field -> field.metadata() != null).toList();
        List<String> names = columns.stream().map(Field::name).toList();
        List<FieldType> types = columns.stream().map(Field::type).toList();
        this.rows = new JsonObjects(names, types, format.rows());
        this.partialRows =
                new JsonObjects(names, types.stream().map(FieldType::withNull).toList(), format.rows());
        this.facts = new EventFacts(format, mapper);
        wanted.add(language.operationField());
        metadata.forEach(field -> facts.fieldOf(field).ifPresent(wanted::add));
    }

    /** What stands in an event, as far as it is looked at. */
    private static final class Event {
        final List<Partial> current = new ArrayList<>();
        final List<Partial> former = new ArrayList<>();
        final Map<String, JsonNode> others = new HashMap<>();

        @Nullable
        JsonNode schema;

        JsonNode other(String name) {
            return others.getOrDefault(name, MissingNode.getInstance());
        }
    }

    /**
     * A row, of which some fields may not be there.
     *
     * @param met those that are
     */
    @SuppressWarnings("ArrayRecordComponent") // compared by nobody
    private record Partial(@Nullable Object[] values, boolean[] met) {}

    @Override
    public List<RowChange> decode(byte[] bytes, int offset, int length) throws MalformedRecordException {
        if (!isIncluded(bytes, offset, length)) {
            return List.of();
        }
        return JsonLines.parse(mapper, bytes, offset, length, parser -> {
            if (parser.nextToken() == JsonToken.VALUE_NULL) {
                return List.of(); // a tombstone, which follows a deletion for the sake of logs that are compacted
            } else if (parser.currentToken() != JsonToken.START_OBJECT) {
                throw JsonObjects.malformed(
                        parser,
                        "an event is an object, but the line begins with "
                                + (parser.currentToken() == null ? "nothing" : parser.getText()));
            }
            return changes(event(parser));
        });
    }

    /** Looks at the names first: the rows of other tables would not fit the columns. */
    private boolean isIncluded(byte[] bytes, int offset, int length) throws MalformedRecordException {
        if (format.databases() == null && format.tables() == null) {
            return true;
        }
        return JsonLines.parse(mapper, bytes, offset, length, parser -> {
            boolean database = format.databases() == null;
            boolean table = format.tables() == null;
            JsonLines.requireObject(parser, "an event");
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                String name = parser.currentName();
                JsonToken token = parser.nextToken();
                if (token == JsonToken.VALUE_STRING && name.equals(DATABASE)) {
                    database |= matches(format.databases(), parser.getText());
                } else if (token == JsonToken.VALUE_STRING && name.equals(TABLE)) {
                    table |= matches(format.tables(), parser.getText());
                } else {
                    parser.skipChildren();
                }
            }
            return database && table;
        });
    }

    private static boolean matches(@Nullable Pattern pattern, String name) {
        return pattern != null && pattern.matcher(name).matches();
    }

    /** Reads the object whose first token the parser has just met. */
    private Event event(JsonParser parser) throws IOException, MalformedRecordException {
        Event event = new Event();
        if (!format.schemaIncluded()) {
            read(parser, event);
            return event;
        }
        boolean met = false;
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String name = parser.currentName();
            JsonToken token = parser.nextToken();
            if (name.equals(PAYLOAD) && token == JsonToken.START_OBJECT) {
                read(parser, event);
                met = true;
            } else if (name.equals(ChangeTableFormat.SCHEMA)) {
                event.schema = parser.readValueAsTree();
            } else {
                parser.skipChildren();
            }
        }
        if (!met) {
            throw JsonObjects.malformed(
                    parser,
                    "the event has no \"payload\", as '" + language.formatName() + ".schema-include' = 'true' says");
        }
        return event;
    }

    private void read(JsonParser parser, Event event) throws IOException, MalformedRecordException {
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String name = parser.currentName();
            JsonToken token = parser.nextToken();
            if (name.equals(language.currentField())) {
                readRows(parser, token, event.current, false);
            } else if (name.equals(language.formerField())) {
                readRows(parser, token, event.former, language.leavesOutWhatStays());
            } else if (wanted.contains(name)) {
                event.others.put(name, parser.readValueAsTree());
            } else {
                parser.skipChildren();
            }
        }
    }

    /** Reads a row, or an array of rows, or null. */
    private void readRows(JsonParser parser, @Nullable JsonToken token, List<Partial> into, boolean partial)
            throws IOException, MalformedRecordException {
        if (token == JsonToken.START_ARRAY) {
            for (JsonToken next = parser.nextToken(); next != JsonToken.END_ARRAY; next = parser.nextToken()) {
                readRows(parser, next, into, partial);
            }
        } else if (token == JsonToken.START_OBJECT) {
            boolean[] met = new boolean[columns.size()];
            into.add(new Partial(partial ? partialRows.readSome(parser, met) : rows.read(parser), met));
        } else if (token != JsonToken.VALUE_NULL) {
            throw JsonObjects.malformed(parser, "'" + FieldTexts.shown(parser.getText()) + "' is no row");
        }
    }

    private List<RowChange> changes(Event event) throws MalformedRecordException {
        String name = event.other(language.operationField()).asText("");
        ChangeLanguage.Operation operation = language.operation(name);
        if (operation == null) {
            String what = name.isEmpty() ? "the event does not say what it does" : "'" + name + "' is not known";
            throw new MalformedRecordException(
                    0, 1, language.operationField(), what + ", which is one of " + language.knownOperations());
        }
        @Nullable Object[] told = told(event);
        List<RowChange> changes = new ArrayList<>();
        switch (operation) {
            case INSERT -> all(event.current, language.currentField(), name, RowKind.INSERT, told, changes);
            case UPDATE -> update(event, name, told, changes);
            case DELETE -> {
                boolean former = language.deletesTheFormer();
                all(
                        former ? event.former : event.current,
                        former ? language.formerField() : language.currentField(),
                        name,
                        RowKind.DELETE,
                        told,
                        changes);
            }
            case NONE -> {}
        }
        return changes;
    }

    private void all(
            List<Partial> these,
            String field,
            String operation,
            RowKind kind,
            @Nullable Object[] told,
            List<RowChange> into)
            throws MalformedRecordException {
        requireRows(these, field, operation);
        these.forEach(row -> into.add(change(kind, row.values, told)));
    }

    private void update(Event event, String operation, @Nullable Object[] told, List<RowChange> into)
            throws MalformedRecordException {
        requireRows(event.current, language.currentField(), operation);
        requireRows(event.former, language.formerField(), operation);
        if (event.former.size() != event.current.size()) {
            throw new MalformedRecordException(
                    0,
                    1,
                    language.formerField(),
                    "there are " + event.current.size() + " rows, and " + event.former.size()
                            + " that say what they were");
        }
        for (int i = 0; i < event.current.size(); i++) {
            @Nullable Object[] after = event.current.get(i).values;
            into.add(change(RowKind.UPDATE_BEFORE, before(event.former.get(i), after), told));
            into.add(change(RowKind.UPDATE_AFTER, after, told));
        }
    }

    private @Nullable Object[] before(Partial former, @Nullable Object[] after) {
        if (language.leavesOutWhatStays()) {
            for (int column = 0; column < after.length; column++) {
                if (!former.met[column]) {
                    former.values[column] = after[column];
                }
            }
        }
        return former.values;
    }

    private void requireRows(List<Partial> these, String field, String operation) throws MalformedRecordException {
        if (these.isEmpty()) {
            String advice = field.equals(language.formerField()) && language == ChangeLanguage.DEBEZIUM
                    ? "; a table of PostgreSQL says what its rows were after ALTER TABLE ... REPLICA IDENTITY FULL"
                    : "";
            throw new MalformedRecordException(
                    0, 1, field, "there is no row, which '" + operation + "' needs" + advice);
        }
    }

    /** Returns the values of the metadata columns, in their order. */
    private @Nullable Object[] told(Event event) throws MalformedRecordException {
        @Nullable Object[] told = new @Nullable Object[metadata.size()];
        for (int i = 0; i < told.length; i++) {
            told[i] = facts.value(metadata.get(i), event.others, event.schema);
        }
        return told;
    }

    private RowChange change(RowKind kind, @Nullable Object[] values, @Nullable Object[] told) {
        if (metadata.isEmpty()) {
            return new RowChange(kind, values); // the columns are all of the fields, in their order
        }
        @Nullable Object[] whole = new @Nullable Object[columns.size() + metadata.size()];
        for (int i = 0; i < values.length; i++) {
            whole[columns.get(i).position()] = values[i];
        }
        for (int i = 0; i < told.length; i++) {
            whole[metadata.get(i).position()] = told[i];
        }
        return new RowChange(kind, whole);
    }
}
