/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.format.csv;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.dataformat.csv.CsvMapper;
import com.fasterxml.jackson.dataformat.csv.CsvParser;
import io.millrace.connector.MalformedRecordException;
import io.millrace.connector.RecordDecoder;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads the records of one CSV file. */
final class CsvDecoder<T> implements RecordDecoder<T> {
    private final CsvOptions<T> options;
    private final CsvMapper mapper;
    private final List<String> wanted;
    private List<String> columns;
    private ObjectReader reader;

    CsvDecoder(CsvOptions<T> options) {
        this.options = options;
        this.mapper = options.mapper();
        this.wanted = options.columnsToRead(mapper);
        this.columns = wanted;
        this.reader = reader(wanted);
    }

    private ObjectReader reader(List<String> names) {
        return mapper.readerFor(options.type()).with(options.schema(names));
    }

    @Override
    public void readHeader(byte[] bytes, int offset, int length) throws MalformedRecordException {
        String header = text(bytes, offset, length);
        List<String> names = new ArrayList<>();
        for (String name : headerFields(header)) {
            names.add(name.strip());
        }
        requireUnique(names);
        for (String name : wanted) {
            if (!names.contains(name)) {
                throw new MalformedRecordException(
                        0,
                        1,
                        name,
                        "the header has no such column, but " + options.type().getName() + " needs one; it has "
                                + names);
            }
        }
        columns = names;
        reader = reader(names);
    }

    private static String text(byte[] bytes, int offset, int length) throws MalformedRecordException {
        String text = new String(bytes, offset, length, StandardCharsets.UTF_8);
        int replaced = text.indexOf('\uFFFD');
        if (replaced >= 0) {
            try {
                // The replacement character may stand in the text by right; a strict decoder tells.
                StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes, offset, length));
            } catch (CharacterCodingException e) {
                throw new MalformedRecordException(
                        0, replaced + 1, null, "not UTF-8 text (" + e.getMessage() + "); convert the file to UTF-8");
            }
        }
        return text;
    }

    private String[] headerFields(String header) throws MalformedRecordException {
        try {
            return mapper.readerFor(String[].class)
                    .with(CsvParser.Feature.WRAP_AS_ARRAY)
                    .with(options.schema(List.of()))
                    .<String[]>readValues(header)
                    .next();
        } catch (IOException | RuntimeException e) {
            throw new MalformedRecordException(0, 1, null, "cannot read the header: " + e.getMessage());
        }
    }

    private static void requireUnique(List<String> names) throws MalformedRecordException {
        Set<String> seen = new LinkedHashSet<>();
        for (String name : names) {
            if (!seen.add(name)) {
                throw new MalformedRecordException(0, 1, name, "the header names this column twice: " + names);
            }
        }
    }

    @Override
    public T decode(byte[] bytes, int offset, int length) throws MalformedRecordException {
        String record = text(bytes, offset, length);
        try {
            return reader.readValue(record);
        } catch (JsonMappingException e) {
            throw malformed(record, fieldOf(e), e);
        } catch (JsonProcessingException e) {
            throw malformed(record, null, e);
        }
    }

    private @Nullable String fieldOf(JsonMappingException e) {
        for (JsonMappingException.Reference reference : e.getPath()) {
            if (reference.getFieldName() != null) {
                return reference.getFieldName();
            }
        }
        return null;
    }

    private MalformedRecordException malformed(String record, @Nullable String field, JsonProcessingException e) {
        int index = field == null ? -1 : columns.indexOf(field);
        if (index >= 0) {
            FieldPosition position = FieldPosition.find(record, index, CsvFormat.QUOTE, options.separator());
            return new MalformedRecordException(position.line(), position.column(), field, e.getOriginalMessage());
        }
        JsonLocation location = e.getLocation();
        int line = location == null ? 0 : Math.max(location.getLineNr() - 1, 0);
        int column = location == null ? 1 : Math.max(location.getColumnNr(), 1);
        return new MalformedRecordException(line, column, field, e.getOriginalMessage());
    }
}
