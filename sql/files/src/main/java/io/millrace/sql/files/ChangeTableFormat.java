/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.sql.files;

import io.millrace.connector.Quoting;
import io.millrace.connector.RecordDecoder;
import io.millrace.connector.RecordEncoder;
import io.millrace.sql.connector.RecordReader;
import io.millrace.sql.row.Row;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Changes of rows of a database, an event a line.
 *
 * @param rows how a row stands in an event
 * @param schemaIncluded whether the event stands in the field {@code payload}, beside its schema
 * @param databases what the name of a database matches whose events are read; null for all
 * @param tables what the name of a table matches; null for all
 */
record ChangeTableFormat(
        ChangeLanguage language,
        JsonTableFormat rows,
        boolean schemaIncluded,
        @Nullable Pattern databases,
        @Nullable Pattern tables)
        implements TableFormat {
    /** The schema of an event's fields, as text. */
    static final String SCHEMA = "schema";

    @Override
    public Optional<Quoting> quoting() {
        return rows.quoting();
    }

    @Override
    public String fileSuffix() {
        return rows.fileSuffix();
    }

    @Override
    public boolean supports(FieldType type) {
        return rows.supports(type);
    }

    @Override
    public boolean holdsChanges() {
        return true;
    }

    @Override
    public Map<String, FieldType.Kind> metadata() {
        Map<String, FieldType.Kind> metadata = new TreeMap<>();
        language.facts().forEach((name, fact) -> metadata.put(name, fact.kind()));
        if (language == ChangeLanguage.DEBEZIUM) {
            metadata.put(SCHEMA, FieldType.Kind.STRING);
        }
        return metadata;
    }

    @Override
    public RecordDecoder<List<RowChange>> decoder(List<Field> fields) {
        return new ChangeEventDecoder(this, fields);
    }

    @Override
    public RecordReader reader(List<Field> columns) {
        return new ChangesReader(columns);
    }

    @Override
    public RecordEncoder<Row> encoder(List<Field> fields) {
        return new ChangeEventEncoder(language, rows, fields);
    }
}
