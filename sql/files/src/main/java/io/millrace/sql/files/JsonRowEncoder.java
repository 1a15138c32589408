/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.sql.files;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.millrace.connector.RecordEncoder;
import io.millrace.sql.row.Row;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Writes rows as lines of JSON. */
final class JsonRowEncoder implements RecordEncoder<Row> {
    private final List<Field> fields;
    private final TimestampFormat timestamps;
    private final JsonMapper mapper;
    private final ByteArrayOutputStream line = new ByteArrayOutputStream();

    JsonRowEncoder(JsonTableFormat format, List<Field> fields) {
        this.fields = fields;
        this.timestamps = format.timestamps();
        this.mapper = format.mapper();
    }

    @Override
    public void encode(Row row, OutputStream output) throws IOException {
        line.reset();
        try (JsonGenerator generator = mapper.createGenerator(line)) {
            writeObject(generator, row);
        }
        line.write('\n');
        line.writeTo(output);
    }

    /** Writes the fields of a row as an object. */
    void writeObject(JsonGenerator generator, Row row) throws IOException {
        generator.writeStartObject();
        for (Field field : fields) {
            generator.writeFieldName(field.name());
            write(generator, row.getField(field.position()), field.type());
        }
        generator.writeEndObject();
    }

    private void write(JsonGenerator generator, @Nullable Object value, FieldType type) throws IOException {
        if (value == null) {
            generator.writeNull();
            return;
        }
        switch (type.kind()) {
            case BOOLEAN -> generator.writeBoolean((Boolean) value);
            case TINYINT, SMALLINT, INT -> generator.writeNumber(((Number) value).intValue());
            case BIGINT -> generator.writeNumber((Long) value);
            case FLOAT -> generator.writeNumber((Float) value);
            case DOUBLE -> generator.writeNumber((Double) value);
            case DECIMAL -> generator.writeNumber((BigDecimal) value);
            case ARRAY -> writeArray(generator, (List<?>) value, type.children().get(0));
            case MAP -> writeMap(generator, (Map<?, ?>) value, type.children().get(1));
            case ROW -> writeRow(generator, (List<?>) value, type);
            default -> generator.writeString(FieldTexts.write(value, type, timestamps));
        }
    }

    private void writeArray(JsonGenerator generator, List<?> elements, FieldType type) throws IOException {
        generator.writeStartArray();
        for (Object element : elements) {
            write(generator, element, type);
        }
        generator.writeEndArray();
    }

    private void writeMap(JsonGenerator generator, Map<?, ?> entries, FieldType type) throws IOException {
        generator.writeStartObject();
        for (Map.Entry<?, ?> entry : entries.entrySet()) {
            if (entry.getKey() == null) {
                throw new IOException("JSON has no key that is null, but a map has: " + Row.text(entries));
            }
            generator.writeFieldName((String) entry.getKey());
            write(generator, entry.getValue(), type);
        }
        generator.writeEndObject();
    }

    private void writeRow(JsonGenerator generator, List<?> values, FieldType type) throws IOException {
        generator.writeStartObject();
        for (int position = 0; position < values.size(); position++) {
            generator.writeFieldName(type.names().get(position));
            write(generator, values.get(position), type.children().get(position));
        }
        generator.writeEndObject();
    }
}
