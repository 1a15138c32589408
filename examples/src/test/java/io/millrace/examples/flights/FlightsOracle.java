/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.examples.flights;

import java.io.IOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * What the flights job must write, worked out over plain collections with all the data in hand: no streams, no event
 * time that advances, nothing of Millrace. A row is the list of its fields; the order of rows means nothing.
 */
final class FlightsOracle {
    private static final DateTimeFormatter DATE = DateTimeFormatter.ofPattern("uuuu/MM/dd HH:mm");
    private static final DateTimeFormatter INSTANT = DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss'Z'");

    private final List<Departure> inTime = new ArrayList<>();
    private final List<Departure> late = new ArrayList<>();
    private final List<Departure> all = new ArrayList<>();
    private final Map<String, List<String>> airports = new HashMap<>();

    private record Departure(LocalDateTime scheduled, int delay, String origin, List<String> fields) {}

    private record Key(LocalDate day, String origin) {}

    private record Group(Key key, List<Departure> departures) {
        long total() {
            return departures.stream().mapToLong(Departure::delay).sum();
        }

        int size() {
            return departures.size();
        }

        /** The fraction itself, to more digits than any two different ones here can share. */
        BigDecimal exactAverage() {
            return BigDecimal.valueOf(total()).divide(BigDecimal.valueOf(size()), 30, RoundingMode.FLOOR);
        }

        String average() {
            return FlightsOracle.average(total(), size());
        }
    }

    /**
     * A flight is late if some flight came before it that was scheduled the out-of-orderness or more after the end of its
     * day.
     */
    FlightsOracle(Path data, Duration outOfOrderness) throws IOException {
        for (List<String> airport : body(data.resolve("airports.csv"))) {
            airports.put(airport.get(0), airport);
        }
        LocalDateTime latest = LocalDateTime.MIN;
        for (List<String> fields : body(data.resolve("flights.csv"))) {
            Departure departure = new Departure(
                    LocalDateTime.parse(fields.get(0), DATE), Integer.parseInt(fields.get(1)), fields.get(3), fields);
            LocalDateTime endOfDay =
                    departure.scheduled.toLocalDate().plusDays(1).atStartOfDay();
            boolean isLate = !latest.isBefore(endOfDay.plus(outOfOrderness));
            (isLate ? late : inTime).add(departure);
            all.add(departure);
            latest = departure.scheduled.isAfter(latest) ? departure.scheduled : latest;
        }
    }

    /** Returns the rows that an output must hold. */
    List<List<String>> rows(FlightsOutput output) {
        return switch (output) {
            case AIRPORT_DAYS -> airportDays();
            case WORST -> worst();
            case ALERTS -> alerts();
            case LATE -> late.stream().map(Departure::fields).toList();
        };
    }

    private List<List<String>> airportDays() {
        List<List<String>> rows = new ArrayList<>();
        for (Group group : groups()) {
            List<String> airport = airports.get(group.key.origin);
            int max = group.departures.stream().mapToInt(Departure::delay).max().orElseThrow();
            rows.add(List.of(
                    group.key.day.toString(),
                    group.key.origin,
                    airport == null ? "" : airport.get(2),
                    airport == null ? "" : airport.get(3),
                    String.valueOf(group.size()),
                    group.average(),
                    String.valueOf(max)));
        }
        return rows;
    }

    private List<List<String>> worst() {
        Map<LocalDate, List<Group>> byDay = groups().stream()
                .filter(group -> group.size() >= 5)
                .collect(Collectors.groupingBy(group -> group.key.day, TreeMap::new, Collectors.toList()));
        List<List<String>> rows = new ArrayList<>();
        byDay.forEach((day, groups) -> {
            groups.sort(Comparator.comparing(Group::exactAverage).reversed().thenComparing(group -> group.key.origin));
            for (int i = 0; i < Math.min(5, groups.size()); i++) {
                Group group = groups.get(i);
                rows.add(List.of(
                        day.toString(),
                        String.valueOf(i + 1),
                        group.key.origin,
                        group.average(),
                        String.valueOf(group.size())));
            }
        });
        return rows;
    }

    /** No flight here comes twelve hours behind the others, so that all count, those that are late for their day too. */
    private List<List<String>> alerts() {
        Map<String, List<Departure>> byOrigin =
                all.stream().collect(Collectors.groupingBy(Departure::origin, TreeMap::new, Collectors.toList()));
        List<List<String>> rows = new ArrayList<>();
        byOrigin.forEach((origin, departures) -> {
            departures.sort(Comparator.comparing(Departure::scheduled));
            addAlerts(origin, departures, rows);
        });
        return rows;
    }

    private static void addAlerts(String origin, List<Departure> departures, List<List<String>> rows) {
        LocalDateTime silentUntil = LocalDateTime.MIN;
        for (int last = 4; last < departures.size(); last++) {
            LocalDateTime time = departures.get(last).scheduled;
            int lateInARow = lateInARow(departures, last);
            if (lateInARow >= 5 && !time.isBefore(silentUntil)) {
                silentUntil = time.plusHours(6);
                long total = departures.subList(last - 4, last + 1).stream()
                        .mapToLong(Departure::delay)
                        .sum();
                rows.add(List.of(INSTANT.format(time), origin, String.valueOf(lateInARow), average(total, 5)));
            }
        }
    }

    private static int lateInARow(List<Departure> departures, int last) {
        int first = last;
        while (first >= 0 && departures.get(first).delay >= 30) {
            first--;
        }
        return last - first;
    }

    private List<Group> groups() {
        Map<Key, List<Departure>> groups = inTime.stream()
                .collect(Collectors.groupingBy(
                        departure -> new Key(departure.scheduled.toLocalDate(), departure.origin)));
        return groups.entrySet().stream()
                .map(entry -> new Group(entry.getKey(), entry.getValue()))
                .toList();
    }

    private static String average(long total, int count) {
        return BigDecimal.valueOf(total)
                .divide(BigDecimal.valueOf(count), 2, RoundingMode.HALF_UP)
                .toPlainString();
    }

    private static List<List<String>> body(Path file) throws IOException {
        List<List<String>> rows = CsvRows.read(file);
        return rows.subList(1, rows.size());
    }
}
