/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.differential.sql.draw;

import java.util.ArrayList;
import java.util.List;
import java.util.StringJoiner;

/** Queries that look at one row at a time. */
final class StatelessShapes {
    private static final int DEPTH = 3;
    private static final int MOST_ITEMS = 4;

    private StatelessShapes() {}

    static List<Shape> all() {
        return List.of(
                Shape.exact("project", draw -> project(draw, draw.table())),
                Shape.exact("nested", draw -> project(draw, project(draw, draw.table()))),
                Shape.exact("view", draw -> project(draw, draw.view(project(draw, draw.table())))),
                Shape.table("unnest", StatelessShapes::unnest),
                Shape.exact("union-all", StatelessShapes::unionAll),
                Shape.exact("values", StatelessShapes::values));
    }

    /** Expressions over a relation, of the rows for which a condition holds. */
    static Relation project(Draw draw, Relation input) {
        String alias = draw.alias("a");
        Choices choices = draw.choices();
        Select select = new Select();
        List<Ref> scope = input.refs(alias);
        if (choices.below(3) == 0) {
            scope.forEach(select::add);
        } else {
            select.addExpressions(choices, scope, MOST_ITEMS, DEPTH);
        }
        return select.from("FROM " + input.from(alias) + where(draw, scope), input.changing());
    }

    /** Returns a condition, or nothing. */
    static String where(Draw draw, List<Ref> scope) {
        return draw.choices()
                .span(() -> draw.choices().below(2) == 0
                        ? ""
                        : " WHERE " + new Expressions(draw.choices(), scope).of(Family.TRUTH, DEPTH));
    }

    /** A table, each row beside each element of an array of rows. Where the array is a constant, that is a join, of which either side may come first. */
    private static Relation unnest(Draw draw) {
        Relation input = draw.table();
        String a = draw.alias("a");
        String u = draw.alias("u");
        Choices choices = draw.choices();
        List<Ref> scope = input.refs(a);
        String array = "UNNEST(" + arrayWithoutNulls(choices, scope) + ")";
        String from = "FROM " + input.from(a)
                + choices.pick(
                        " CROSS JOIN " + array + " AS " + u + "(x, y)",
                        " LEFT JOIN " + array + " AS " + u + "(x, y) ON TRUE",
                        " CROSS JOIN " + array + " WITH ORDINALITY AS " + u + "(x, y, n)");
        List<Ref> both = new ArrayList<>(scope);
        both.add(new Ref(u + ".x", SqlType.INT, false));
        both.add(new Ref(u + ".y", SqlType.STRING, false));
        Select select = new Select();
        if (choices.below(2) == 0) {
            both.forEach(select::add);
        } else {
            select.addExpressions(choices, both, MOST_ITEMS, 1);
        }
        return select.from(from + where(draw, both), input.changing());
    }

    /** Elements that are null are not unnested by Flink; columns have none. */
    private static String arrayWithoutNulls(Choices choices, List<Ref> scope) {
        List<Ref> columns =
                scope.stream().filter(ref -> ref.family() == Family.ROWS).toList();
        if (!columns.isEmpty()) {
            return choices.pick(columns).sql();
        }
        Expressions expressions = new Expressions(choices, scope);
        String row = "CAST(ROW(%s, %s) AS " + SqlType.PAIR.text() + ")";
        return "ARRAY[" + row.formatted(expressions.of(Family.INT, 1), expressions.of(Family.TEXT, 1)) + ", "
                + row.formatted(expressions.of(Family.INT, 1), expressions.of(Family.TEXT, 1)) + "]";
    }

    private static Relation unionAll(Draw draw) {
        List<SqlType> types = SetShapes.types(draw);
        Relation first = SetShapes.side(draw, types);
        Relation second = SetShapes.side(draw, types);
        return Relation.ofQuery(
                first.sql() + " UNION ALL " + second.sql(), first.columns(), first.changing() || second.changing());
    }

    private static Relation values(Draw draw) {
        Choices choices = draw.choices();
        List<Family> families = new ArrayList<>();
        Select.repeat(choices, 3, () -> families.add(choices.pick(Family.values())));
        Expressions expressions = new Expressions(choices, List.of());
        StringJoiner rows = new StringJoiner(", ");
        Select.repeat(choices, 4, () -> {
            StringJoiner row = new StringJoiner(", ", "(", ")");
            families.forEach(family -> row.add(expressions.of(family, 1)));
            return rows.add(row.toString());
        });
        StringJoiner names = new StringJoiner(", ", "(", ")");
        Select select = new Select();
        for (int i = 0; i < families.size(); i++) {
            names.add("v" + i);
            select.add("v" + i, SqlType.INT, false);
        }
        return select.from("FROM (VALUES " + rows + ") AS v" + names, false);
    }
}
