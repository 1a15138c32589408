/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.examples.flights;

import io.millrace.examples.flights.FlightsDisplay.Vitals;
import io.millrace.examples.flights.FlightsView.ClosedDay;
import io.millrace.examples.flights.FlightsView.Place;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Draws the job as lines of text, at most 80 columns wide and always as many of them. */
final class FlightsScreen {
    private static final int BAR_WIDTH = 44;
    private static final BigDecimal BAD = BigDecimal.valueOf(60);
    private static final DateTimeFormatter MINUTES =
            DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm", Locale.ROOT).withZone(ZoneOffset.UTC);
    private static final DateTimeFormatter WEEKDAY =
            DateTimeFormatter.ofPattern("EEEE, d MMMM uuuu", Locale.ENGLISH).withZone(ZoneOffset.UTC);

    private final boolean colours;

    FlightsScreen(boolean colours) {
        this.colours = colours;
    }

    List<String> render(FlightsView.Snapshot snapshot, Vitals vitals) {
        List<String> lines = new ArrayList<>();
        lines.add(headline(snapshot));
        lines.add("");
        lines.add(progress(snapshot));
        lines.add("");
        lines.add(format(
                " event time  %-18s  flights/s    %,12d", time(snapshot.latestScheduled()), rate(snapshot, vitals)));
        lines.add(format(" watermark   %-18s  late         %,12d", time(vitals.watermark()), snapshot.late()));
        lines.add(format(" checkpoint  %-18s  alerts       %,12d", checkpoint(vitals), snapshot.alerts()));
        lines.add("");
        addTable(lines, snapshot.closedDays());
        lines.add("");
        lines.add(alert(snapshot));
        return lines;
    }

    private String headline(FlightsView.Snapshot snapshot) {
        String day = snapshot.latestScheduled() == Long.MIN_VALUE
                ? "waiting for the first flight"
                : WEEKDAY.format(Instant.ofEpochMilli(snapshot.latestScheduled()));
        return " " + style("1", "Flights in the United States") + "   " + day;
    }

    private String progress(FlightsView.Snapshot snapshot) {
        long total = Math.max(1, snapshot.total());
        int filled = (int) (BAR_WIDTH * snapshot.done() / total);
        String bar = style("36", "█".repeat(filled)) + style("2", "░".repeat(BAR_WIDTH - filled));
        return format(
                " %s  %,7d of %,d  %3d %%", bar, snapshot.done(), snapshot.total(), 100 * snapshot.done() / total);
    }

    private void addTable(List<String> lines, List<ClosedDay> closedDays) {
        ClosedDay latest = closedDays.isEmpty() ? null : closedDays.get(closedDays.size() - 1);
        lines.add(" " + style("1", latest == null ? "No day has closed yet" : "Worst airports of " + latest.day()));
        lines.add(style(
                "2", format(" %4s  %-7s  %-28s  %12s  %8s", "rank", "airport", "city", "average delay", "flights")));
        List<Place> places = latest == null ? List.of() : latest.places();
        for (int i = 0; i < WorstOfDay.PLACES; i++) {
            lines.add(i < places.size() ? row(places.get(i)) : "");
        }
    }

    private String row(Place place) {
        String delay = format("%9s min", place.avgDelay());
        return format(
                " %4d  %-7s  %-28.28s  %s  %8d",
                place.rank(),
                place.origin(),
                place.city(),
                place.avgDelay().compareTo(BAD) >= 0 ? style("31", delay) : delay,
                place.flights());
    }

    private String alert(FlightsView.Snapshot snapshot) {
        Alert alert = snapshot.latestAlert();
        if (alert == null) {
            return "";
        }
        return " " + style("33", "last alert")
                + format(
                        "  %s  %s: %d departures in a row late, %s min",
                        time(alert.time().toEpochMilli()), alert.origin(), alert.lateDepartures(), alert.avgDelay());
    }

    private static String checkpoint(Vitals vitals) {
        if (!vitals.checkpointing()) {
            return "off";
        }
        return vitals.lastCheckpoint() < 0
                ? "none yet"
                : format("#%d in %,d ms", vitals.lastCheckpoint(), vitals.lastCheckpointMillis());
    }

    private static long rate(FlightsView.Snapshot snapshot, Vitals vitals) {
        return vitals.elapsedNanos() <= 0 ? 0 : (long) (snapshot.flights() * 1e9 / vitals.elapsedNanos());
    }

    /** Event time may stand before all flights or behind them. */
    private static String time(long millis) {
        if (millis == Long.MIN_VALUE) {
            return "-";
        }
        return millis == Long.MAX_VALUE ? "end" : MINUTES.format(Instant.ofEpochMilli(millis));
    }

    private String style(String code, String text) {
        return colours && !text.isEmpty() ? "\u001b[" + code + "m" + text + "\u001b[0m" : text;
    }

    private static String format(String pattern, Object... arguments) {
        return String.format(Locale.ROOT, pattern, arguments);
    }
}
