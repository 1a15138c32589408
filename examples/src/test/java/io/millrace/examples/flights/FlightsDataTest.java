/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.examples.flights;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FlightsDataTest {
    @Test
    void holdsTwentyThousandDifferentFlightsInOrderOfDeparture() throws IOException {
        List<List<String>> rows = CsvRows.read(FlightsData.locate().resolve("flights.csv"));
        List<List<String>> flights = rows.subList(1, rows.size());

        assertThat(rows.get(0)).containsExactly("date", "delay", "distance", "origin", "destination");
        assertThat(flights).hasSize(20_000);
        assertThat(new HashSet<>(flights)).hasSize(20_000);
        List<Long> departures = new ArrayList<>();
        for (List<String> fields : flights) {
            Flight flight = flight(fields);
            departures.add(flight.scheduledMillis()
                    + Duration.ofMinutes(flight.delay()).toMillis());
        }
        assertThat(departures).isSorted();
    }

    @Test
    void aFlightGivesBackItsLine() throws IOException {
        String line =
                Files.readAllLines(FlightsData.locate().resolve("flights.csv")).get(17);

        assertThat(flight(List.of(line.split(","))).toCsvLine()).isEqualTo(line);
    }

    @Test
    void aDateThatCannotBeReadIsRefusedWithItsText() {
        assertThatThrownBy(() -> new Flight("2001-01-01 10:00", 0, 100, "AAA", "BBB"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("'2001-01-01 10:00'");
    }

    @Test
    void aDirectoryWithoutTheDataIsRefusedByName(@TempDir Path empty) {
        assertThatThrownBy(() -> FlightsData.check(empty))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(empty.resolve("flights.csv").toString())
                .hasMessageContaining("--data");
    }

    private static Flight flight(List<String> fields) {
        return new Flight(
                fields.get(0),
                Integer.parseInt(fields.get(1)),
                Integer.parseInt(fields.get(2)),
                fields.get(3),
                fields.get(4));
    }
}
