/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.examples.flights;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;

/**
 * The airports of one day with the highest average delays, worst first.
 *
 * @param rows at most {@value #PLACES}, all of one day
 */
public record WorstOfDay(List<OriginDay> rows) {
    static final int PLACES = 5;
    static final WorstOfDay NONE = new WorstOfDay(List.of());

    LocalDate day() {
        return rows.get(0).day();
    }

    WorstOfDay plus(OriginDay row) {
        List<OriginDay> all = new ArrayList<>(rows);
        all.add(row);
        return cut(all);
    }

    WorstOfDay plus(WorstOfDay other) {
        List<OriginDay> all = new ArrayList<>(rows);
        all.addAll(other.rows);
        return cut(all);
    }

    /** Returns the rows with their ranks, from 1. */
    List<WorstAirport> ranked() {
        List<WorstAirport> ranked = new ArrayList<>(rows.size());
        for (OriginDay row : rows) {
            ranked.add(new WorstAirport(row.day(), ranked.size() + 1, row.origin(), row.averageDelay(), row.flights()));
        }
        return ranked;
    }

    private static WorstOfDay cut(List<OriginDay> all) {
        all.sort(OriginDay.WORST_FIRST);
        return new WorstOfDay(List.copyOf(all.subList(0, Math.min(PLACES, all.size()))));
    }
}
