/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.accumulator;

import java.util.LinkedHashMap;
import java.util.Map;

/** Merges the accumulators of all subtasks by name. For one thread at a time. */
public final class AccumulatorResults {
    private final Map<String, Accumulator<Object, ?>> merged = new LinkedHashMap<>();
    private final Map<String, String> conflicts = new LinkedHashMap<>();

    /** Takes what one function of one subtask added up. */
    @SuppressWarnings({"unchecked", "rawtypes"}) // of one class, which knows what it adds
    public void take(Map<String, Accumulator<?, ?>> accumulators) {
        accumulators.forEach((name, accumulator) -> {
            Accumulator<Object, ?> earlier = merged.get(name);
            try {
                if (earlier == null) {
                    merged.put(name, (Accumulator<Object, ?>) accumulator.clone());
                } else if (earlier.getClass() == accumulator.getClass()) {
                    ((Accumulator) earlier).merge(accumulator.clone());
                } else {
                    conflicts.putIfAbsent(name, "they are a " + nameOf(earlier) + " and a " + nameOf(accumulator));
                }
            } catch (RuntimeException failure) {
                conflicts.putIfAbsent(name, nameOf(accumulator) + " failed with " + failure);
            }
        });
    }

    private static String nameOf(Accumulator<?, ?> accumulator) {
        return accumulator.getClass().getName();
    }

    /** Returns the results; where accumulators of a name cannot be merged, it is a {@link Conflict}. */
    public Map<String, Object> results() {
        Map<String, Object> results = new LinkedHashMap<>();
        merged.forEach((name, accumulator) -> results.put(name, accumulator.getLocalValue()));
        conflicts.forEach((name, reason) -> results.put(name, new Conflict(name, reason)));
        return results;
    }

    /**
     * Stands for a result that cannot be made.
     *
     * @param reason why the accumulators of that name cannot be merged
     */
    public record Conflict(String name, String reason) {
        /** Returns what to tell the user. */
        public IllegalStateException failure() {
            return new IllegalStateException("The accumulators named '" + name + "' cannot be merged: " + reason
                    + ". Accumulators of one name must be of one class.");
        }
    }
}
