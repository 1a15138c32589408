/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.differential.sql.draw;

import java.util.ArrayList;
import java.util.List;
import java.util.StringJoiner;

/** Queries that ask for the first rows of an order. */
final class RankShapes {
    private RankShapes() {}

    static List<Shape> all() {
        return List.of(
                Shape.table("top-n", draw -> topN(draw, draw.table())),
                Shape.table("top-n-of-aggregate", draw -> topN(draw, AggregateShapes.groupBy(draw, draw.table()))),
                Shape.table("first-row", draw -> byTime(draw, "ASC")),
                Shape.table("last-row", draw -> byTime(draw, "DESC")),
                Shape.table("order-limit", RankShapes::orderLimit));
    }

    /** Returns an order in which only equal rows are equal, so that there is no choice among them. */
    private static String order(Draw draw, List<Ref> scope) {
        Choices choices = draw.choices();
        List<Ref> rest = new ArrayList<>(scope);
        StringJoiner order = new StringJoiner(", ");
        while (!rest.isEmpty()) {
            Ref next = rest.remove(choices.below(rest.size()));
            String direction = choices.pick("", " DESC");
            ordered(next).forEach(value -> order.add(value + direction));
        }
        return order.toString();
    }

    /** Returns by what values are told apart and ordered on both engines: Flink loses track of 0.0 and -0.0, and of the texts of empty arrays. */
    private static List<String> ordered(Ref ref) {
        String text = "CAST(" + ref.sql() + " AS STRING)";
        return switch (ref.family()) {
            case REAL, FLOAT -> List.of(ref.sql() + " + 1", text);
            case ROWS -> List.of("CARDINALITY(" + ref.sql() + ")", text);
            case ROW, NESTED -> List.of(text);
            default -> List.of(ref.sql());
        };
    }

    private static Relation topN(Draw draw, Relation input) {
        Choices choices = draw.choices();
        String a = draw.alias("a");
        String q = draw.alias("q");
        List<Ref> scope = input.refs(a);
        String partition =
                choices.below(3) == 0 ? "" : "PARTITION BY " + Select.sql(AggregateShapes.keys(draw, scope)) + " ";
        String numbered = "SELECT *, ROW_NUMBER() OVER (" + partition + "ORDER BY " + order(draw, scope)
                + ") AS rn FROM " + input.from(a);
        Select select = new Select();
        input.refs(q).forEach(select::add);
        if (choices.below(2) == 0) {
            select.add(q + ".rn", SqlType.BIGINT, true);
        }
        return select.from(
                "FROM (" + numbered + ") AS " + q + " WHERE " + q + ".rn <= " + (2 + choices.below(3)),
                true); // of one, Flink does not take the row back that is replaced
    }

    private static Relation byTime(Draw draw, String direction) {
        Relation input = draw.timedTable();
        String a = draw.alias("a");
        String q = draw.alias("q");
        List<Ref> keys = AggregateShapes.keys(draw, WindowShapes.timeless(input, a));
        String numbered = "SELECT *, ROW_NUMBER() OVER (PARTITION BY " + Select.sql(keys) + " ORDER BY " + a + ".ts "
                + direction + ") AS rn FROM " + input.from(a);
        Select select = new Select();
        input.refs(q).forEach(select::add);
        return select.from("FROM (" + numbered + ") AS " + q + " WHERE " + q + ".rn = 1", true);
    }

    private static Relation orderLimit(Draw draw) {
        Relation input = draw.choices().below(2) == 0 ? draw.table() : AggregateShapes.groupBy(draw, draw.table());
        String a = draw.alias("a");
        Select select = new Select();
        input.refs(a).forEach(select::add);
        String limit = " LIMIT " + (1 + draw.choices().below(4));
        return select.from("FROM " + input.from(a) + " ORDER BY " + order(draw, input.refs(a)) + limit, true);
    }
}
