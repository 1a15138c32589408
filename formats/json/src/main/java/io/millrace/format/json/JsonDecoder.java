/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.format.json;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.ObjectReader;
import io.millrace.connector.MalformedRecordException;
import io.millrace.connector.RecordDecoder;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.jspecify.annotations.Nullable;

/** Reads lines of JSON. */
final class JsonDecoder<T> implements RecordDecoder<T> {
    private final ObjectReader reader;

    JsonDecoder(ObjectReader reader) {
        this.reader = reader;
    }

    @Override
    public T decode(byte[] bytes, int offset, int length) throws MalformedRecordException {
        @Nullable T record;
        try {
            record = reader.readValue(bytes, offset, length);
        } catch (JsonMappingException e) {
            throw malformed(pathOf(e), e);
        } catch (JsonProcessingException e) {
            throw malformed(null, e);
        } catch (IOException e) {
            throw new UncheckedIOException("Reading from memory failed", e);
        }
        if (record == null) {
            throw new MalformedRecordException(0, 1, null, "the line is null; a stream has no nulls");
        }
        return record;
    }

    private static MalformedRecordException malformed(@Nullable String field, JsonProcessingException e) {
        JsonLocation location = e.getLocation();
        int column = location == null ? 1 : Math.max(location.getColumnNr(), 1);
        return new MalformedRecordException(0, column, field, e.getOriginalMessage());
    }

    /** Returns the path of the field, such as {@code legs[2].origin}. */
    private static @Nullable String pathOf(JsonMappingException e) {
        StringBuilder path = new StringBuilder();
        for (JsonMappingException.Reference reference : e.getPath()) {
            if (reference.getFieldName() == null) {
                path.append('[').append(reference.getIndex()).append(']');
            } else {
                path.append(path.isEmpty() ? "" : ".").append(reference.getFieldName());
            }
        }
        return path.isEmpty() ? null : path.toString();
    }
}
