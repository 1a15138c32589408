/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.differential.sql.draw;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** The items behind SELECT, and the columns that they become: {@code o0}, {@code o1} and so on. */
final class Select {
    private final List<String> items = new ArrayList<>();
    private final List<Column> columns = new ArrayList<>();

    /** Adds an expression of a type that is known. */
    Select add(String sql, SqlType type, boolean tame) {
        String name = "o" + items.size();
        items.add(sql + " AS " + name);
        columns.add(new Column(name, type, true, tame));
        return this;
    }

    Select add(Ref ref) {
        return add(ref.sql(), ref.type(), ref.tame());
    }

    /** Adds up to so many expressions over the columns, at least one. */
    Select addExpressions(Choices choices, List<Ref> scope, int most, int depth) {
        Expressions expressions = new Expressions(choices, scope);
        repeat(choices, most, () -> {
            Family family = expressions.anyFamily();
            return add(expressions.of(family, depth), ofFamily(family), false);
        });
        return this;
    }

    /** Does something once to so many times, and so that each time can be left out. */
    static void repeat(Choices choices, int most, Supplier<?> each) {
        int count = 1;
        choices.span(each);
        while (count < most && choices.span(() -> choices.below(3) > 0 && each.get() != null)) {
            count++;
        }
    }

    /** The type that stands for all of its family where it matters no more. */
    private static SqlType ofFamily(Family family) {
        for (SqlType type : SqlType.values()) {
            if (type.family() == family) {
                return type;
            }
        }
        throw new IllegalArgumentException(family + " has no type.");
    }

    List<Column> columns() {
        return columns;
    }

    String items() {
        return String.join(", ", items);
    }

    /** Returns the query that they are with what follows them, as in {@code FROM t}. */
    Relation from(String rest, boolean changing) {
        return Relation.ofQuery("SELECT " + items() + " " + rest, columns, changing);
    }

    /** Returns the expressions without names, for GROUP BY. */
    static String sql(List<Ref> refs) {
        return refs.stream().map(Ref::sql).collect(Collectors.joining(", "));
    }
}
