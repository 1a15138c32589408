/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.differential.sql;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The changes of the tables of the connector {@code changes}, by the option {@code id}: both engines find them here, since both run in this JVM. Used by any thread.
 */
public final class Inputs {
    private static final Map<String, List<Change>> CHANGES = new ConcurrentHashMap<>();

    private Inputs() {}

    public static void put(String id, List<Change> changes) {
        CHANGES.put(id, List.copyOf(changes));
    }

    public static List<Change> get(String id) {
        List<Change> changes = CHANGES.get(id);
        if (changes == null) {
            throw new IllegalStateException("There is no input '" + id + "'.");
        }
        return changes;
    }

    public static void remove(String id) {
        CHANGES.remove(id);
    }
}
