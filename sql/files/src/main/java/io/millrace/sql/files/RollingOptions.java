/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.sql.files;

import io.millrace.connector.files.RollingPolicy;
import io.millrace.sql.configuration.Durations;
import io.millrace.sql.connector.TableOptions;
import io.millrace.sql.parser.SqlException;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** When files of a table end: at each checkpoint, unless an option gives them a size or an age. */
final class RollingOptions {
    private static final Pattern SIZE = Pattern.compile("(\\d+)\\s*([a-z]*)");
    private static final int BITS_PER_UNIT = 10;

    private RollingOptions() {}

    /** @throws SqlException if an option is wrong */
    static RollingPolicy of(TableOptions options) {
        Optional<Long> size =
                options.parsed("sink.rolling-policy.file-size", "a size above 0, as '128 mb'", text -> bytes(text));
        Optional<Duration> age = options.parsed(
                "sink.rolling-policy.rollover-interval", "a duration as '30 min', of 1 ms or more", text -> age(text));
        if (size.isEmpty() && age.isEmpty()) {
            return RollingPolicy.onEachCheckpoint();
        }
        RollingPolicy policy = RollingPolicy.onSize(size.orElse(Long.MAX_VALUE));
        return age.isPresent() ? policy.withMaxAge(age.get()) : policy;
    }

    private static Duration age(String text) {
        Duration age = Durations.parse(text);
        if (age.toMillis() < 1) {
            throw new IllegalArgumentException();
        }
        return age;
    }

    private static long bytes(String text) {
        Matcher size = SIZE.matcher(text.toLowerCase(Locale.ROOT));
        if (!size.matches()) {
            throw new IllegalArgumentException();
        }
        int units =
                switch (size.group(2)) {
                    case "", "b", "bytes" -> 0;
                    case "k", "kb", "kibibytes" -> 1;
                    case "m", "mb", "mebibytes" -> 2;
                    case "g", "gb", "gibibytes" -> 3;
                    case "t", "tb", "tebibytes" -> 4;
                    default -> throw new IllegalArgumentException();
                };
        long count = Long.parseLong(size.group(1));
        long bytes = count << (units * BITS_PER_UNIT);
        if (count < 1 || bytes >> (units * BITS_PER_UNIT) != count) {
            throw new IllegalArgumentException();
        }
        return bytes;
    }
}
