/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.examples.flights;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The oracle judges the job, so it is held against cases small enough to work out by hand. */
class FlightsOracleTest {
    @TempDir
    private Path data;

    @Test
    void averagesRoundHalfUpAndTheLateFlightIsLeftOut() throws IOException {
        FlightsOracle oracle = oracle(
                Duration.ZERO,
                "2001/01/01 10:00,1,100,AAA,BBB",
                "2001/01/01 11:00,0,100,AAA,BBB",
                "2001/01/01 11:30,0,100,AAA,BBB",
                "2001/01/01 11:40,0,100,AAA,BBB",
                "2001/01/01 11:50,0,100,AAA,BBB",
                "2001/01/01 11:55,0,100,AAA,BBB",
                "2001/01/01 12:00,0,100,AAA,BBB",
                "2001/01/01 12:10,0,100,AAA,BBB",
                "2001/01/02 00:00,7,100,ZZZ,BBB",
                "2001/01/01 23:59,60,100,AAA,BBB");

        assertThat(oracle.rows(FlightsOutput.AIRPORT_DAYS))
                .containsExactlyInAnyOrder(
                        List.of("2001-01-01", "AAA", "Aville, the \"First\"", "AS", "8", "0.13", "1"),
                        List.of("2001-01-02", "ZZZ", "", "", "1", "7.00", "7"));
        assertThat(oracle.rows(FlightsOutput.WORST)).containsExactly(List.of("2001-01-01", "1", "AAA", "0.13", "8"));
        assertThat(oracle.rows(FlightsOutput.LATE))
                .containsExactly(List.of("2001/01/01 23:59", "60", "100", "AAA", "BBB"));
    }

    @Test
    void alertsComeAtMostEverySixHours() throws IOException {
        FlightsOracle oracle = oracle(
                Duration.ofDays(3),
                "2001/01/01 10:00,30,100,AAA,BBB",
                "2001/01/01 10:10,30,100,AAA,BBB",
                "2001/01/01 10:20,30,100,AAA,BBB",
                "2001/01/01 10:40,31,100,AAA,BBB",
                "2001/01/01 10:30,30,100,AAA,BBB",
                "2001/01/01 16:39,30,100,AAA,BBB",
                "2001/01/01 16:40,40,100,AAA,BBB",
                "2001/01/01 23:40,29,100,AAA,BBB",
                "2001/01/01 23:50,99,100,AAA,BBB");

        assertThat(oracle.rows(FlightsOutput.ALERTS))
                .containsExactly(
                        List.of("2001-01-01T10:40:00Z", "AAA", "5", "30.20"),
                        List.of("2001-01-01T16:40:00Z", "AAA", "7", "32.20"));
    }

    private FlightsOracle oracle(Duration outOfOrderness, String... flights) throws IOException {
        Files.writeString(
                data.resolve("flights.csv"),
                "date,delay,distance,origin,destination\n" + String.join("\n", flights) + "\n");
        Files.writeString(
                data.resolve("airports.csv"),
                "iata,name,city,state,country,latitude,longitude\n"
                        + "AAA,Field,\"Aville, the \"\"First\"\"\",AS,USA,1.0,2.0\n");
        return new FlightsOracle(data, outOfOrderness);
    }
}
