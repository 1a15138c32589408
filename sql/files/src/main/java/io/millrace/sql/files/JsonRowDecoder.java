/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.sql.files;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.millrace.connector.MalformedRecordException;
import io.millrace.connector.RecordDecoder;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads lines of JSON. */
final class JsonRowDecoder implements RecordDecoder<@Nullable Object[]> {
    private final JsonMapper mapper;
    private final JsonObjects objects;

    JsonRowDecoder(JsonTableFormat format, List<Field> fields) {
        this.mapper = format.mapper();
        this.objects = new JsonObjects(
                fields.stream().map(Field::name).toList(),
                fields.stream().map(Field::type).toList(),
                format);
    }

    @Override
    public @Nullable Object[] decode(byte[] bytes, int offset, int length) throws MalformedRecordException {
        try (JsonParser parser = mapper.createParser(bytes, offset, length)) {
            JsonToken first = parser.nextToken();
            if (first != JsonToken.START_OBJECT) {
                throw JsonObjects.malformed(
                        parser,
                        "a row is an object, but the line begins with "
                                + (first == null ? "nothing" : parser.getText()));
            }
            @Nullable Object[] row = objects.read(parser);
            if (parser.nextToken() != null) {
                throw JsonObjects.malformed(
                        parser, "a line has one object, but there is more behind it: " + parser.getText());
            }
            return row;
        } catch (JsonProcessingException e) {
            JsonLocation location = e.getLocation();
            int column = location == null ? 1 : Math.max(location.getColumnNr(), 1);
            throw new MalformedRecordException(0, column, null, e.getOriginalMessage());
        } catch (IOException e) {
            throw new MalformedRecordException(0, 1, null, String.valueOf(e.getMessage()));
        }
    }
}
