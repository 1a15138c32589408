/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.sql.physical;

import java.util.List;
import java.util.function.IntUnaryOperator;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.core.Aggregate;
import org.apache.calcite.rel.core.Filter;
import org.apache.calcite.rel.core.Join;
import org.apache.calcite.rel.core.Project;
import org.apache.calcite.rel.core.Union;
import org.apache.calcite.rex.RexInputRef;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.util.ImmutableBitSet;
import org.jspecify.annotations.Nullable;

/**
 * Which columns of a node tell the window that a row belongs to. No row of a window comes after the watermark has passed the window's end, but late ones.
 *
 * @param starts the columns with the start of the window
 * @param ends those with its end
 * @param times those with its time, which is a rowtime
 * @param eventTime or processing time
 * @param zoned whether the bounds are those of the session's zone
 */
record WindowColumns(
        ImmutableBitSet starts, ImmutableBitSet ends, ImmutableBitSet times, boolean eventTime, boolean zoned) {

    /** Returns the columns of a node, or null if its rows belong to no windows. */
    static @Nullable WindowColumns of(RelNode node) {
        WindowCall call = WindowCall.of(node);
        if (call != null) {
            int width = node.getRowType().getFieldCount();
            return new WindowColumns(
                    ImmutableBitSet.of(width - 3),
                    ImmutableBitSet.of(width - 2),
                    ImmutableBitSet.of(width - 1),
                    call.eventTime(),
                    call.zoned());
        } else if (node instanceof Filter filter) {
            return of(filter.getInput());
        } else if (node instanceof Project project) {
            return ofProject(project);
        } else if (node instanceof Aggregate aggregate) {
            return ofAggregate(aggregate);
        } else if (node instanceof Join join) {
            return ofJoin(join);
        }
        return node instanceof Union union ? ofUnion(union) : null;
    }

    private static @Nullable WindowColumns ofProject(Project project) {
        WindowColumns below = of(project.getInput());
        if (below == null) {
            return null;
        }
        ImmutableBitSet.Builder starts = ImmutableBitSet.builder();
        ImmutableBitSet.Builder ends = ImmutableBitSet.builder();
        ImmutableBitSet.Builder times = ImmutableBitSet.builder();
        for (int i = 0; i < project.getProjects().size(); i++) {
            RexNode projected = project.getProjects().get(i);
            if (projected instanceof RexInputRef column) {
                set(below.starts.get(column.getIndex()), starts, i);
                set(below.ends.get(column.getIndex()), ends, i);
                set(below.times.get(column.getIndex()), times, i);
            }
        }
        return new WindowColumns(starts.build(), ends.build(), times.build(), below.eventTime, below.zoned).orNull();
    }

    private static void set(boolean is, ImmutableBitSet.Builder columns, int column) {
        if (is) {
            columns.set(column);
        }
    }

    private static @Nullable WindowColumns ofAggregate(Aggregate aggregate) {
        WindowColumns below = of(aggregate.getInput());
        if (below == null || !below.areIn(aggregate)) {
            return null;
        }
        List<Integer> keys = aggregate.getGroupSet().asList();
        IntUnaryOperator place = keys::indexOf;
        ImmutableBitSet group = aggregate.getGroupSet();
        return new WindowColumns(
                moved(below.starts.intersect(group), place),
                moved(below.ends.intersect(group), place),
                moved(below.times.intersect(group), place),
                below.eventTime,
                below.zoned);
    }

    private static ImmutableBitSet moved(ImmutableBitSet columns, IntUnaryOperator place) {
        ImmutableBitSet.Builder moved = ImmutableBitSet.builder();
        columns.forEach(column -> moved.set(place.applyAsInt(column)));
        return moved.build();
    }

    private static @Nullable WindowColumns ofJoin(Join join) {
        WindowJoin windowed = WindowJoin.of(join);
        if (windowed == null) {
            return null;
        }
        int width = join.getLeft().getRowType().getFieldCount();
        WindowColumns none = new WindowColumns(
                ImmutableBitSet.of(), ImmutableBitSet.of(), ImmutableBitSet.of(), true, windowed.left().zoned);
        WindowColumns left = join.getJoinType().generatesNullsOnLeft() ? none : windowed.left();
        WindowColumns right = join.getJoinType().generatesNullsOnRight()
                        || !join.getJoinType().projectsRight()
                ? none
                : windowed.right();
        return new WindowColumns(
                        left.starts.union(right.starts.shift(width)),
                        left.ends.union(right.ends.shift(width)),
                        left.times.union(right.times.shift(width)),
                        true,
                        left.zoned)
                .orNull();
    }

    private static @Nullable WindowColumns ofUnion(Union union) {
        WindowColumns all = null;
        for (RelNode input : union.getInputs()) {
            WindowColumns columns = of(input);
            if (columns == null) {
                return null;
            }
            all = all == null ? columns : all.intersect(columns);
            if (all == null) {
                return null;
            }
        }
        return all;
    }

    private @Nullable WindowColumns intersect(WindowColumns other) {
        if (eventTime != other.eventTime || zoned != other.zoned) {
            return null;
        }
        return new WindowColumns(
                        starts.intersect(other.starts),
                        ends.intersect(other.ends),
                        times.intersect(other.times),
                        eventTime,
                        zoned)
                .orNull();
    }

    /** Returns this, or null if the bounds are not all there. */
    private @Nullable WindowColumns orNull() {
        return starts.isEmpty() || ends.isEmpty() ? null : this;
    }

    /** Returns whether an aggregation, of rows with these columns, is one of windows: it groups by both bounds. */
    boolean areIn(Aggregate aggregate) {
        return aggregate.getGroupSets().stream().allMatch(this::areIn);
    }

    /** Returns whether both bounds are among some columns. */
    boolean areIn(ImmutableBitSet columns) {
        return starts.intersects(columns) && ends.intersects(columns);
    }

    /** Returns whether a column tells the window, in whatever way. */
    boolean has(int column) {
        return starts.get(column) || ends.get(column) || times.get(column);
    }
}
