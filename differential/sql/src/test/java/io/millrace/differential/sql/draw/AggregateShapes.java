/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.differential.sql.draw;

import java.util.ArrayList;
import java.util.List;

/** Queries that group rows. */
final class AggregateShapes {
    private static final int MOST_KEYS = 2;
    private static final int MOST_CALLS = 3;

    private AggregateShapes() {}

    static List<Shape> all() {
        return List.of(
                Shape.table("group-by", draw -> groupBy(draw, draw.table())),
                Shape.table("group-by-expression", AggregateShapes::groupByExpression),
                Shape.table("aggregate-all", draw -> all(draw, draw.table())),
                Shape.table("distinct", AggregateShapes::distinct),
                Shape.table("grouping-sets", AggregateShapes::groupingSets),
                Shape.table("aggregate-of-aggregate", draw -> groupBy(draw, groupBy(draw, draw.table()))),
                Shape.table("filter-of-aggregate", draw -> StatelessShapes.project(draw, groupBy(draw, draw.table()))));
    }

    /** Draws some columns of which no two are the same. */
    static List<Ref> keys(Draw draw, List<Ref> scope) {
        List<Ref> keys = new ArrayList<>();
        Select.repeat(draw.choices(), MOST_KEYS, () -> {
            Ref key = draw.choices().pick(scope);
            return keys.contains(key) || keys.add(key);
        });
        return keys;
    }

    static Relation groupBy(Draw draw, Relation input) {
        String alias = draw.alias("a");
        List<Ref> scope = input.refs(alias);
        List<Ref> keys = keys(draw, scope);
        Select select = new Select();
        keys.forEach(select::add);
        new Aggregates(draw.choices(), scope).add(select, MOST_CALLS);
        String rest = "FROM " + input.from(alias) + StatelessShapes.where(draw, scope) + " GROUP BY " + Select.sql(keys)
                + having(draw, scope);
        return select.from(rest, true);
    }

    private static String having(Draw draw, List<Ref> scope) {
        Choices choices = draw.choices();
        return choices.span(() -> {
            if (!choices.once(4)) {
                return "";
            }
            String column = choices.pick(scope).sql();
            return " HAVING " + choices.pick("COUNT(*)", "COUNT(" + column + ")", "COUNT(DISTINCT " + column + ")")
                    + choices.pick(" > 1", " = 1", " <> 2", " >= 2");
        });
    }

    private static Relation groupByExpression(Draw draw) {
        Relation input = draw.table();
        String alias = draw.alias("a");
        List<Ref> scope = input.refs(alias);
        String key = new Expressions(draw.choices(), scope).any(2);
        Select select = new Select().add(key, SqlType.INT, false);
        new Aggregates(draw.choices(), scope).add(select, MOST_CALLS);
        return select.from("FROM " + input.from(alias) + " GROUP BY " + key, true);
    }

    private static Relation all(Draw draw, Relation input) {
        String alias = draw.alias("a");
        List<Ref> scope = input.refs(alias);
        Select select = new Select();
        new Aggregates(draw.choices(), scope).add(select, MOST_CALLS);
        // without a condition: of one that is never true, Flink makes a row if it sees so while it plans
        return select.from("FROM " + input.from(alias), true);
    }

    private static Relation distinct(Draw draw) {
        Relation input = draw.table();
        String alias = draw.alias("a");
        List<Ref> scope = input.refs(alias);
        Select select = new Select();
        keys(draw, scope).forEach(select::add);
        return Relation.ofQuery(
                "SELECT DISTINCT " + select.items() + " FROM " + input.from(alias) + StatelessShapes.where(draw, scope),
                select.columns(),
                true);
    }

    private static Relation groupingSets(Draw draw) {
        Relation input = draw.table();
        String alias = draw.alias("a");
        List<Ref> scope = input.refs(alias);
        Ref first = scope.get(0);
        Ref second = scope.get(1);
        String both = first.sql() + ", " + second.sql();
        String grouping = draw.choices()
                .pick(
                        "ROLLUP (" + both + ")",
                        "CUBE (" + both + ")",
                        "GROUPING SETS ((" + first.sql() + "), (" + second.sql() + "))",
                        "GROUPING SETS ((" + both + "), (" + second.sql() + "), ())");
        Select select = new Select().add(first).add(second);
        new Aggregates(draw.choices(), scope).add(select, MOST_CALLS);
        if (draw.choices().once(3)) {
            select.add("GROUPING(" + first.sql() + ")", SqlType.BIGINT, true);
            select.add("GROUPING_ID(" + both + ")", SqlType.BIGINT, true);
        }
        return select.from("FROM " + input.from(alias) + " GROUP BY " + grouping, true);
    }
}
