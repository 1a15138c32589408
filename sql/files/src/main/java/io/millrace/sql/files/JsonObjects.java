/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.sql.files;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonStreamContext;
import com.fasterxml.jackson.core.JsonToken;
import io.millrace.connector.MalformedRecordException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads the objects that are rows, or fields of them, of one type. */
final class JsonObjects {
    private final List<String> names;
    private final List<FieldType> types;
    private final JsonTableFormat format;
    private final JsonValues values;
    private final Map<String, Integer> positions = new HashMap<>();

    JsonObjects(List<String> names, List<FieldType> types, JsonTableFormat format) {
        this.names = names;
        this.types = types;
        this.format = format;
        this.values = new JsonValues(format);
        for (int position = 0; position < names.size(); position++) {
            positions.put(names.get(position), position);
        }
    }

    /** Reads an object whose first token the parser has just met. */
    @Nullable
    Object[] read(JsonParser parser) throws IOException, MalformedRecordException {
        boolean[] met = new boolean[types.size()];
        @Nullable Object[] row = readSome(parser, met);
        for (int position = 0; position < row.length; position++) {
            if (!met[position]) {
                requireOptional(parser, position);
            }
        }
        return row;
    }

    /**
     * As {@link #read}, where any field may be missing.
     *
     * @param met is set for those that are there
     */
    @Nullable
    Object[] readSome(JsonParser parser, boolean[] met) throws IOException, MalformedRecordException {
        @Nullable Object[] row = new @Nullable Object[types.size()];
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            Integer position = positions.get(parser.currentName());
            JsonToken token = parser.nextToken();
            if (position == null) {
                parser.skipChildren();
            } else {
                row[position] = values.read(parser, token, types.get(position));
                met[position] = true;
            }
        }
        return row;
    }

    private void requireOptional(JsonParser parser, int position) throws MalformedRecordException {
        FieldType type = types.get(position);
        if (format.failsOnMissingField() || !type.nullable()) {
            throw malformed(
                    parser,
                    path(parser.getParsingContext(), names.get(position)),
                    "the object has no such field, which is "
                            + (type.nullable() ? "of type " + type.text() : type.text() + " NOT NULL"));
        }
    }

    /** As {@link #read}, for a row in a row. */
    List<@Nullable Object> nested(JsonParser parser) throws IOException, MalformedRecordException {
        List<@Nullable Object> values = new ArrayList<>();
        for (Object value : read(parser)) {
            values.add(value);
        }
        return Collections.unmodifiableList(values);
    }

    /** Returns an error at the value that the parser has just met. */
    static MalformedRecordException malformed(JsonParser parser, String reason) {
        return malformed(parser, path(parser.getParsingContext(), ""), reason);
    }

    private static MalformedRecordException malformed(JsonParser parser, String path, String reason) {
        int column = Math.max(parser.currentTokenLocation().getColumnNr(), 1);
        return new MalformedRecordException(0, column, path.isEmpty() ? null : path, reason);
    }

    /** Returns the path of a value, such as {@code legs[2].origin}. */
    private static String path(@Nullable JsonStreamContext context, String inside) {
        if (context == null || context.inRoot()) {
            return inside;
        }
        String step;
        if (context.inArray()) {
            step = context.hasCurrentIndex() ? "[" + context.getCurrentIndex() + "]" : "";
        } else {
            step = context.getCurrentName() == null ? "" : context.getCurrentName();
        }
        boolean dotted = !step.isEmpty() && !inside.isEmpty() && !inside.startsWith("[");
        return path(context.getParent(), step + (dotted ? "." : "") + inside);
    }
}
