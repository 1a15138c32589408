/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.examples.machines;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The rules of one sensor, by the time from which each is valid. */
record Rules(List<Rule> history) {
    static final Rules NONE = new Rules(List.of());

    Rules with(Rule rule) {
        List<Rule> rules = new ArrayList<>(history);
        int place = rules.size();
        while (place > 0 && rules.get(place - 1).validFrom().isAfter(rule.validFrom())) {
            place--;
        }
        rules.add(place, rule);
        return new Rules(List.copyOf(rules));
    }

    /** Returns the rule in force at the time of a reading, or null where there was none. */
    @Nullable
    Rule at(Reading reading) {
        Rule found = null;
        for (Rule rule : history) {
            found = rule.validFrom().isAfter(reading.time()) ? found : rule;
        }
        return found == null || found.times() == 0 ? null : found;
    }
}
