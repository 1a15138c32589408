/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.differential.sql.draw;

import java.util.ArrayList;
import java.util.List;

/** Queries that put two results together as sets. */
final class SetShapes {
    private static final int MOST_COLUMNS = 2;

    private SetShapes() {}

    static List<Shape> all() {
        return List.of(
                Shape.table("union", draw -> combined(draw, "UNION")),
                Shape.table("intersect", draw -> combined(draw, "INTERSECT")),
                Shape.table("intersect-all", draw -> combined(draw, "INTERSECT ALL")),
                Shape.table("except", draw -> combined(draw, "EXCEPT")),
                Shape.table("except-all", draw -> combined(draw, "EXCEPT ALL")));
    }

    private static Relation combined(Draw draw, String operator) {
        List<SqlType> types = types(draw);
        Relation first = side(draw, types);
        Relation second = side(draw, types);
        return Relation.ofQuery("(" + first.sql() + ") " + operator + " (" + second.sql() + ")", first.columns(), true);
    }

    static List<SqlType> types(Draw draw) {
        List<SqlType> types = new ArrayList<>();
        Select.repeat(
                draw.choices(), MOST_COLUMNS, () -> types.add(draw.choices().pick(SqlType.values())));
        return types;
    }

    /** A query whose columns have these types. */
    static Relation side(Draw draw, List<SqlType> types) {
        Relation table = draw.table();
        String alias = draw.alias("a");
        List<Ref> scope = table.refs(alias);
        Select select = new Select();
        for (SqlType type : types) {
            String value = new Expressions(draw.choices(), scope).of(type.family(), 1);
            select.add("CAST(" + value + " AS " + type.text() + ")", type, false);
        }
        return select.from("FROM " + table.from(alias) + StatelessShapes.where(draw, scope), table.changing());
    }
}
