/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.examples.flights;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What a person wants to see of the running job, gathered while it runs. Thread-safe: workers write, the display takes
 * snapshots.
 */
public final class FlightsView implements FlightsListener {
    private final FlightsProgress progress;
    private final Map<String, String> cities = new HashMap<>();
    private final TreeMap<LocalDate, WorstOfDay> closedDays = new TreeMap<>();
    private long flights;
    private long late;
    private long alerts;
    private long latestScheduled = Long.MIN_VALUE;
    private @Nullable Alert latestAlert;

    /** A row of the table. */
    public record Place(int rank, String origin, String city, BigDecimal avgDelay, int flights) {}

    /** A day that has closed, with its worst airports. */
    public record ClosedDay(LocalDate day, List<Place> places) {}

    /**
     * What was seen up to a moment.
     *
     * @param done flights since the start of the data, those before a resumed checkpoint included
     * @param total flights in the data
     * @param flights flights in this run
     * @param latestScheduled the latest event time seen, in milliseconds since the epoch; {@link Long#MIN_VALUE} before
     *     the first flight
     * @param closedDays all days closed in this run, in order
     */
    public record Snapshot(
            long done,
            long total,
            long flights,
            long late,
            long alerts,
            long latestScheduled,
            @Nullable Alert latestAlert,
            List<ClosedDay> closedDays) {}

    public FlightsView(FlightsProgress progress) {
        this.progress = progress;
    }

    @Override
    public synchronized void departed(Flight flight) {
        progress.departed(flight);
        flights++;
        latestScheduled = Math.max(latestScheduled, flight.scheduledMillis());
    }

    @Override
    public synchronized void late(Flight flight) {
        late++;
    }

    @Override
    public synchronized void airportDay(AirportDay row) {
        cities.put(row.origin(), row.city().isEmpty() ? "" : row.city() + ", " + row.state());
    }

    @Override
    public synchronized void dayClosed(WorstOfDay worst) {
        closedDays.put(worst.day(), worst);
    }

    @Override
    public synchronized void alert(Alert alert) {
        alerts++;
        if (latestAlert == null || !alert.time().isBefore(latestAlert.time())) {
            latestAlert = alert;
        }
    }

    public synchronized Snapshot snapshot() {
        List<ClosedDay> days = new ArrayList<>(closedDays.size());
        closedDays.values().forEach(worst -> days.add(closedDay(worst)));
        return new Snapshot(
                progress.done(), progress.total(), flights, late, alerts, latestScheduled, latestAlert, days);
    }

    private ClosedDay closedDay(WorstOfDay worst) {
        List<Place> places = new ArrayList<>();
        for (WorstAirport row : worst.ranked()) {
            String city = cities.getOrDefault(row.origin(), "");
            places.add(new Place(row.rank(), row.origin(), city, row.avgDelay(), row.flights()));
        }
        return new ClosedDay(worst.day(), List.copyOf(places));
    }
}
