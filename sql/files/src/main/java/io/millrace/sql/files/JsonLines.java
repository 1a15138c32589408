/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.sql.files;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.millrace.connector.MalformedRecordException;
import java.io.IOException;

/** Lines that hold one JSON value each. */
final class JsonLines {
    private JsonLines() {}

    /** What reads the value of a line. */
    interface Reading<T> {
        T read(JsonParser parser) throws IOException, MalformedRecordException;
    }

    /** @throws MalformedRecordException if the line is no JSON, or has more than one value; says where */
    static <T> T parse(JsonMapper mapper, byte[] bytes, int offset, int length, Reading<T> reading)
            throws MalformedRecordException {
        try (JsonParser parser = mapper.createParser(bytes, offset, length)) {
            T value = reading.read(parser);
            if (parser.nextToken() != null) {
                throw JsonObjects.malformed(
                        parser, "a line has one object, but there is more behind it: " + parser.getText());
            }
            return value;
        } catch (JsonProcessingException e) {
            JsonLocation location = e.getLocation();
            int column = location == null ? 1 : Math.max(location.getColumnNr(), 1);
            throw new MalformedRecordException(0, column, null, e.getOriginalMessage());
        } catch (IOException e) {
            throw new MalformedRecordException(0, 1, null, String.valueOf(e.getMessage()));
        }
    }

    /**
     * Begins to read a line that is to be an object.
     *
     * @param what is to be one, as in "a row"
     */
    static void requireObject(JsonParser parser, String what) throws IOException, MalformedRecordException {
        JsonToken first = parser.nextToken();
        if (first != JsonToken.START_OBJECT) {
            throw JsonObjects.malformed(
                    parser,
                    what + " is an object, but the line begins with " + (first == null ? "nothing" : parser.getText()));
        }
    }
}
