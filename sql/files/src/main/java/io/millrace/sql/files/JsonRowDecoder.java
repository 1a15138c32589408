/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.sql.files;

import com.fasterxml.jackson.databind.json.JsonMapper;
import io.millrace.connector.MalformedRecordException;
import io.millrace.connector.RecordDecoder;
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
        return JsonLines.parse(mapper, bytes, offset, length, parser -> {
            JsonLines.requireObject(parser, "a row");
            return objects.read(parser);
        });
    }
}
