/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.sql.files;

import com.fasterxml.jackson.dataformat.csv.CsvFactory;
import com.fasterxml.jackson.dataformat.csv.CsvGenerator;
import com.fasterxml.jackson.dataformat.csv.CsvSchema;
import io.millrace.connector.RecordEncoder;
import io.millrace.sql.row.Row;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Writes rows as lines of CSV. */
final class CsvRowEncoder implements RecordEncoder<Row> {
    private final CsvTableFormat format;
    private final List<Field> fields;
    private final CsvFactory factory;
    private final CsvSchema schema;
    private final ByteArrayOutputStream line = new ByteArrayOutputStream();

    CsvRowEncoder(CsvTableFormat format, List<Field> fields) {
        this.format = format;
        this.fields = fields;
        this.factory = format.factory();
        this.schema = format.schema();
    }

    @Override
    public void writeHeader(OutputStream output) throws IOException {
        if (!format.hasHeader()) {
            return;
        }
        line.reset();
        try (CsvGenerator generator = factory.createGenerator(line)) {
            generator.setSchema(schema);
            generator.writeStartArray();
            for (Field field : fields) {
                generator.writeString(field.name());
            }
            generator.writeEndArray();
        }
        line.writeTo(output);
    }

    @Override
    public void encode(Row row, OutputStream output) throws IOException {
        line.reset();
        try (CsvGenerator generator = factory.createGenerator(line)) {
            generator.setSchema(schema);
            generator.writeStartArray();
            for (Field field : fields) {
                write(generator, row.getField(field.position()), field);
            }
            generator.writeEndArray();
        }
        if (line.size() == 1) {
            throw new IOException("The only column '" + fields.get(0).name()
                    + "' is empty, and readers skip a blank line. Give the table a 'csv.null-literal'.");
        }
        line.writeTo(output);
    }

    private void write(CsvGenerator generator, @Nullable Object value, Field field) throws IOException {
        Character quote = format.quote();
        if (value == null) {
            writeNull(generator, field, quote);
            return;
        }
        String text = FieldTexts.write(value, field.type(), TimestampFormat.SQL);
        if (text.equals(format.nullLiteral())) {
            throw new IOException("Column '" + field.name() + "' has the value '" + text
                    + "', which is the 'csv.null-literal' and would be read as null. Choose another one.");
        }
        if (quote == null) {
            requirePlain(text, field);
            generator.writeString(text);
        } else if (text.isEmpty()) {
            generator.writeRawValue(quote.toString() + quote);
        } else if (text.indexOf('\r') >= 0) { // which the generator does not know to need quotes
            generator.writeRawValue(quote + text.replace(quote.toString(), quote.toString() + quote) + quote);
        } else {
            generator.writeString(text);
        }
    }

    /** A blank line would not be a row, so that the only column of a table is empty in quotes. */
    private void writeNull(CsvGenerator generator, Field field, @Nullable Character quote) throws IOException {
        String literal = format.nullLiteral() == null ? "" : format.nullLiteral();
        if (literal.isEmpty()
                && quote != null
                && fields.size() == 1
                && field.type().kind() != FieldType.Kind.BYTES) {
            generator.writeRawValue(quote.toString() + quote);
        } else {
            generator.writeString(literal); // a null would be left out, as no object of an array
        }
    }

    private void requirePlain(String text, Field field) throws IOException {
        if (text.indexOf(format.delimiter()) >= 0 || text.indexOf('\n') >= 0 || text.indexOf('\r') >= 0) {
            throw new IOException("Column '" + field.name() + "' has the value '" + FieldTexts.shown(text)
                    + "', which cannot be written without quotes. Leave out 'csv.disable-quote-character'.");
        }
    }
}
