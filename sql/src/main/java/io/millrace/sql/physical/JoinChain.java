/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.sql.physical;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.core.Join;
import org.apache.calcite.rel.core.JoinRelType;
import org.apache.calcite.rel.core.Project;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rex.RexInputRef;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.rex.RexShuttle;
import org.apache.calcite.sql.fun.SqlStdOperatorTable;
import org.jspecify.annotations.Nullable;

/**
 * Inner and left joins, each above the one before, in whose conditions the same columns are equal. Between them columns may be left out.
 *
 * <pre>
 *  Join(b.k = c.k)
 *  ├─ Join(a.k = b.k)         ->     a, b, c by k
 *  │  ├─ a
 *  │  └─ b
 *  └─ c
 * </pre>
 *
 * <p>What else inner joins ask for may be asked of the rows of the whole chain, as no left join above adds or drops rows of what is below it. Of left joins it may not: it decides where nulls stand.
 *
 * @param inputs what is joined
 * @param keys for each input the columns that are equal
 * @param leftJoined for each input whether it is left joined
 * @param columns where the columns of the result come from
 * @param conditions what holds besides, over the columns of all inputs side by side
 */
record JoinChain(
        List<RelNode> inputs,
        List<List<Integer>> keys,
        List<Boolean> leftJoined,
        List<Origin> columns,
        List<RexNode> conditions) {

    /** A column of an input. */
    record Origin(int input, int column) {}

    /**
     * Returns the chain that ends with a node, or null if that is no such join.
     *
     * @param joins which joins may be of it
     */
    static @Nullable JoinChain of(RelNode node, Predicate<Join> joins) {
        if (node instanceof Project project) {
            boolean plain = project.getProjects().stream().allMatch(RexInputRef.class::isInstance);
            JoinChain chain = plain ? of(project.getInput(), joins) : null;
            return chain == null
                    ? null
                    : chain.showing(project.getProjects().stream()
                            .map(column -> chain.columns.get(((RexInputRef) column).getIndex()))
                            .toList());
        }
        if (!(node instanceof Join join)
                || !joins.test(join)
                || WindowJoin.of(join) != null
                || TimeBounds.of(join) != null) {
            return null;
        }
        JoinKeys on = JoinKeys.of(join);
        boolean isInner = join.getJoinType() == JoinRelType.INNER;
        boolean fits = (isInner || (join.getJoinType() == JoinRelType.LEFT && on.rest() == null))
                && !on.left().isEmpty()
                && !on.matchesNull().contains(true);
        if (!fits) {
            return null;
        }
        JoinChain before = of(join.getLeft(), joins);
        JoinChain longer = before == null ? null : before.and(join, on);
        return longer == null ? of(join.getLeft(), on.left()).and(join, on, places(on.left())) : longer;
    }

    private static JoinChain of(RelNode input, List<Integer> key) {
        return new JoinChain(List.of(input), List.of(key), List.of(false), columnsOf(input, 0), List.of());
    }

    private static List<Integer> places(List<Integer> key) {
        return IntStream.range(0, key.size()).boxed().toList();
    }

    private static List<Origin> columnsOf(RelNode input, int number) {
        return IntStream.range(0, input.getRowType().getFieldCount())
                .mapToObj(column -> new Origin(number, column))
                .toList();
    }

    /** Returns the columns of all inputs. */
    List<Origin> allColumns() {
        List<Origin> all = new ArrayList<>();
        for (int input = 0; input < inputs.size(); input++) {
            all.addAll(columnsOf(inputs.get(input), input));
        }
        return all;
    }

    /** Returns the place of a column among those of all inputs. */
    int placeOf(Origin column) {
        return inputs.subList(0, column.input).stream()
                        .mapToInt(input -> input.getRowType().getFieldCount())
                        .sum()
                + column.column;
    }

    private JoinChain showing(List<Origin> shown) {
        return new JoinChain(inputs, keys, leftJoined, shown, conditions);
    }

    /** Returns the chain with one join more, by what all have in common; null if that is nothing, or less than a left join asks for. */
    private @Nullable JoinChain and(Join join, JoinKeys on) {
        List<Integer> places = on.left().stream().map(this::placeInKey).toList();
        List<Integer> common =
                places.stream().filter(place -> place >= 0).distinct().sorted().toList();
        boolean asksForMore = common.size() < places.size();
        boolean askedForMore = common.size() < keys.get(0).size();
        boolean loses =
                (asksForMore && join.getJoinType() == JoinRelType.LEFT) || (askedForMore && leftJoined.contains(true));
        if (common.isEmpty() || loses) {
            return null;
        }
        return by(common).and(join, on, places.stream().map(common::indexOf).toList());
    }

    /** Returns what part of the key a column is, or -1. One of a left joined input is none, as it may be null where the key is not. */
    private int placeInKey(int column) {
        Origin origin = columns.get(column);
        return leftJoined.get(origin.input) ? -1 : keys.get(origin.input).indexOf(origin.column);
    }

    /** Returns the same by a part of the key: that the rest is equal becomes a condition. */
    private JoinChain by(List<Integer> places) {
        List<RexNode> more = new ArrayList<>(conditions);
        for (int input = 1; input < inputs.size(); input++) {
            for (int place : places(keys.get(input))) {
                if (!places.contains(place)) {
                    more.add(areEqual(column(0, place), column(input, place)));
                }
            }
        }
        List<List<Integer>> shorter =
                keys.stream().map(key -> places.stream().map(key::get).toList()).toList();
        return new JoinChain(inputs, shorter, leftJoined, columns, more);
    }

    private RexNode column(int input, int placeInKey) {
        Origin origin = new Origin(input, keys.get(input).get(placeInKey));
        RelDataType row = inputs.get(input).getRowType();
        return new RexInputRef(
                placeOf(origin), row.getFieldList().get(origin.column).getType());
    }

    private RexNode areEqual(RexNode one, RexNode other) {
        return inputs.get(0).getCluster().getRexBuilder().makeCall(SqlStdOperatorTable.EQUALS, one, other);
    }

    /** @param places for each column that is equal what part of the key it is, or -1; each part is there */
    private JoinChain and(Join join, JoinKeys on, List<Integer> places) {
        List<Integer> key = places(keys.get(0)).stream()
                .map(place -> on.right().get(places.indexOf(place)))
                .toList();
        List<RexNode> more = new ArrayList<>(conditions);
        for (int i = 0; i < places.size(); i++) {
            if (places.get(i) < 0 || places.indexOf(places.get(i)) < i) {
                more.add(amongAll(on.equality(join, i), join));
            }
        }
        if (on.rest() != null) {
            more.add(amongAll(on.rest(), join));
        }
        List<Origin> shown = new ArrayList<>(columns);
        shown.addAll(columnsOf(join.getRight(), inputs.size()));
        return new JoinChain(
                with(inputs, join.getRight()),
                with(keys, key),
                with(leftJoined, join.getJoinType() == JoinRelType.LEFT),
                shown,
                more);
    }

    /** Returns what a join asks for, over the columns of all inputs. */
    private RexNode amongAll(RexNode condition, Join join) {
        int width = join.getLeft().getRowType().getFieldCount();
        return condition.accept(new RexShuttle() {
            @Override
            public RexNode visitInputRef(RexInputRef column) {
                int index = column.getIndex();
                int place =
                        index < width ? placeOf(columns.get(index)) : placeOf(new Origin(inputs.size(), index - width));
                return new RexInputRef(place, column.getType());
            }
        });
    }

    private static <T> List<T> with(List<T> list, T last) {
        List<T> longer = new ArrayList<>(list);
        longer.add(last);
        return List.copyOf(longer);
    }
}
