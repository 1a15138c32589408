/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.sql.files;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.millrace.connector.RecordEncoder;
import io.millrace.data.RowKind;
import io.millrace.sql.row.Row;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;

/** Writes changes as events. As in Flink an update is two of them, one of a row that goes and one of a row that comes. */
final class ChangeEventEncoder implements RecordEncoder<Row> {
    private final ChangeLanguage language;
    private final JsonMapper mapper;
    private final JsonRowEncoder rows;
    private final ByteArrayOutputStream line = new ByteArrayOutputStream();

    ChangeEventEncoder(ChangeLanguage language, JsonTableFormat format, List<Field> fields) {
        this.language = language;
        this.mapper = format.mapper();
        this.rows = new JsonRowEncoder(format, fields);
    }

    @Override
    public void encode(Row row, OutputStream output) throws IOException {
        line.reset();
        boolean comes = row.getKind() == RowKind.INSERT || row.getKind() == RowKind.UPDATE_AFTER;
        try (JsonGenerator generator = mapper.createGenerator(line)) {
            generator.writeStartObject();
            switch (language) {
                case DEBEZIUM -> writeDebezium(generator, row, comes);
                case CANAL -> {
                    generator.writeArrayFieldStart(language.currentField());
                    rows.writeObject(generator, row);
                    generator.writeEndArray();
                    generator.writeStringField(language.operationField(), comes ? "INSERT" : "DELETE");
                }
                case MAXWELL -> {
                    generator.writeFieldName(language.currentField());
                    rows.writeObject(generator, row);
                    generator.writeStringField(language.operationField(), comes ? "insert" : "delete");
                }
            }
            generator.writeEndObject();
        }
        line.write('\n');
        line.writeTo(output);
    }

    private void writeDebezium(JsonGenerator generator, Row row, boolean comes) throws IOException {
        generator.writeFieldName(language.formerField());
        writeIf(!comes, generator, row);
        generator.writeFieldName(language.currentField());
        writeIf(comes, generator, row);
        generator.writeStringField(language.operationField(), comes ? "c" : "d");
    }

    private void writeIf(boolean there, JsonGenerator generator, Row row) throws IOException {
        if (there) {
            rows.writeObject(generator, row);
        } else {
            generator.writeNull();
        }
    }
}
