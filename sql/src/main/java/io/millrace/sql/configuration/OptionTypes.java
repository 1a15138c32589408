/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.sql.configuration;

import java.time.Duration;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The types of options. */
final class OptionTypes {

    static final OptionType<String> TEXT = of("a text", text -> text);
    static final OptionType<Integer> PARALLELISM = of("a number from 1 to 32768", text -> number(text, 1, 32_768));
    static final OptionType<Integer> BUCKETS = of("a number from 1 to 1048576", text -> number(text, 1, 1 << 20));
    static final OptionType<Integer> CAPACITY =
            of("a number of at least 1", text -> number(text, 1, Integer.MAX_VALUE));
    static final OptionType<Long> ROWS = of("a number of rows, such as 5000", OptionTypes::rows);
    static final OptionType<Boolean> BOOLEAN = of("true or false", OptionTypes::bool);
    static final OptionType<Duration> DURATION =
            of("a duration, such as '500 ms', '10 s', '5 min' or '1 d'", Durations::parse);
    static final OptionType<ZoneId> ZONE =
            of("a time zone, such as 'Europe/Berlin', 'UTC' or 'GMT+02:00'", text -> ZoneId.of(text.strip()));

    private OptionTypes() {}

    /** One of the constants of an enum, written in any case, with hyphens or underscores. */
    static <E extends Enum<E>> OptionType<E> choice(Class<E> choices) {
        String names = Arrays.stream(choices.getEnumConstants())
                .map(OptionTypes::written)
                .collect(Collectors.joining(", "));
        return of("one of " + names, text -> Arrays.stream(choices.getEnumConstants())
                .filter(choice -> written(choice)
                        .equals(text.strip().toLowerCase(Locale.ROOT).replace('_', '-')))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(text)));
    }

    private static String written(Enum<?> choice) {
        return choice.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private static int number(String text, int least, int most) {
        int number = Integer.parseInt(text.strip());
        if (number < least || number > most) {
            throw new IllegalArgumentException(text);
        }
        return number;
    }

    private static long rows(String text) {
        long rows = Long.parseLong(text.strip());
        if (rows < -1) {
            throw new IllegalArgumentException(text);
        }
        return rows;
    }

    private static boolean bool(String text) {
        return switch (text.strip().toLowerCase(Locale.ROOT)) {
            case "true" -> true;
            case "false" -> false;
            default -> throw new IllegalArgumentException(text);
        };
    }

    private static <T> OptionType<T> of(String allowed, Function<String, T> reader) {
        return new OptionType<>() {
            @Override
            public T read(String text) {
                return reader.apply(text);
            }

            @Override
            public String allowed() {
                return allowed;
            }
        };
    }
}
