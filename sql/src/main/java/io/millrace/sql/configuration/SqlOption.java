/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.sql.configuration;

import io.millrace.sql.parser.SqlException;
import java.time.DateTimeException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Something that SET sets.
 *
 * @param <T> its values
 */
public final class SqlOption<T> {

    private final String key;
    private final OptionType<T> type;
    private final @Nullable String defaultText;
    private final String description;

    SqlOption(String key, OptionType<T> type, @Nullable String defaultText, String description) {
        this.key = key;
        this.type = type;
        this.defaultText = defaultText;
        this.description = description;
    }

    /** Returns the key. */
    public String key() {
        return key;
    }

    /** Returns in a sentence what it is for. */
    public String description() {
        return description;
    }

    /** Returns the value where none is set, as it would be written. */
    public Optional<String> defaultText() {
        return Optional.ofNullable(defaultText);
    }

    /**
     * Reads a value.
     *
     * @throws SqlException if it is none
     */
    T read(String text) {
        try {
            return type.read(text);
        } catch (IllegalArgumentException | DateTimeException e) {
            throw SqlException.of("'" + text + "' is no value for '" + key + "'. It must be " + type.allowed() + ".");
        }
    }
}
