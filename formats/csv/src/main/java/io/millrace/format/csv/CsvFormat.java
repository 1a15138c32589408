/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.format.csv;

import io.millrace.connector.Quoting;
import io.millrace.connector.RecordDecoder;
import io.millrace.connector.RecordEncoder;
import io.millrace.connector.TextFormat;
import java.util.Optional;

/**
 * CSV as in RFC 4180, to and from Java records (or beans). Columns are matched by name with the components: a column that
 * the type lacks is ignored, a component without a column is refused. An unquoted empty field is null and {@code ""} an empty
 * string, so that every value comes back as it was written. Dates and times are ISO 8601.
 *
 * <p>A format never changes; the methods return changed copies.
 */
public final class CsvFormat<T> implements TextFormat<T> {
    static final char QUOTE = '"';

    private final CsvOptions<T> options;

    private CsvFormat(CsvOptions<T> options) {
        this.options = options;
    }

    /** Returns a format with commas, a header, and columns named like the components. */
    public static <T> CsvFormat<T> of(Class<T> type) {
        return new CsvFormat<>(new CsvOptions<>(type, ',', true, false, ""));
    }

    /** @param separator the ASCII character between fields, such as ';' or a tab */
    public CsvFormat<T> withSeparator(char separator) {
        new Quoting(QUOTE, separator);
        return new CsvFormat<>(options.withSeparator(separator));
    }

    /** Files have no header: the columns stand in the order of the components. */
    public CsvFormat<T> withoutHeader() {
        return new CsvFormat<>(options.withHeader(false));
    }

    /** Component {@code avgDelay} is column {@code avg_delay}. */
    public CsvFormat<T> withSnakeCaseNames() {
        return new CsvFormat<>(options.withSnakeCase(true));
    }

    /**
     * A field with this text, quoted or not, is null, and null is written so; an empty field is then an empty string. A string
     * equal to the literal cannot be told from null, so that writing one is refused.
     *
     * @param literal such as {@code NULL} or {@code NA}
     */
    public CsvFormat<T> withNullLiteral(String literal) {
        return new CsvFormat<>(options.withNullLiteral(literal));
    }

    @Override
    public Optional<Quoting> quoting() {
        return Optional.of(new Quoting(QUOTE, options.separator()));
    }

    @Override
    public boolean hasHeader() {
        return options.header();
    }

    @Override
    public String fileSuffix() {
        return ".csv";
    }

    @Override
    public RecordDecoder<T> createDecoder() {
        return new CsvDecoder<>(options);
    }

    @Override
    public RecordEncoder<T> createEncoder() {
        return new CsvEncoder<>(options);
    }
}
