/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.examples.flights;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.examples.flights.FlightsDisplay.Vitals;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FlightsScreenTest {
    private static final Vitals BEFORE = new Vitals(0, Long.MIN_VALUE, false, -1, 0);
    private static final Vitals RUNNING =
            new Vitals(2_000_000_000L, Instant.parse("2001-02-14T16:59:00Z").toEpochMilli(), true, 12, 7);

    @TempDir
    private Path data;

    private FlightsView view;

    @BeforeEach
    void fourFlightsInTheData() throws IOException {
        view = view(
                "2001/02/13 10:00,40,100,ORD,BBB",
                "2001/02/13 11:00,80,100,ORD,BBB",
                "2001/02/14 17:35,1,100,EWR,BBB",
                "2001/02/14 17:40,1,100,EWR,BBB");
    }

    @Test
    void drawsSomethingSensibleBeforeTheFirstFlight() {
        List<String> lines = new FlightsScreen(false).render(view.snapshot(), BEFORE);

        assertThat(lines).anyMatch(line -> line.contains("waiting for the first flight"));
        assertThat(lines).anyMatch(line -> line.contains("0 of 4") && line.endsWith("0 %"));
        assertThat(lines).anyMatch(line -> line.matches(" checkpoint +off .*"));
        assertThat(lines).anyMatch(line -> line.contains("No day has closed yet"));
    }

    @Test
    void showsProgressTimesCountsTableAndTheLastAlert() {
        fillView();

        List<String> lines = new FlightsScreen(false).render(view.snapshot(), RUNNING);

        assertThat(lines.get(0)).contains("Wednesday, 14 February 2001");
        assertThat(lines.get(2)).contains("3 of 4").contains("75 %").contains("█".repeat(33) + "░".repeat(11));
        assertThat(lines.get(4)).contains("2001-02-14 17:35").endsWith("1");
        assertThat(lines.get(5)).contains("2001-02-14 16:59").endsWith("1");
        assertThat(lines.get(6)).contains("#12 in 7 ms").endsWith("1");
        assertThat(lines).anyMatch(line -> line.contains("Worst airports of 2001-02-13"));
        assertThat(lines)
                .anyMatch(line -> line.contains("ORD") && line.contains("Chicago, IL") && line.contains("60.00 min"));
        assertThat(lines).anyMatch(line -> line.contains("last alert") && line.contains("EWR"));
    }

    @Test
    void isAlwaysAsHighAndNeverWiderThanEightyColumns() {
        FlightsScreen screen = new FlightsScreen(false);
        List<String> empty = screen.render(view.snapshot(), BEFORE);
        fillView();
        view.airportDay(new AirportDay(
                LocalDate.of(2001, 2, 13), "ORD", "X".repeat(60), "IL", 9999, new BigDecimal("12345.67"), 99999));
        List<String> full = screen.render(view.snapshot(), RUNNING);

        assertThat(full).hasSameSizeAs(empty).hasSizeLessThanOrEqualTo(23);
        assertThat(full).allMatch(line -> line.length() <= 80);
    }

    @Test
    void usesNoEscapesWithoutColours() {
        fillView();

        assertThat(new FlightsScreen(false).render(view.snapshot(), RUNNING))
                .noneMatch(line -> line.contains("\u001b"));
        assertThat(new FlightsScreen(true).render(view.snapshot(), RUNNING))
                .anyMatch(line -> line.contains("\u001b[31m"));
    }

    @Test
    void redrawsOverTheLastFrameInOneWrite() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        LiveDisplay display = new LiveDisplay(new PrintStream(bytes, false, StandardCharsets.UTF_8), false);
        int height = new FlightsScreen(false).render(view.snapshot(), BEFORE).size();

        display.update(view.snapshot(), BEFORE);
        String first = bytes.toString(StandardCharsets.UTF_8);
        bytes.reset();
        display.update(view.snapshot(), BEFORE);
        String second = bytes.toString(StandardCharsets.UTF_8);
        display.close();

        assertThat(first).doesNotContain("A\r").contains("\u001b[?25l");
        assertThat(second).contains("\u001b[" + height + "A").endsWith("\u001b[J");
        assertThat(bytes.toString(StandardCharsets.UTF_8)).endsWith("\u001b[?25h");
    }

    @Test
    void plainDisplayPrintsEachClosedDayOnce() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        PlainDisplay display = new PlainDisplay(new PrintStream(bytes, false, StandardCharsets.UTF_8));
        fillView();

        display.update(view.snapshot(), RUNNING);
        display.update(view.snapshot(), RUNNING);

        assertThat(bytes.toString(StandardCharsets.UTF_8).lines())
                .containsExactly("2001-02-13 closed       3 flights so far  worst: ORD 60.00");
    }

    @Test
    void aResumedRunTellsItsPlaceFromItsFirstFlight() throws IOException {
        view.departed(new Flight("2001/02/14 17:35", 1, 100, "EWR", "BBB"));

        assertThat(view.snapshot().done()).isEqualTo(3);
        assertThat(view.snapshot().flights()).isEqualTo(1);
    }

    private void fillView() {
        view.departed(new Flight("2001/02/13 10:00", 40, 100, "ORD", "BBB"));
        view.departed(new Flight("2001/02/13 11:00", 80, 100, "ORD", "BBB"));
        view.departed(new Flight("2001/02/14 17:35", 1, 100, "EWR", "BBB"));
        view.late(new Flight("2001/02/13 10:00", 40, 100, "ORD", "BBB"));
        view.airportDay(
                new AirportDay(LocalDate.of(2001, 2, 13), "ORD", "Chicago", "IL", 2, new BigDecimal("60.00"), 80));
        view.dayClosed(new WorstOfDay(List.of(new OriginDay(LocalDate.of(2001, 2, 13), "ORD", 2, 120, 80))));
        view.alert(new Alert(Instant.parse("2001-02-14T16:00:00Z"), "EWR", 6, new BigDecimal("71.40")));
    }

    private FlightsView view(String... flights) throws IOException {
        Path file = data.resolve("flights.csv");
        Files.writeString(file, "date,delay,distance,origin,destination\n" + String.join("\n", flights) + "\n");
        return new FlightsView(FlightsProgress.of(file));
    }
}
