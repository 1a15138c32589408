/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.sql.physical;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.core.Join;
import org.apache.calcite.rel.core.JoinRelType;
import org.apache.calcite.rel.core.Project;
import org.apache.calcite.rex.RexInputRef;
import org.jspecify.annotations.Nullable;

/**
 * Inner and left joins, each above the one before, whose conditions are that the same columns are equal. Between them columns may be left out.
 *
 * <pre>
 *  Join(b.k = c.k)
 *  ├─ Join(a.k = b.k)         ->     a, b, c by k
 *  │  ├─ a
 *  │  └─ b
 *  └─ c
 * </pre>
 *
 * @param inputs what is joined
 * @param keys for each input the columns that are equal
 * @param leftJoined for each input whether it is left joined
 * @param columns where the columns of the result come from
 */
record JoinChain(List<RelNode> inputs, List<List<Integer>> keys, List<Boolean> leftJoined, List<Origin> columns) {

    /** A column of an input. */
    record Origin(int input, int column) {}

    /** Returns the chain that ends with a node, or null if that is no such join. */
    static @Nullable JoinChain of(RelNode node) {
        if (node instanceof Project project) {
            boolean plain = project.getProjects().stream().allMatch(RexInputRef.class::isInstance);
            JoinChain chain = plain ? of(project.getInput()) : null;
            return chain == null
                    ? null
                    : chain.showing(project.getProjects().stream()
                            .map(column -> chain.columns.get(((RexInputRef) column).getIndex()))
                            .toList());
        }
        if (!(node instanceof Join join) || WindowJoin.of(join) != null) {
            return null;
        }
        JoinKeys on = JoinKeys.of(join);
        boolean plain = on.rest() == null
                && !on.left().isEmpty()
                && !on.matchesNull().contains(true)
                && (join.getJoinType() == JoinRelType.INNER || join.getJoinType() == JoinRelType.LEFT);
        if (!plain) {
            return null;
        }
        JoinChain before = of(join.getLeft());
        List<Integer> places = before == null ? null : before.placesIn(on.left());
        return before == null || places == null
                ? of(join.getLeft(), on.left()).and(join, on.right())
                : before.and(join, ordered(on.right(), places));
    }

    private static JoinChain of(RelNode input, List<Integer> key) {
        return new JoinChain(List.of(input), List.of(key), List.of(false), columnsOf(input, 0));
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

    private JoinChain showing(List<Origin> shown) {
        return new JoinChain(inputs, keys, leftJoined, shown);
    }

    /** Returns for each column what part of the key it is; null if they are not the whole key. One of a left joined input is none, as it may be null where the key is not. */
    private @Nullable List<Integer> placesIn(List<Integer> equal) {
        List<Integer> places = new ArrayList<>();
        for (int column : equal) {
            Origin origin = columns.get(column);
            places.add(
                    leftJoined.get(origin.input) ? -1 : keys.get(origin.input).indexOf(origin.column));
        }
        Set<Integer> different = new TreeSet<>(places);
        boolean whole = places.size() == keys.get(0).size() && different.size() == places.size();
        return whole && !different.contains(-1) ? places : null;
    }

    private static List<Integer> ordered(List<Integer> key, List<Integer> places) {
        List<Integer> ordered = new ArrayList<>(Collections.nCopies(key.size(), 0));
        for (int i = 0; i < key.size(); i++) {
            ordered.set(places.get(i), key.get(i));
        }
        return ordered;
    }

    private JoinChain and(Join join, List<Integer> key) {
        List<Origin> shown = new ArrayList<>(columns);
        shown.addAll(columnsOf(join.getRight(), inputs.size()));
        return new JoinChain(
                with(inputs, join.getRight()),
                with(keys, key),
                with(leftJoined, join.getJoinType() == JoinRelType.LEFT),
                shown);
    }

    private static <T> List<T> with(List<T> list, T last) {
        List<T> longer = new ArrayList<>(list);
        longer.add(last);
        return List.copyOf(longer);
    }
}
