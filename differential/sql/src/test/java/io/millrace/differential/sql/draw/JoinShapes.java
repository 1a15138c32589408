/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.differential.sql.draw;

import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;

/** Queries that put rows of two tables side by side, or ask one table about the other. */
final class JoinShapes {
    private static final int MOST_ITEMS = 4;

    private JoinShapes() {}

    static List<Shape> all() {
        return List.of(
                Shape.table("join", draw -> join(draw, "JOIN", draw.table(), draw.table())),
                Shape.table("left-join", draw -> join(draw, "LEFT JOIN", draw.table(), draw.table())),
                Shape.table("right-join", draw -> join(draw, "RIGHT JOIN", draw.table(), draw.table())),
                Shape.table("full-join", draw -> join(draw, "FULL JOIN", draw.table(), draw.table())),
                Shape.table("join-three", JoinShapes::joinThree),
                Shape.table("join-chain", draw -> joinChain(draw, JoinShapes::whole)),
                Shape.table("join-chain-by-first", draw -> joinChain(draw, JoinShapes::first)),
                Shape.table(
                        "aggregate-of-join-chain",
                        draw -> AggregateShapes.groupBy(draw, joinChain(draw, JoinShapes::first))),
                Shape.table("join-of-aggregate", JoinShapes::joinOfAggregate),
                Shape.table(
                        "aggregate-of-join",
                        draw -> AggregateShapes.groupBy(
                                draw,
                                join(draw, draw.choices().pick("JOIN", "LEFT JOIN"), draw.table(), draw.table()))),
                Shape.table("in", draw -> in(draw, "IN")),
                Shape.table("not-in", draw -> in(draw, "NOT IN")),
                Shape.table("exists", draw -> exists(draw, "EXISTS")),
                Shape.table("not-exists", draw -> exists(draw, "NOT EXISTS")),
                Shape.table("scalar-sub-query", JoinShapes::scalar),
                Shape.table("interval-join", JoinShapes::intervalJoin),
                Shape.exact("temporal-join", JoinShapes::temporalJoin));
    }

    /** Returns columns of both sides that may be equal, as {@code a.x = b.y}; there is always one. */
    static String equal(Draw draw, List<Ref> left, List<Ref> right) {
        List<String> pairs = new ArrayList<>();
        for (Ref a : left) {
            for (Ref b : right) {
                if (a.type() == b.type() || (a.family() == Family.INT && b.family() == Family.INT)) {
                    pairs.add(a.sql() + " = " + b.sql());
                }
            }
        }
        return pairs.isEmpty()
                ? "CHAR_LENGTH(CAST(" + left.get(0).sql() + " AS STRING)) = CHAR_LENGTH(CAST("
                        + right.get(0).sql() + " AS STRING))"
                : draw.choices().pick(pairs);
    }

    private static String on(Draw draw, List<Ref> left, List<Ref> right) {
        return equal(draw, left, right) + more(draw, left, right);
    }

    /** Returns what a join sometimes asks for besides, or nothing. */
    private static String more(Draw draw, List<Ref> left, List<Ref> right) {
        Choices choices = draw.choices();
        return choices.span(() -> {
            if (!choices.once(3)) {
                return "";
            }
            List<Ref> both = new ArrayList<>(left);
            both.addAll(right);
            return " AND "
                    + (choices.below(2) == 0
                            ? equal(draw, left, right)
                            : new Expressions(choices, both).of(Family.TRUTH, 1));
        });
    }

    private static Relation join(Draw draw, String kind, Relation left, Relation right) {
        String a = draw.alias("a");
        String b = draw.alias("b");
        List<Ref> both = new ArrayList<>(left.refs(a));
        both.addAll(right.refs(b));
        String from = "FROM " + left.from(a) + " " + kind + " " + right.from(b) + " ON "
                + on(draw, left.refs(a), right.refs(b));
        return items(draw, both).from(from + StatelessShapes.where(draw, both), true);
    }

    /** Mostly columns as they are, sometimes expressions. */
    private static Select items(Draw draw, List<Ref> scope) {
        Select select = new Select();
        if (draw.choices().below(3) < 2) {
            Select.repeat(
                    draw.choices(), MOST_ITEMS, () -> select.add(draw.choices().pick(scope)));
            return select;
        }
        return select.addExpressions(draw.choices(), scope, MOST_ITEMS, 2);
    }

    private static Relation joinThree(Draw draw) {
        Choices choices = draw.choices();
        Relation two = join(draw, choices.pick("JOIN", "LEFT JOIN", "FULL JOIN"), draw.table(), draw.table());
        return join(draw, choices.pick("JOIN", "LEFT JOIN", "RIGHT JOIN"), two, draw.table());
    }

    /**
     * Several tables on one key, which is that of the first or of one that is joined to it; sometimes on more.
     *
     * @param choice of the key among the columns of a table
     */
    private static Relation joinChain(Draw draw, BiFunction<Draw, List<Ref>, String> choice) {
        Choices choices = draw.choices();
        Relation first = draw.table();
        String a = draw.alias("a");
        List<Ref> all = new ArrayList<>(first.refs(a));
        List<String> keys = new ArrayList<>(List.of(choice.apply(draw, first.refs(a))));
        StringBuilder from = new StringBuilder("FROM " + first.from(a));
        for (int more = 2 + choices.below(2); more > 0; more--) {
            Relation next = choices.below(3) == 0 ? AggregateShapes.groupBy(draw, draw.table()) : draw.table();
            String b = draw.alias("b");
            String key = choice.apply(draw, next.refs(b));
            String kind = choices.pick("JOIN", "LEFT JOIN");
            from.append(" ").append(kind).append(" ").append(next.from(b));
            from.append(" ON ").append(choices.pick(keys)).append(" = ").append(key);
            from.append(more(draw, all, next.refs(b)));
            all.addAll(next.refs(b));
            if (kind.equals("JOIN")) {
                keys.add(key);
            }
        }
        return items(draw, all).from(from + StatelessShapes.where(draw, all), true);
    }

    /** Returns the first column, which is the primary key if there is one, as a whole number. */
    private static String first(Draw draw, List<Ref> refs) {
        return whole(draw, refs.subList(0, 1));
    }

    /** Returns a whole number of a row: a column, if there is one. */
    private static String whole(Draw draw, List<Ref> refs) {
        List<Ref> numbers =
                refs.stream().filter(ref -> ref.family() == Family.INT).toList();
        return numbers.isEmpty()
                ? "CHAR_LENGTH(CAST(" + refs.get(0).sql() + " AS STRING))"
                : draw.choices().pick(numbers).sql();
    }

    private static Relation joinOfAggregate(Draw draw) {
        Relation aggregate = AggregateShapes.groupBy(draw, draw.table());
        return join(draw, draw.choices().pick("JOIN", "LEFT JOIN", "FULL JOIN"), draw.table(), aggregate);
    }

    private static Relation in(Draw draw, String operator) {
        Relation left = draw.table();
        Relation right = draw.table();
        String a = draw.alias("a");
        String b = draw.alias("b");
        SqlType type = left.columns().get(draw.choices().below(2)).type();
        String value = new Expressions(draw.choices(), left.refs(a)).of(type.family(), 0);
        String other = new Expressions(draw.choices(), right.refs(b)).of(type.family(), 0);
        String cast = "CAST(%s AS " + type.text() + ")";
        Select select = new Select();
        left.refs(a).forEach(select::add);
        return select.from(
                "FROM " + left.from(a) + " WHERE " + cast.formatted(value) + " " + operator + " (SELECT "
                        + cast.formatted(other) + " FROM " + right.from(b)
                        + StatelessShapes.where(draw, right.refs(b)) + ")",
                true);
    }

    private static Relation exists(Draw draw, String operator) {
        Relation left = draw.table();
        Relation right = draw.table();
        String a = draw.alias("a");
        String b = draw.alias("b");
        Select select = new Select();
        left.refs(a).forEach(select::add);
        return select.from(
                "FROM " + left.from(a) + " WHERE " + operator + " (SELECT 1 FROM " + right.from(b) + " WHERE "
                        + equal(draw, left.refs(a), right.refs(b)) + ")",
                true);
    }

    private static Relation scalar(Draw draw) {
        Relation left = draw.table();
        Relation right = draw.table();
        String a = draw.alias("a");
        String b = draw.alias("b");
        List<Ref> ordered = right.refs(b).stream().filter(Ref::hasExtremes).toList();
        String call = ordered.isEmpty() || draw.choices().once(3)
                ? "COUNT(*)"
                : draw.choices().pick("MAX", "MIN") + "("
                        + draw.choices().pick(ordered).sql() + ")";
        String correlated = draw.choices().below(2) == 0 ? "" : " WHERE " + equal(draw, left.refs(a), right.refs(b));
        Select select = new Select();
        left.refs(a).forEach(select::add);
        select.add("(SELECT " + call + " FROM " + right.from(b) + correlated + ")", SqlType.BIGINT, false);
        return select.from("FROM " + left.from(a), true);
    }

    private static Relation intervalJoin(Draw draw) {
        Relation left = draw.timedTable();
        Relation right = draw.timedTable();
        String a = draw.alias("a");
        String b = draw.alias("b");
        Choices choices = draw.choices();
        String kind = choices.pick("JOIN", "LEFT JOIN", "RIGHT JOIN", "FULL JOIN");
        String bounds = choices.pick(
                "%1$s.ts BETWEEN %2$s.ts - INTERVAL '3' SECOND AND %2$s.ts + INTERVAL '4' SECOND",
                "%1$s.ts > %2$s.ts AND %1$s.ts <= %2$s.ts + INTERVAL '6' SECOND",
                "%1$s.ts >= %2$s.ts - INTERVAL '10' SECOND AND %1$s.ts < %2$s.ts - INTERVAL '1' SECOND");
        List<Ref> both = timeless(left.refs(a));
        both.addAll(timeless(right.refs(b)));
        Select select = new Select();
        both.forEach(select::add);
        select.add("CAST(" + a + ".ts AS TIMESTAMP(3))", SqlType.TIMESTAMP_3, false);
        return select.from(
                "FROM " + left.from(a) + " " + kind + " " + right.from(b) + " ON "
                        + equal(draw, timeless(left.refs(a)), timeless(right.refs(b))) + " AND "
                        + bounds.formatted(a, b),
                false);
    }

    private static Relation temporalJoin(Draw draw) {
        Relation left = draw.timedTable();
        Relation right = draw.versionedTable();
        String a = draw.alias("a");
        String b = draw.alias("b");
        List<Ref> both = timeless(left.refs(a));
        both.addAll(timeless(right.refs(b)));
        Select select = new Select();
        both.forEach(select::add);
        List<Ref> keys =
                left.refs(a).stream().filter(ref -> ref.type() == SqlType.INT).toList();
        String key = keys.isEmpty()
                ? "CHAR_LENGTH(CAST(" + left.refs(a).get(0).sql() + " AS STRING))"
                : draw.choices().pick(keys).sql();
        return select.from(
                "FROM " + left.from(a) + " " + draw.choices().pick("JOIN", "LEFT JOIN") + " " + right.source()
                        + " FOR SYSTEM_TIME AS OF " + a + ".ts AS " + b + " ON " + key + " = " + b + ".id",
                false);
    }

    private static List<Ref> timeless(List<Ref> refs) {
        return new ArrayList<>(refs.stream()
                .filter(ref -> !ref.sql().endsWith("." + Draw.TIME))
                .toList());
    }
}
