/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.examples.flights;

import io.millrace.examples.flights.FlightsView.ClosedDay;
import io.millrace.examples.flights.FlightsView.Place;
import java.io.PrintStream;
import java.time.LocalDate;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import java.util.StringJoiner;

/** One line for each day that closes, for logs and pipes. */
final class PlainDisplay implements FlightsDisplay {
    private final PrintStream out;
    private final Set<LocalDate> shown = new HashSet<>();

    PlainDisplay(PrintStream out) {
        this.out = out;
    }

    @Override
    public void update(FlightsView.Snapshot snapshot, Vitals vitals) {
        for (ClosedDay closed : snapshot.closedDays()) {
            if (shown.add(closed.day())) {
                out.println(line(closed, snapshot));
            }
        }
        out.flush();
    }

    @Override
    public void close() {
        out.flush();
    }

    private static String line(ClosedDay closed, FlightsView.Snapshot snapshot) {
        StringJoiner worst = new StringJoiner("  ");
        for (Place place :
                closed.places().subList(0, Math.min(3, closed.places().size()))) {
            worst.add(place.origin() + " " + place.avgDelay());
        }
        return String.format(
                Locale.ROOT, "%s closed  %,6d flights so far  worst: %s", closed.day(), snapshot.done(), worst);
    }
}
