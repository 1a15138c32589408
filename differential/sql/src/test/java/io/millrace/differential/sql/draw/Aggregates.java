/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.differential.sql.draw;

import java.util.List;

/** Draws calls of aggregate functions whose results do not depend on the order of rows. */
final class Aggregates {
    private static final int DEPTH = 1;

    private final Choices choices;
    private final List<Ref> scope;

    Aggregates(Choices choices, List<Ref> scope) {
        this.choices = choices;
        this.scope = scope;
    }

    /** Adds up to so many calls, at least one. */
    void add(Select select, int most) {
        Select.repeat(choices, most, () -> add(select));
    }

    private Select add(Select select) {
        List<Ref> numbers = scope.stream()
                .filter(ref -> ref.tame() && ref.family().isNumeric())
                .toList();
        List<Ref> ordered = scope.stream().filter(Ref::hasExtremes).toList();
        int function = choices.below(7);
        if (function >= 4 && !numbers.isEmpty()) {
            return ofNumbers(select, choices.pick(numbers), choices.pick("SUM", "AVG", "SUM"));
        } else if (function == 0) {
            return select.add("COUNT(*)" + filter(), SqlType.BIGINT, true);
        } else if (function == 1 || ordered.isEmpty()) {
            String distinct = choices.pick("", "DISTINCT ");
            String value = new Expressions(choices, scope).any(DEPTH);
            return select.add("COUNT(" + distinct + value + ")" + filter(), SqlType.BIGINT, true);
        }
        Ref ref = choices.pick(ordered);
        return select.add(choices.pick("MIN", "MAX") + "(" + ref.sql() + ")" + filter(), ref.type(), ref.tame());
    }

    private Select ofNumbers(Select select, Ref ref, String function) {
        String distinct = choices.pick("", "", "DISTINCT ");
        String value = choices.pick(ref.sql(), ref.sql() + " + 1", ref.sql());
        return select.add(function + "(" + distinct + value + ")" + filter(), ref.type(), function.equals("SUM"));
    }

    private String filter() {
        return choices.span(() -> choices.once(4)
                ? " FILTER (WHERE " + new Expressions(choices, scope).of(Family.TRUTH, DEPTH) + ")"
                : "");
    }
}
