/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.sql.files;

import io.millrace.sql.connector.TableOptions;
import io.millrace.sql.parser.Proposals;
import io.millrace.sql.parser.SqlException;
import java.io.Serializable;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The formats by their names in {@code 'format' = '...'}, with their options. */
final class Formats {
    static final String FORMAT = "format";

    private static final String CSV = "csv";
    private static final String JSON = "json";
    private static final String RAW = "raw";
    private static final List<String> ALL = List.of(
            CSV,
            JSON,
            RAW,
            ChangeLanguage.CANAL.formatName(),
            ChangeLanguage.DEBEZIUM.formatName(),
            ChangeLanguage.MAXWELL.formatName());
    private static final int ASCII = 128;

    private Formats() {}

    /**
     * A format, and what becomes of rows that it cannot read.
     *
     * @param ignoreParseErrorsKey the option that says so
     */
    record Chosen(TableFormat format, boolean ignoresParseErrors, String ignoreParseErrorsKey)
            implements Serializable {}

    /** @throws SqlException if there is no such format, or an option is wrong */
    static Chosen of(TableOptions options) {
        String name = options.requiredText(FORMAT);
        TableFormat format =
                switch (name) {
                    case CSV -> csv(options);
                    case JSON -> json(options);
                    case RAW -> new RawTableFormat();
                    case "canal-json" -> changes(options, ChangeLanguage.CANAL);
                    case "debezium-json" -> changes(options, ChangeLanguage.DEBEZIUM);
                    case "maxwell-json" -> changes(options, ChangeLanguage.MAXWELL);
                    default ->
                        throw options.wrong("has the format '" + name + "', which is not known."
                                + Proposals.sentence(name, ALL) + " There are " + String.join(", ", ALL) + ".");
                };
        String ignore = name + ".ignore-parse-errors";
        return new Chosen(format, !name.equals(RAW) && options.flag(ignore, false), ignore);
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
        return json(options, JSON, options.flag("json.fail-on-missing-field", false));
    }

    private static JsonTableFormat json(TableOptions options, String name, boolean failsOnMissingField) {
        return new JsonTableFormat(
                failsOnMissingField,
                options.choice(name + ".timestamp-format.standard", TimestampFormat.SQL),
                options.flag(name + ".encode.decimal-as-plain-number", false));
    }

    private static ChangeTableFormat changes(TableOptions options, ChangeLanguage language) {
        JsonTableFormat rows = json(options, language.formatName(), false);
        return switch (language) {
            case DEBEZIUM ->
                new ChangeTableFormat(language, rows, options.flag("debezium-json.schema-include", false), null, null);
            case CANAL ->
                new ChangeTableFormat(
                        language,
                        rows,
                        false,
                        pattern(options, "canal-json.database.include"),
                        pattern(options, "canal-json.table.include"));
            case MAXWELL -> new ChangeTableFormat(language, rows, false, null, null);
        };
    }

    private static @Nullable Pattern pattern(TableOptions options, String key) {
        return options.parsed(key, "a regular expression", Pattern::compile).orElse(null);
    }
}
