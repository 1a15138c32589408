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
import io.millrace.sql.parser.Proposals;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Reads lines of CSV. */
final class CsvRowDecoder implements RecordDecoder<@Nullable Object[]> {
    private final @Nullable String nullLiteral;
    private final boolean hasHeader;
    private final List<Field> fields;
    private final CsvFactory factory;
    private final CsvSchema schema;
    private int[] fieldOf; // by place in a line; -1 for what the table has not

    CsvRowDecoder(CsvTableFormat format, List<Field> fields) {
        this.nullLiteral = format.nullLiteral();
        this.hasHeader = format.hasHeader();
        this.fields = fields;
        this.factory = format.factory();
        this.schema = format.schema();
        this.fieldOf = IntStream.range(0, fields.size()).toArray();
    }

    @Override
    public void readHeader(byte[] bytes, int offset, int length) throws MalformedRecordException {
        List<String> names = names(bytes, offset, length);
        for (Field field : fields) {
            if (!names.contains(field.name())) {
                throw new MalformedRecordException(
                        0,
                        1,
                        field.name(),
                        "the header has no such column." + Proposals.sentence(field.name(), names) + " It has "
                                + String.join(", ", names));
            }
        }
        List<String> wanted = fields.stream().map(Field::name).toList();
        fieldOf = names.stream().mapToInt(wanted::indexOf).toArray();
    }

    private List<String> names(byte[] bytes, int offset, int length) throws MalformedRecordException {
        List<String> names = new ArrayList<>();
        try (CsvParser parser = factory.createParser(bytes, offset, length)) {
            parser.setSchema(schema);
            parser.nextToken(); // the beginning of the line
            for (JsonToken token = parser.nextToken();
                    token != null && token.isScalarValue();
                    token = parser.nextToken()) {
                String name = parser.getText().strip();
                if (names.contains(name)) {
                    throw new MalformedRecordException(0, 1, name, "the header names this column twice: " + names);
                }
                names.add(name);
            }
        } catch (IOException e) {
            throw new MalformedRecordException(0, 1, null, "cannot read the header: " + e.getMessage());
        }
        return names;
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
            int field = count < fieldOf.length ? fieldOf[count] : -1;
            if (field >= 0) {
                row[field] = value(parser, token, fields.get(field));
            }
            count++;
        }
        if (count != fieldOf.length) {
            throw new MalformedRecordException(
                    0,
                    1,
                    null,
                    "the line has " + columns(count) + ", but the " + (hasHeader ? "header" : "table") + " has "
                            + columns(fieldOf.length));
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
