/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.differential.sql.draw;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** All kinds of queries that are drawn. */
public final class Shapes {
    static final List<Shape> ALL = all();

    /** What Millrace may refuse, by the names of shapes and of other features of a query: to refuse anything else is an error. Whoever makes one of them run takes its word away. */
    public static final Set<String> REFUSABLE = Set.of();

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
