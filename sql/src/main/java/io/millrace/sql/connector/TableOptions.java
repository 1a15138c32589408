/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.sql.connector;

import io.millrace.sql.parser.Proposals;
import io.millrace.sql.parser.SqlException;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The options of a table, as {@code WITH (...)} gives them. What a connector asks for is what it knows; what nobody has asked
 * for in the end is refused, with the nearest name that is known.
 */
public final class TableOptions {
    /** The option that names the connector. */
    public static final String CONNECTOR = "connector";

    private final String table;
    private final Map<String, String> given;
    private final Set<String> known = new TreeSet<>(Set.of(CONNECTOR));

    /** @param table for messages */
    public TableOptions(String table, Map<String, String> given) {
        this.table = table;
        this.given = new TreeMap<>(given);
    }

    public Optional<String> text(String key) {
        known.add(key);
        return Optional.ofNullable(given.get(key));
    }

    public String text(String key, String otherwise) {
        return text(key).orElse(otherwise);
    }

    /** @throws SqlException if it is missing */
    public String requiredText(String key) {
        return text(key).orElseThrow(() -> wrong("needs the option '" + key + "'."));
    }

    public Optional<Long> wholeNumber(String key) {
        return parsed(key, "a whole number", Long::valueOf);
    }

    public Optional<Double> number(String key) {
        return parsed(key, "a number", Double::valueOf);
    }

    public boolean flag(String key, boolean otherwise) {
        return parsed(key, "true or false", text -> switch (text.toLowerCase(Locale.ROOT)) {
                    case "true" -> true;
                    case "false" -> false;
                    default -> throw new IllegalArgumentException();
                })
                .orElse(otherwise);
    }

    /** Returns one of the values of an enum, whose names are written in small letters and with hyphens. */
    public <E extends Enum<E>> E choice(String key, E otherwise) {
        E[] all = otherwise.getDeclaringClass().getEnumConstants();
        return parsed(
                        key,
                        "one of "
                                + Arrays.stream(all).map(TableOptions::written).toList(),
                        text -> Arrays.stream(all)
                                .filter(each -> written(each).equals(text.toLowerCase(Locale.ROOT)))
                                .findFirst()
                                .orElseThrow(IllegalArgumentException::new))
                .orElse(otherwise);
    }

    private static String written(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /**
     * @param what is expected, as in "a whole number"
     * @param parse throws an {@link IllegalArgumentException} for what is wrong
     */
    public <T> Optional<T> parsed(String key, String what, Function<String, T> parse) {
        @Nullable String text = text(key).orElse(null);
        if (text == null) {
            return Optional.empty();
        }
        try {
            return Optional.of(parse.apply(text.strip()));
        } catch (IllegalArgumentException wrong) {
            throw wrong("has the option '" + key + "' = '" + text + "', which must be " + what + ".");
        }
    }

    /** Returns an error that names the table. */
    public SqlException wrong(String what) {
        return SqlException.of("Table " + table + " " + what);
    }

    /** @throws SqlException if an option was given that nobody has asked for */
    public void requireAllKnown() {
        for (String key : given.keySet()) {
            if (!known.contains(key)) {
                throw wrong("has the option '" + key + "', which its connector '" + given.get(CONNECTOR)
                        + "' does not know." + Proposals.sentence(key, known) + " It knows " + String.join(", ", known)
                        + ".");
            }
        }
    }
}
