/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.sql.files;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.dataformat.csv.CsvFactory;
import com.fasterxml.jackson.dataformat.csv.CsvParser;
import com.fasterxml.jackson.dataformat.csv.CsvSchema;
import io.millrace.connector.MalformedRecordException;
import io.millrace.connector.RecordDecoder;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads lines of CSV. */
final class CsvRowDecoder implements RecordDecoder<@Nullable Object[]> {
    private final @Nullable String nullLiteral;
    private final List<Field> fields;
    private final CsvFactory factory;
    private final CsvSchema schema;

    CsvRowDecoder(CsvTableFormat format, List<Field> fields) {
        this.nullLiteral = format.nullLiteral();
        this.fields = fields;
        this.factory = format.factory();
        this.schema = format.schema();
    }

    @Override
    public @Nullable Object[] decode(byte[] bytes, int offset, int length) throws MalformedRecordException {
        try (CsvParser parser = factory.createParser(bytes, offset, length)) {
            parser.setSchema(schema);
            return row(parser);
        } catch (JsonProcessingException e) {
            JsonLocation location = e.getLocation();
            throw location == null
                    ? new MalformedRecordException(0, 1, null, e.getOriginalMessage())
                    : malformed(location, null, e.getOriginalMessage());
        } catch (IOException e) {
            throw new MalformedRecordException(0, 1, null, String.valueOf(e.getMessage()));
        }
    }

    private @Nullable Object[] row(CsvParser parser) throws IOException, MalformedRecordException {
        @Nullable Object[] row = new @Nullable Object[fields.size()];
        int count = 0;
        parser.nextToken(); // the beginning of the line
        for (JsonToken token = parser.nextToken(); token != null && token.isScalarValue(); token = parser.nextToken()) {
            if (count < row.length) {
                row[count] = value(parser, token, fields.get(count));
            }
            count++;
        }
        if (count != row.length) {
            throw new MalformedRecordException(
                    0, 1, null, "the line has " + columns(count) + ", but the table has " + columns(row.length));
        }
        if (parser.nextToken() != null) {
            throw malformed(
                    parser.currentTokenLocation(),
                    null,
                    "a carriage return ends the line in a field that is not quoted");
        }
        return row;
    }

    private static String columns(int count) {
        return count == 1 ? "1 column" : count + " columns";
    }

    private @Nullable Object value(CsvParser parser, JsonToken token, Field field)
            throws IOException, MalformedRecordException {
        FieldType type = field.type();
        String text = token == JsonToken.VALUE_NULL ? "" : parser.getText();
        if (text.equals(nullLiteral) || (text.isEmpty() && emptyIsNull(token, type))) {
            if (!type.nullable()) {
                throw malformed(
                        parser.currentTokenLocation(), field, "null in a column of type " + type.text() + " NOT NULL");
            }
            return null;
        }
        try {
            return FieldTexts.read(text, type, TimestampFormat.SQL);
        } catch (IllegalArgumentException wrong) {
            throw malformed(parser.currentTokenLocation(), field, String.valueOf(wrong.getMessage()));
        }
    }

    /** Of strings an empty one is a value like any other; of bytes where it is quoted. */
    private static boolean emptyIsNull(JsonToken token, FieldType type) {
        return switch (type.kind()) {
            case STRING -> false;
            case BYTES -> token == JsonToken.VALUE_NULL;
            default -> true;
        };
    }

    private static MalformedRecordException malformed(JsonLocation location, @Nullable Field field, String reason) {
        return new MalformedRecordException(
                Math.max(location.getLineNr() - 1, 0),
                Math.max(location.getColumnNr(), 1),
                field == null ? null : field.name(),
                reason);
    }
}
