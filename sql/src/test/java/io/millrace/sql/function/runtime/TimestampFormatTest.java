/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.sql.function.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TimestampFormatTest {
    private static final LocalDateTime NOON = LocalDateTime.of(2026, 11, 30, 12, 0);

    @ParameterizedTest
    @ValueSource(
            strings = {
                "yyyy-MM-dd",
                "HH:mm",
                "yyyy-MM-dd HH:mm",
                "hh a",
                "E 'at' HH",
                "HH:mm:ss",
                "SSS",
                "n",
                "N",
                "A",
                "D",
                "'day' dd"
            })
    void formatsEachTimestampAsItsFormatterDoes(String format) {
        TimestampFormat formatting = new TimestampFormat(format);
        DateTimeFormatter formatter = DateTimeFormatter.ofPattern(format, Locale.ROOT);
        Random random = new Random(7);
        LocalDateTime timestamp = NOON;
        for (int i = 0; i < 5_000; i++) {
            assertEquals(timestamp.format(formatter), formatting.format(timestamp));
            timestamp = timestamp.plusNanos((long) ((random.nextDouble() - 0.2) * 30_000_000_000L));
        }
    }

    @Test
    void givesTheTextOfADayAgain() {
        TimestampFormat formatting = new TimestampFormat("yyyy-MM-dd");

        assertSame(formatting.format(NOON), formatting.format(NOON.plusHours(3)));
    }

    @Test
    void tellsDaysBeforeTheEpochApart() {
        TimestampFormat formatting = new TimestampFormat("HH:mm");

        assertEquals("23:59", formatting.format(LocalDateTime.of(1969, 12, 31, 23, 59)));
        assertEquals("00:00", formatting.format(LocalDateTime.of(1970, 1, 1, 0, 0)));
    }
}
