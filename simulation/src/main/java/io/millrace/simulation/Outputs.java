/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.simulation;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What a job has committed, by the name of the sink. */
public final class Outputs {
    private static final int SHOWN = 8;

    private final Map<String, List<Object>> rows;
    private final Map<String, byte[]> files;

    Outputs(Map<String, List<Object>> rows, Map<String, byte[]> files) {
        this.rows = rows;
        this.files = files;
    }

    /** Returns the contents of the files below a directory, by their paths in it, as text in UTF-8. */
    public Map<String, String> files(String directory) {
        Map<String, String> texts = new TreeMap<>();
        files.forEach((path, bytes) -> {
            if (path.startsWith(directory + "/")) {
                texts.put(path.substring(directory.length() + 1), new String(bytes, StandardCharsets.UTF_8));
            }
        });
        return texts;
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
        requireSame("Sink '" + sink + "'", rows(sink), expected);
    }

    /**
     * Requires that two collections hold the same rows, in any order.
     *
     * @param what names the collection that was found
     * @throws SimulationFailure that names the rows that are missing, and those that are too many
     */
    public static void requireSame(String what, Collection<?> found, Iterable<?> expected) {
        Map<Object, Integer> balance = new LinkedHashMap<>();
        for (Object row : found) {
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
            throw new SimulationFailure(what + " has " + found.size() + " rows; " + missing.size() + " are missing: "
                    + some(missing) + "; " + excess.size() + " are too many: " + some(excess));
        }
    }

    private static String some(List<Object> list) {
        return list.size() <= SHOWN ? list.toString() : list.subList(0, SHOWN) + "...";
    }
}
