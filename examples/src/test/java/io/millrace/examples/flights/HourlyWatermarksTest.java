/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.examples.flights;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.data.Watermark;
import io.millrace.time.WatermarkOutput;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class HourlyWatermarksTest {
    private final List<Instant> watermarks = new ArrayList<>();

    @Test
    void closesTheHourWithTheFirstFlightThatIsTheOutOfOrdernessPastIt() {
        HourlyWatermarks generator = new HourlyWatermarks(Duration.ofMinutes(15));

        see(generator, "2001/01/01 23:50", "2001/01/02 00:14");
        assertThat(watermarks).containsExactly(justBefore("2001-01-01T23:00:00Z"));

        see(generator, "2001/01/02 00:15");
        assertThat(watermarks).endsWith(justBefore("2001-01-02T00:00:00Z"));
    }

    @Test
    void saysNothingTwiceAndNeverGoesBack() {
        HourlyWatermarks generator = new HourlyWatermarks(Duration.ZERO);

        see(generator, "2001/01/01 10:00", "2001/01/01 10:59", "2001/01/01 08:00", "2001/01/01 13:30");

        assertThat(watermarks).containsExactly(justBefore("2001-01-01T10:00:00Z"), justBefore("2001-01-01T13:00:00Z"));
    }

    @Test
    void oneThatBeganAfreshInTheMiddleAddsNothingBelowWhatWasSaid() {
        String[] before = {"2001/01/01 10:00", "2001/01/01 14:50"};
        String[] after = {"2001/01/01 12:10", "2001/01/01 14:20", "2001/01/01 15:05"};
        HourlyWatermarks undisturbed = new HourlyWatermarks(Duration.ZERO);
        see(undisturbed, before);
        see(undisturbed, after);
        List<Instant> expected = List.copyOf(watermarks);

        watermarks.clear();
        see(new HourlyWatermarks(Duration.ZERO), before);
        see(new HourlyWatermarks(Duration.ZERO), after);

        assertThat(advancing(watermarks)).isEqualTo(expected);
    }

    /** What is left when those that do not advance are ignored, as the contract says. */
    private static List<Instant> advancing(List<Instant> watermarks) {
        List<Instant> advancing = new ArrayList<>();
        for (Instant watermark : watermarks) {
            if (advancing.isEmpty() || watermark.isAfter(advancing.get(advancing.size() - 1))) {
                advancing.add(watermark);
            }
        }
        return advancing;
    }

    private void see(HourlyWatermarks generator, String... dates) {
        for (String date : dates) {
            Flight flight = new Flight(date, 0, 100, "AAA", "BBB");
            generator.onEvent(flight, flight.scheduledMillis(), new Recorder());
        }
    }

    private static Instant justBefore(String instant) {
        return Instant.parse(instant).minusMillis(1);
    }

    private final class Recorder implements WatermarkOutput {
        @Override
        public void emitWatermark(Watermark watermark) {
            watermarks.add(Instant.ofEpochMilli(watermark.timestamp()));
        }

        @Override
        public void markIdle() {
            throw new AssertionError("The flights are never idle");
        }

        @Override
        public void markActive() {
            throw new AssertionError("The flights are never idle");
        }
    }
}
