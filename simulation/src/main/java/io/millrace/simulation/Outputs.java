/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.simulation;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What a job has committed, by the name of the sink. */
public final class Outputs {
    private static final int SHOWN = 8;

    private final Map<String, List<Object>> rows;

    Outputs(Map<String, List<Object>> rows) {
        this.rows = rows;
    }

    /** Returns the committed rows of a sink, in the order in which they were committed. */
    @SuppressWarnings("unchecked")
    public <T> List<T> rows(String sink) {
        return (List<T>) rows.getOrDefault(sink, List.of());
    }

    /**
     * Requires that exactly these rows were committed, in any order.
     *
     * @throws SimulationFailure that names the rows that are missing, and those that are too many
     */
    public void requireRows(String sink, Iterable<?> expected) {
        Map<Object, Integer> balance = new LinkedHashMap<>();
        for (Object row : rows(sink)) {
            balance.merge(row, 1, Integer::sum);
        }
        for (Object row : expected) {
            balance.merge(row, -1, Integer::sum);
        }
        List<Object> missing = new ArrayList<>();
        List<Object> excess = new ArrayList<>();
        balance.forEach((row, count) -> {
            for (int i = 0; i < Math.abs(count); i++) {
                (count < 0 ? missing : excess).add(row);
            }
        });
        if (!missing.isEmpty() || !excess.isEmpty()) {
            throw new SimulationFailure("Sink '" + sink + "' has " + rows(sink).size() + " rows; " + missing.size()
                    + " are missing: " + some(missing) + "; " + excess.size() + " are too many: " + some(excess));
        }
    }

    private static String some(List<Object> list) {
        return list.size() <= SHOWN ? list.toString() : list.subList(0, SHOWN) + "...";
    }
}
