/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.differential.sql.draw;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** All kinds of queries that are drawn. */
public final class Shapes {
    static final List<Shape> ALL = all();

    /** What Millrace must run, by the names of shapes and of other features of a query: to refuse it is an error. Whoever makes one of them run adds a word here. */
    public static final Set<String> REQUIRED = Set.of(
            "project",
            "nested",
            "view",
            "union-all",
            "values",
            "group-by",
            "group-by-expression",
            "aggregate-all",
            "distinct",
            "aggregate-of-aggregate",
            "filter-of-aggregate",
            "union",
            "intersect",
            "intersect-all",
            "except",
            "except-all");

    private Shapes() {}

    private static List<Shape> all() {
        List<Shape> all = new ArrayList<>();
        all.addAll(StatelessShapes.all());
        all.addAll(AggregateShapes.all());
        all.addAll(JoinShapes.all());
        all.addAll(SetShapes.all());
        all.addAll(RankShapes.all());
        all.addAll(WindowShapes.all());
        return List.copyOf(all);
    }

    /** Returns their names. */
    public static List<String> names() {
        return ALL.stream().map(Shape::name).toList();
    }
}
