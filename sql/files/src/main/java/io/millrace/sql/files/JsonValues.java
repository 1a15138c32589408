/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.sql.files;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.millrace.connector.MalformedRecordException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads values of JSON into the form in which they lie in columns. */
final class JsonValues {
    private final JsonTableFormat format;
    private final Map<FieldType, JsonObjects> rows = new IdentityHashMap<>();

    JsonValues(JsonTableFormat format) {
        this.format = format;
    }

    @Nullable
    Object read(JsonParser parser, @Nullable JsonToken token, FieldType type)
            throws IOException, MalformedRecordException {
        if (token == JsonToken.VALUE_NULL) {
            if (!type.nullable()) {
                throw JsonObjects.malformed(parser, "null for a value of type " + type.text() + " NOT NULL");
            }
            return null;
        }
        return switch (type.kind()) {
            case ARRAY -> array(parser, token, type);
            case MAP -> map(parser, token, type);
            case ROW -> {
                require(parser, token, JsonToken.START_OBJECT, "an object", type);
                yield rows.computeIfAbsent(type, row -> new JsonObjects(row.names(), row.children(), format))
                        .nested(parser);
            }
            default -> scalar(parser, token, type);
        };
    }

    private List<@Nullable Object> array(JsonParser parser, @Nullable JsonToken token, FieldType type)
            throws IOException, MalformedRecordException {
        require(parser, token, JsonToken.START_ARRAY, "an array", type);
        List<@Nullable Object> elements = new ArrayList<>();
        for (JsonToken next = parser.nextToken(); next != JsonToken.END_ARRAY; next = parser.nextToken()) {
            elements.add(read(parser, next, type.children().get(0)));
        }
        return Collections.unmodifiableList(elements);
    }

    private Map<String, @Nullable Object> map(JsonParser parser, @Nullable JsonToken token, FieldType type)
            throws IOException, MalformedRecordException {
        require(parser, token, JsonToken.START_OBJECT, "an object", type);
        Map<String, @Nullable Object> entries = new LinkedHashMap<>();
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String key = parser.currentName();
            entries.put(key, read(parser, parser.nextToken(), type.children().get(1)));
        }
        return Collections.unmodifiableMap(entries);
    }

    private static void require(
            JsonParser parser, @Nullable JsonToken token, JsonToken expected, String what, FieldType type)
            throws IOException, MalformedRecordException {
        if (token != expected) {
            throw JsonObjects.malformed(
                    parser,
                    "'" + FieldTexts.shown(parser.getText()) + "' is not " + what + ", as " + type.text() + " is");
        }
    }

    private Object scalar(JsonParser parser, @Nullable JsonToken token, FieldType type)
            throws IOException, MalformedRecordException {
        if (token == JsonToken.START_OBJECT || token == JsonToken.START_ARRAY) {
            if (type.kind() == FieldType.Kind.STRING) {
                return parser.readValueAsTree().toString();
            }
            String what = token == JsonToken.START_OBJECT ? "an object" : "an array";
            throw JsonObjects.malformed(parser, what + " is no " + type.text());
        }
        try {
            return FieldTexts.read(parser.getText(), type, format.timestamps());
        } catch (IllegalArgumentException wrong) {
            throw JsonObjects.malformed(parser, String.valueOf(wrong.getMessage()));
        }
    }
}
