/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.examples.flights;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;

class WorstOfDayTest {
    private static final LocalDate DAY = LocalDate.of(2001, 1, 1);

    @Test
    void ranksByTheExactAverageWhereTheRoundedOnesAreEqual() {
        OriginDay lower = new OriginDay(DAY, "AAA", 1000, 20_001, 50);
        OriginDay higher = new OriginDay(DAY, "ZZZ", 1000, 20_002, 50);

        List<WorstAirport> ranked = WorstOfDay.NONE.plus(lower).plus(higher).ranked();

        assertThat(ranked).extracting(WorstAirport::origin).containsExactly("ZZZ", "AAA");
        assertThat(ranked).extracting(row -> row.avgDelay().toString()).containsExactly("20.00", "20.00");
    }

    @Test
    void breaksTiesByOriginAndKeepsFive() {
        WorstOfDay worst = WorstOfDay.NONE;
        for (String origin : List.of("FFF", "BBB", "EEE", "AAA", "DDD", "CCC")) {
            worst = worst.plus(new OriginDay(DAY, origin, 6, 60, 20));
        }
        worst = worst.plus(new OriginDay(DAY, "GGG", 12, -120, 20));

        assertThat(worst.ranked()).extracting(WorstAirport::origin).containsExactly("AAA", "BBB", "CCC", "DDD", "EEE");
        assertThat(worst.ranked()).extracting(WorstAirport::rank).containsExactly(1, 2, 3, 4, 5);
    }

    @Test
    void mergesWhatTwoPartsOfTheDayKept() {
        WorstOfDay left = WorstOfDay.NONE.plus(new OriginDay(DAY, "AAA", 5, 10, 5));
        WorstOfDay right = WorstOfDay.NONE.plus(new OriginDay(DAY, "BBB", 5, 11, 5));

        assertThat(new WorstAggregate().merge(left, right).ranked())
                .extracting(WorstAirport::origin)
                .containsExactly("BBB", "AAA");
    }

    @Test
    void averagesRoundHalfUpAwayFromZero() {
        assertThat(Delays.average(1, 8)).hasToString("0.13");
        assertThat(Delays.average(-1, 8)).hasToString("-0.13");
        assertThat(Delays.average(2, 3)).hasToString("0.67");
        assertThat(Delays.average(0, 3)).hasToString("0.00");
    }
}
