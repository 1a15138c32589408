/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.sql.files;

import com.fasterxml.jackson.dataformat.csv.CsvFactory;
import com.fasterxml.jackson.dataformat.csv.CsvGenerator;
import com.fasterxml.jackson.dataformat.csv.CsvParser;
import com.fasterxml.jackson.dataformat.csv.CsvSchema;
import io.millrace.connector.Quoting;
import io.millrace.connector.RecordDecoder;
import io.millrace.connector.RecordEncoder;
import io.millrace.sql.row.Row;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * CSV. Without a header, as Flink has it, columns are told by their places, and with one by their names.
 *
 * @param quote null where nothing is quoted
 * @param nullLiteral what stands for null, quoted or not; null where nothing but an empty field does
 * @param hasHeader whether the first line of a file names its columns
 */
record CsvTableFormat(
        char delimiter, @Nullable Character quote, @Nullable String nullLiteral, boolean hasHeader)
        implements TableFormat {
    @Override
    public Optional<Quoting> quoting() {
        return quote == null ? Optional.empty() : Optional.of(new Quoting(quote, delimiter));
    }

    @Override
    public String fileSuffix() {
        return ".csv";
    }

    @Override
    public boolean supports(FieldType type) {
        return !type.kind().isNested();
    }

    @Override
    public RecordDecoder<@Nullable Object[]> decoder(List<Field> fields) {
        return new CsvRowDecoder(this, fields);
    }

    @Override
    public RecordEncoder<Row> encoder(List<Field> fields) {
        return new CsvRowEncoder(this, fields);
    }

    CsvFactory factory() {
        return CsvFactory.builder()
                .enable(CsvParser.Feature.EMPTY_UNQUOTED_STRING_AS_NULL)
                .enable(CsvGenerator.Feature.STRICT_CHECK_FOR_QUOTING)
                .build();
    }

    CsvSchema schema() {
        CsvSchema schema =
                CsvSchema.emptySchema().withColumnSeparator(delimiter).withLineSeparator("\n");
        return quote == null ? schema.withoutQuoteChar() : schema.withQuoteChar(quote);
    }
}
