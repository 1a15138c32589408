/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.examples.late;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.examples.Jobs;
import java.time.Instant;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class LateReadingsTest {
    private static final Instant MIDNIGHT = Instant.parse("2026-01-01T00:00:00Z");

    private static MeterReading reading(long wattHours, int minute) {
        return new MeterReading("north", "m", wattHours, MIDNIGHT.plusSeconds(60L * minute));
    }

    private static Consumption consumption(int hour, int version, long wattHours) {
        return new Consumption("north", MIDNIGHT.plusSeconds(3_600L * hour), version, wattHours);
    }

    @Test
    void aLateReadingCorrectsTheResultOfItsHour() throws Exception {
        List<MeterReading> readings = List.of(reading(1, 0), reading(2, 70), reading(4, 50), reading(8, 40));

        assertThat(Jobs.run(readings, 1, LateReadings::consumption))
                .containsExactly(
                        consumption(0, 1, 1), consumption(0, 2, 5), consumption(0, 3, 13), consumption(1, 1, 2));
    }

    @Test
    void aReadingThatIsTooLateGoesToItsOwnOutput() throws Exception {
        List<MeterReading> readings = List.of(reading(1, 0), reading(2, 246), reading(4, 30));

        assertThat(Jobs.run(readings, 1, LateReadings::consumption))
                .containsExactly(consumption(0, 1, 1), consumption(4, 1, 2));
        assertThat(Jobs.run(
                        readings, 1, stream -> LateReadings.consumption(stream).getSideOutput(LateReadings.TOO_LATE)))
                .containsExactly(readings.get(2));
    }

    @Test
    void theLastVersionsAndWhatCameTooLateAreAllReadings() throws Exception {
        List<MeterReading> readings =
                LongStream.range(0, 576).mapToObj(LateReadings::reading).toList();

        List<Consumption> results = Jobs.run(readings, 1, LateReadings::consumption);
        List<MeterReading> tooLate =
                Jobs.run(readings, 1, stream -> LateReadings.consumption(stream).getSideOutput(LateReadings.TOO_LATE));

        long last = results.stream()
                .filter(result -> results.stream()
                        .noneMatch(other -> other.district().equals(result.district())
                                && other.hour().equals(result.hour())
                                && other.version() > result.version()))
                .mapToLong(Consumption::wattHours)
                .sum();
        long late = tooLate.stream().mapToLong(MeterReading::wattHours).sum();
        assertThat(tooLate).isNotEmpty();
        assertThat(results).anyMatch(result -> result.version() > 1);
        assertThat(last + late)
                .isEqualTo(readings.stream().mapToLong(MeterReading::wattHours).sum());
    }
}
