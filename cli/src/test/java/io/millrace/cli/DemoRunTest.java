/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The demo from its start to its end, on a few flights, in a JVM of its own. */
class DemoRunTest {
    @TempDir
    private Path directory;

    @BeforeEach
    void aFewFlights() throws IOException {
        Path data = Files.createDirectories(directory.resolve("data"));
        Files.writeString(
                data.resolve("flights.csv"),
                "date,delay,distance,origin,destination\n"
                        + "2001/01/01 10:00,10,100,AAA,BBB\n"
                        + "2001/01/01 11:00,21,100,AAA,BBB\n"
                        + "2001/01/02 12:00,-3,100,CCC,BBB\n");
        Files.writeString(
                data.resolve("airports.csv"),
                "iata,name,city,state,country,latitude,longitude\n"
                        + "AAA,Field,\"Aville, the \"\"First\"\"\",AS,USA,1.0,2.0\n");
    }

    @Test
    void writesOneFileForEachOutputWithItsHeaderEvenWithoutRows() throws Exception {
        String said = demo();

        assertThat(file("airport-days"))
                .containsExactly(
                        "day,origin,city,state,flights,avg_delay,max_delay",
                        "2001-01-01,AAA,\"Aville, the \"\"First\"\"\",AS,2,15.50,21",
                        "2001-01-02,CCC,\"\",\"\",1,-3.00,-3");
        assertThat(file("worst")).containsExactly("day,rank,origin,avg_delay,flights");
        assertThat(file("late")).containsExactly("date,delay,distance,origin,destination");
        assertThat(said)
                .contains("3 flights in")
                .containsPattern("airport-days/ +2 rows")
                .doesNotContain("replaces");
    }

    @Test
    void aRunThatStartsAfreshReplacesEarlierOutputAndSaysSo() throws Exception {
        demo("--out-of-orderness", "P3D");

        assertThat(demo()).contains("this replaces what an earlier run wrote");
        assertThat(file("airport-days")).hasSize(3);
    }

    @Test
    void resumingWithoutACheckpointStartsAfreshAndSaysSo() throws Exception {
        Path checkpoints = directory.resolve("checkpoints");

        assertThat(demo("--resume", "--checkpoint-dir", checkpoints.toString()))
                .contains("No complete checkpoint in " + checkpoints + ": starting afresh");
    }

    @Test
    void resumingARunThatEndedChangesNothing() throws Exception {
        String checkpoints = directory.resolve("checkpoints").toString();
        demo("--checkpoint-dir", checkpoints, "--checkpoint-interval", "10", "--rate", "10");
        List<String> before = file("airport-days");

        demo("--checkpoint-dir", checkpoints, "--resume");
        assertThat(file("airport-days")).isEqualTo(before);
    }

    @Test
    void aFlightThatCannotBeReadFailsTheRunByFileLineAndField() throws Exception {
        Path flights = directory.resolve("data/flights.csv");
        Files.writeString(flights, Files.readString(flights) + "2001/01/02 12:00,soon,100,CCC,BBB\n");

        try (DemoProcess demo = DemoProcess.start(arguments())) {
            assertThat(demo.await()).isNotZero();
            assertThat(demo.output()).contains("flights.csv").contains("5").contains("delay");
        }
    }

    private String demo(String... more) throws Exception {
        try (DemoProcess demo = DemoProcess.start(arguments(more))) {
            assertThat(demo.await()).as(demo::output).isZero();
            return demo.output();
        }
    }

    private List<String> arguments(String... more) {
        List<String> arguments = new ArrayList<>(List.of(
                "--data", directory.resolve("data").toString(),
                "--output", directory.resolve("output").toString()));
        arguments.addAll(List.of(more));
        return arguments;
    }

    private List<String> file(String output) throws IOException {
        List<String> lines = new ArrayList<>(
                Files.readAllLines(directory.resolve("output").resolve(output).resolve("part-0-0.csv")));
        lines.subList(1, lines.size()).sort(null);
        return lines;
    }
}
