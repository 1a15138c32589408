/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.examples.flights;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.stream.StreamExecutionEnvironment;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The whole job on all of its data, against the oracle. */
class FlightsJobTest {
    private static final int ALL_FLIGHTS = 20_000;

    @TempDir
    private Path output;

    @ParameterizedTest(name = "out-of-orderness {0}, parallelism {1}: {2} late")
    @CsvSource({"P3D, 1, 0", "P3D, 2, 0", "P3D, 5, 0", "PT15M, 1, 36", "PT15M, 4, 36", "PT0S, 2, 40", "PT1H, 3, 8"})
    void writesWhatTheOracleSays(Duration outOfOrderness, int parallelism, int late) throws Exception {
        Path data = FlightsData.locate();
        StreamExecutionEnvironment environment = StreamExecutionEnvironment.getExecutionEnvironment();
        FlightsJob.build(
                environment, new FlightsOptions(data, output, outOfOrderness, parallelism, 0), FlightsListener.NONE);
        environment.execute("flights");

        FlightsOracle oracle = new FlightsOracle(data, outOfOrderness);
        for (FlightsOutput each : FlightsOutput.values()) {
            assertThat(rows(each)).as(each.directoryName()).containsExactlyInAnyOrderElementsOf(oracle.rows(each));
        }
        assertThat(rows(FlightsOutput.LATE)).hasSize(late);
        int flights = rows(FlightsOutput.AIRPORT_DAYS).stream()
                .mapToInt(row -> Integer.parseInt(row.get(4)))
                .sum();
        assertThat(flights + late).isEqualTo(ALL_FLIGHTS);
    }

    private List<List<String>> rows(FlightsOutput each) throws IOException {
        List<Path> files;
        try (Stream<Path> children = Files.list(each.directory(output))) {
            files = children.toList();
        }
        assertThat(files).as("one file in " + each.directoryName()).hasSize(1);
        List<List<String>> rows = CsvRows.read(files.get(0));
        assertThat(String.join(",", rows.get(0))).isEqualTo(header(each));
        return rows.subList(1, rows.size());
    }

    private static String header(FlightsOutput each) {
        return switch (each) {
            case AIRPORT_DAYS -> "day,origin,city,state,flights,avg_delay,max_delay";
            case WORST -> "day,rank,origin,avg_delay,flights";
            case ALERTS -> "time,origin,late_departures,avg_delay";
            case LATE -> "date,delay,distance,origin,destination";
        };
    }
}
