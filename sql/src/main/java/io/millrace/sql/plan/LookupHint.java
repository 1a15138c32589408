/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.sql.plan;

import io.millrace.sql.configuration.Durations;
import io.millrace.sql.configuration.LookupOutputMode;
import io.millrace.sql.parser.Proposals;
import io.millrace.sql.parser.SqlException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.apache.calcite.sql.parser.SqlParserPos;
import org.jspecify.annotations.Nullable;

/**
 * What the hint LOOKUP says of the lookups of a table, by the names of Flink's; empty where it leaves something to the session.
 *
 * @param async whether they are to be asynchronous, if the table can be asked so
 * @param capacity how many are under way at once
 * @param timeout of one, with all its attempts
 * @param retry of one that finds nothing; null if it is not made again
 */
public record LookupHint(
        Optional<Boolean> async,
        Optional<LookupOutputMode> outputMode,
        Optional<Integer> capacity,
        Optional<Duration> timeout,
        @Nullable Retry retry) {
    static final LookupHint NONE =
            new LookupHint(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), null);

    private static final String TABLE = "table";
    private static final String ASYNC = "async";
    private static final String OUTPUT_MODE = "output-mode";
    private static final String CAPACITY = "capacity";
    private static final String TIMEOUT = "timeout";
    private static final String RETRY_PREDICATE = "retry-predicate";
    private static final String RETRY_STRATEGY = "retry-strategy";
    private static final String FIXED_DELAY = "fixed-delay";
    private static final String MAX_ATTEMPTS = "max-attempts";
    private static final List<String> RETRY = List.of(RETRY_PREDICATE, RETRY_STRATEGY, FIXED_DELAY, MAX_ATTEMPTS);
    private static final List<String> KNOWN = List.of(
            ASYNC,
            CAPACITY,
            FIXED_DELAY,
            MAX_ATTEMPTS,
            OUTPUT_MODE,
            RETRY_PREDICATE,
            RETRY_STRATEGY,
            "shuffle",
            TABLE,
            TIMEOUT);

    /**
     * How a row looks again that found nothing.
     *
     * @param delay before each attempt after the first
     * @param maxAttempts after the first
     */
    public record Retry(Duration delay, int maxAttempts) {}

    /**
     * Returns which table it is for.
     *
     * @throws SqlException if it does not say so, or another option is wrong
     */
    static String tableOf(Map<String, String> options, SqlParserPos position) {
        String table = options.get(TABLE);
        if (table == null) {
            throw SqlException.at(
                    position, "The hint LOOKUP does not say which table it is for: LOOKUP('table' = '...', ...).");
        }
        of(options, position);
        return table;
    }

    /** @throws SqlException if there is no such option, a value is none of its option's, or options for retries are missing */
    static LookupHint of(Map<String, String> options, SqlParserPos position) {
        for (String key : options.keySet()) {
            if (!KNOWN.contains(key)) {
                throw SqlException.at(
                        position,
                        "The hint LOOKUP knows no '" + key + "'." + Proposals.sentence(key, KNOWN) + " It knows "
                                + String.join(", ", KNOWN) + ".");
            }
        }
        Reader reader = new Reader(options, position);
        return new LookupHint(
                reader.flag(ASYNC),
                reader.outputMode(),
                reader.number(CAPACITY),
                reader.duration(TIMEOUT),
                reader.retry());
    }

    /** Reads values, and says of which option one is wrong. */
    private record Reader(Map<String, String> options, SqlParserPos position) {
        Optional<Boolean> flag(String key) {
            return text(key).map(text -> switch (text) {
                case "true" -> true;
                case "false" -> false;
                default -> throw wrong(key, "'true' or 'false'");
            });
        }

        Optional<LookupOutputMode> outputMode() {
            return text(OUTPUT_MODE).map(text -> switch (text) {
                case "ordered" -> LookupOutputMode.ORDERED;
                case "allow_unordered" -> LookupOutputMode.ALLOW_UNORDERED;
                default -> throw wrong(OUTPUT_MODE, "'ordered' or 'allow_unordered'");
            });
        }

        Optional<Integer> number(String key) {
            return text(key).map(text -> {
                try {
                    int number = Integer.parseInt(text);
                    if (number >= 1) {
                        return number;
                    }
                } catch (NumberFormatException notOne) {
                    // said below
                }
                throw wrong(key, "a number of at least 1");
            });
        }

        Optional<Duration> duration(String key) {
            return text(key).map(text -> {
                try {
                    Duration duration = Durations.parse(text);
                    if (duration.toMillis() > 0) {
                        return duration;
                    }
                } catch (IllegalArgumentException notOne) {
                    // said below
                }
                throw wrong(key, "a duration of at least a millisecond, such as '10 s'");
            });
        }

        @Nullable
        Retry retry() {
            if (RETRY.stream().noneMatch(options::containsKey)) {
                return null;
            }
            for (String key : RETRY) {
                if (!options.containsKey(key)) {
                    throw SqlException.at(
                            position,
                            "A hint LOOKUP that has a row look again says how: '" + key + "' is missing. It needs "
                                    + String.join(", ", RETRY) + ".");
                }
            }
            only(RETRY_PREDICATE, "lookup_miss");
            only(RETRY_STRATEGY, "fixed_delay");
            return new Retry(
                    duration(FIXED_DELAY).orElseThrow(), number(MAX_ATTEMPTS).orElseThrow());
        }

        private void only(String key, String value) {
            if (!text(key).orElse("").equals(value)) {
                throw wrong(key, "'" + value + "'");
            }
        }

        private Optional<String> text(String key) {
            return Optional.ofNullable(options.get(key))
                    .map(text -> text.strip().toLowerCase(Locale.ROOT));
        }

        private SqlException wrong(String key, String allowed) {
            return SqlException.at(
                    position, "'" + key + "' of a hint LOOKUP is " + allowed + ", and not '" + options.get(key) + "'.");
        }
    }
}
