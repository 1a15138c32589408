/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.differential.sql.draw;

import java.util.ArrayList;
import java.util.List;

/** Queries about windows of event time. No row is late: when the watermark comes is not part of what is compared. */
final class WindowShapes {
    private static final int MOST_CALLS = 3;

    private WindowShapes() {}

    static List<Shape> all() {
        return List.of(
                Shape.exact("tumble", draw -> aggregate(draw, "TUMBLE")),
                Shape.exact("hop", draw -> aggregate(draw, "HOP")),
                Shape.exact("cumulate", draw -> aggregate(draw, "CUMULATE")),
                Shape.exact("session", draw -> aggregate(draw, "SESSION")),
                Shape.exact("window-top-n", WindowShapes::topN),
                Shape.exact("window-join", WindowShapes::join),
                Shape.table("aggregate-of-window", draw -> AggregateShapes.groupBy(draw, aggregate(draw, "TUMBLE"))),
                Shape.exact("over", WindowShapes::over));
    }

    /** Returns a call of a window function on a table. */
    private static String windows(Draw draw, String kind, String table, String partition) {
        Choices choices = draw.choices();
        String sizes =
                switch (kind) {
                    case "TUMBLE" -> choices.pick("INTERVAL '5' SECOND", "INTERVAL '2' SECOND", "INTERVAL '1' MINUTE");
                    case "HOP" ->
                        choices.pick(
                                "INTERVAL '2' SECOND, INTERVAL '6' SECOND",
                                "INTERVAL '5' SECOND, INTERVAL '10' SECOND",
                                "INTERVAL '3' SECOND, INTERVAL '9' SECOND");
                    case "CUMULATE" ->
                        choices.pick(
                                "INTERVAL '2' SECOND, INTERVAL '6' SECOND",
                                "INTERVAL '5' SECOND, INTERVAL '20' SECOND");
                    default -> choices.pick("INTERVAL '2' SECOND", "INTERVAL '4' SECOND");
                };
        String offset = !kind.equals("SESSION") && choices.once(5) ? ", INTERVAL '1' SECOND" : "";
        return "TABLE(" + kind + "(TABLE " + table + partition + ", DESCRIPTOR(ts), " + sizes + offset + "))";
    }

    private static Relation aggregate(Draw draw, String kind) {
        Relation input = draw.timedTable();
        String a = draw.alias("a");
        List<Ref> scope = timeless(input, a);
        List<Ref> keys = draw.choices().below(4) == 0 ? List.of() : AggregateShapes.keys(draw, scope);
        String partition = kind.equals("SESSION") && !keys.isEmpty()
                ? " PARTITION BY (" + Select.sql(keys).replace(a + ".", "") + ")"
                : "";
        Select select = bounds(a);
        keys.forEach(select::add);
        new Aggregates(draw.choices(), scope).add(select, MOST_CALLS);
        String group = " GROUP BY " + a + ".window_start, " + a + ".window_end"
                + (keys.isEmpty() ? "" : ", " + Select.sql(keys));
        return select.from("FROM " + windows(draw, kind, input.source(), partition) + " AS " + a + group, false);
    }

    private static Select bounds(String alias) {
        return new Select()
                .add(alias + ".window_start", SqlType.TIMESTAMP_3, false)
                .add(alias + ".window_end", SqlType.TIMESTAMP_3, false);
    }

    static List<Ref> timeless(Relation input, String alias) {
        List<Ref> refs = input.refs(alias);
        return refs.subList(0, refs.size() - 1);
    }

    private static Relation topN(Draw draw) {
        Relation input = draw.timedTable();
        String a = draw.alias("a");
        String q = draw.alias("q");
        List<Ref> keys = AggregateShapes.keys(draw, timeless(input, a));
        String direction = draw.choices().pick("", " DESC");
        String numbered = "SELECT *, ROW_NUMBER() OVER (PARTITION BY " + a + ".window_start, " + a + ".window_end, "
                + Select.sql(keys) + " ORDER BY " + a + ".ts" + direction + ") AS rn FROM "
                + windows(draw, draw.choices().pick("TUMBLE", "HOP", "CUMULATE"), input.source(), "") + " AS " + a;
        Select select = bounds(q);
        timeless(input, q).forEach(select::add);
        select.add(q + ".rn", SqlType.BIGINT, true);
        return select.from(
                "FROM (" + numbered + ") AS " + q + " WHERE " + q + ".rn <= "
                        + (1 + draw.choices().below(3)),
                false);
    }

    private static Relation join(Draw draw) {
        Relation left = draw.timedTable();
        Relation right = draw.timedTable();
        String a = draw.alias("a");
        String b = draw.alias("b");
        String windows = windows(draw, "TUMBLE", "%s", "");
        Select select = new Select();
        List<Ref> both = new ArrayList<>(timeless(left, a));
        both.addAll(timeless(right, b));
        both.forEach(select::add);
        select.add("COALESCE(" + a + ".window_start, " + b + ".window_start)", SqlType.TIMESTAMP_3, false);
        String kind = draw.choices().pick("JOIN", "LEFT JOIN", "RIGHT JOIN", "FULL JOIN");
        String key = JoinShapes.equal(draw, timeless(left, a), timeless(right, b));
        return select.from(
                "FROM (SELECT * FROM " + windows.formatted(left.source()) + ") AS " + a + " " + kind
                        + " (SELECT * FROM "
                        + windows.formatted(right.source()) + ") AS " + b + " ON " + key + " AND " + a
                        + ".window_start = " + b + ".window_start AND " + a + ".window_end = " + b + ".window_end",
                false);
    }

    private static Relation over(Draw draw) {
        Relation input = draw.timedTable();
        String a = draw.alias("a");
        Choices choices = draw.choices();
        List<Ref> scope = timeless(input, a);
        String partition =
                choices.below(4) == 0 ? "" : "PARTITION BY " + Select.sql(AggregateShapes.keys(draw, scope)) + " ";
        String frame = choices.pick(
                "ROWS BETWEEN 2 PRECEDING AND CURRENT ROW",
                "ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW",
                "RANGE BETWEEN INTERVAL '4' SECOND PRECEDING AND CURRENT ROW",
                "RANGE BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW");
        List<Ref> numbers = scope.stream()
                .filter(ref -> ref.tame() && ref.family().isNumeric())
                .toList();
        Select select = new Select();
        scope.forEach(select::add);
        Select.repeat(choices, 2, () -> {
            Ref any = choices.pick(
                    scope.stream().filter(ref -> ref.family().hasExtremes()).toList());
            String call = choices.below(2) == 0 && !numbers.isEmpty()
                    ? choices.pick("SUM", "AVG") + "(" + choices.pick(numbers).sql() + ")"
                    : choices.pick("COUNT", "MIN", "MAX") + "(" + any.sql() + ")";
            return select.add(call + " OVER w", SqlType.BIGINT, false);
        });
        return select.from(
                "FROM " + input.from(a) + " WINDOW w AS (" + partition + "ORDER BY " + a + ".ts " + frame + ")", false);
    }
}
