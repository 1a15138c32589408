/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.sql.files;

import io.millrace.sql.connector.TableOptions;
import io.millrace.sql.parser.Proposals;
import io.millrace.sql.parser.SqlException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The formats by their names in {@code 'format' = '...'}, with their options. */
final class Formats {
    static final String FORMAT = "format";

    private static final String CSV = "csv";
    private static final String JSON = "json";
    private static final List<String> ALL = List.of(CSV, JSON);
    private static final int ASCII = 128;

    private Formats() {}

    /**
     * A format, and what becomes of rows that it cannot read.
     *
     * @param ignoreParseErrorsKey the option that says so
     */
    record Chosen(TableFormat format, boolean ignoresParseErrors, String ignoreParseErrorsKey) {}

    /** @throws SqlException if there is no such format, or an option is wrong */
    static Chosen of(TableOptions options) {
        String name = options.requiredText(FORMAT);
        TableFormat format =
                switch (name) {
                    case CSV -> csv(options);
                    case JSON -> json(options);
                    default ->
                        throw options.wrong("has the format '" + name + "', which is not known."
                                + Proposals.sentence(name, ALL) + " There are " + String.join(", ", ALL) + ".");
                };
        String ignore = name + ".ignore-parse-errors";
        return new Chosen(format, options.flag(ignore, false), ignore);
    }

    private static CsvTableFormat csv(TableOptions options) {
        char delimiter = character(options, "csv.field-delimiter", ',');
        boolean quotes = !options.flag("csv.disable-quote-character", false);
        char given = character(options, "csv.quote-character", '"');
        if (!quotes && options.text("csv.quote-character").isPresent()) {
            throw options.wrong("has both 'csv.quote-character' and 'csv.disable-quote-character' = 'true'. Give one.");
        }
        @Nullable Character quote = quotes ? given : null;
        if (quotes && given == delimiter) {
            throw options.wrong("has the same 'csv.quote-character' and 'csv.field-delimiter', which must be two.");
        }
        return new CsvTableFormat(
                delimiter, quote, options.text("csv.null-literal").orElse(null), options.flag("csv.header", false));
    }

    private static char character(TableOptions options, String key, char otherwise) {
        String given = options.text(key).orElse(null);
        if (given == null) {
            return otherwise;
        }
        String text = given.equals("\\t") ? "\t" : given;
        boolean single =
                text.length() == 1 && text.charAt(0) < ASCII && text.charAt(0) != '\n' && text.charAt(0) != '\r';
        if (!single) {
            throw options.wrong("has the option '" + key + "' = '" + given
                    + "', which must be one ASCII character, or \\t for a tab.");
        }
        return text.charAt(0);
    }

    private static JsonTableFormat json(TableOptions options) {
        return new JsonTableFormat(
                options.flag("json.fail-on-missing-field", false),
                options.choice("json.timestamp-format.standard", TimestampFormat.SQL),
                options.flag("json.encode.decimal-as-plain-number", false));
    }
}
