/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.sql.physical;

import io.millrace.sql.operator.WindowOutput;
import io.millrace.sql.parser.SqlException;
import io.millrace.sql.plan.LateRows;
import io.millrace.sql.window.Emission;
import io.millrace.sql.window.Windows;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.core.Aggregate;
import org.apache.calcite.rel.core.AggregateCall;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rel.type.RelDataTypeFactory;
import org.apache.calcite.rex.RexBuilder;
import org.apache.calcite.rex.RexInputRef;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.util.ImmutableBitSet;
import org.jspecify.annotations.Nullable;

/** Aggregations that group by the start and the end of windows. */
final class WindowAggregatePlanner implements NodePlanner {
    @Override
    public @Nullable PhysicalNode plan(RelNode node, PhysicalPlanner planner) {
        if (!(node instanceof Aggregate aggregate)) {
            return null;
        }
        WindowColumns windows = WindowColumns.of(aggregate.getInput());
        if (windows == null || !windows.areIn(aggregate)) {
            return null;
        }
        DirectWindow direct = DirectWindow.of(aggregate.getInput());
        if (!windows.eventTime() && (direct == null || !canBeCut(aggregate, windows, direct))) {
            return null; // rows that come with a window of processing time may come when the clock is past it
        }
        if (aggregate.getGroupSets().size() == 1
                && aggregate.getAggCallList().stream().noneMatch(GroupingSet::isOf)) {
            return single(aggregate, aggregate.getGroupSet(), aggregate.getAggCallList(), windows, direct, planner);
        }
        // Which rows are late is said once, and not by each set.
        DirectWindow shared = direct != null && direct.call().late() != null ? null : direct;
        List<PhysicalNode> sets = new ArrayList<>();
        for (ImmutableBitSet set : aggregate.getGroupSets()) {
            GroupingSet grouping = new GroupingSet(aggregate, set);
            sets.add(grouping.widened(single(aggregate, set, grouping.calls(), windows, shared, planner)));
        }
        return new UnionNode(aggregate.getRowType(), sets);
    }

    private static PhysicalNode single(
            Aggregate aggregate,
            ImmutableBitSet set,
            List<AggregateCall> calls,
            WindowColumns windows,
            @Nullable DirectWindow direct,
            PhysicalPlanner planner) {
        RelDataType row = GroupingSet.rowType(aggregate, set, calls);
        if (direct != null && canBeCut(aggregate, windows, direct)) {
            return cut(row, set, calls, windows, direct, planner);
        }
        return given(aggregate, row, set, calls, windows, planner);
    }

    /** Returns whether windows can be cut right where they are aggregated. */
    private static boolean canBeCut(Aggregate aggregate, WindowColumns windows, DirectWindow direct) {
        return hasOneSession(aggregate, windows, direct)
                && direct.isBelow(read(aggregate.getGroupSet(), aggregate.getAggCallList(), windows));
    }

    /** Returns whether all rows of a group are of one session: sessions are told apart by what rows are grouped by, in each set. */
    private static boolean hasOneSession(Aggregate aggregate, WindowColumns windows, DirectWindow direct) {
        if (direct.call().windows().kind() != Windows.Kind.SESSION) {
            return true;
        }
        Set<Integer> keys = new HashSet<>();
        for (int column : aggregate.getGroupSet()) {
            if (!windows.has(column)) {
                keys.add(direct.projections().get(column) instanceof RexInputRef key ? key.getIndex() : -1);
            }
        }
        return aggregate.getGroupSets().size() == 1
                && keys.equals(new HashSet<>(direct.call().partition()));
    }

    /** Returns the columns that are no part of the windows and that are looked at: the keys, and then those for the aggregates. */
    private static List<Integer> read(ImmutableBitSet set, List<AggregateCall> calls, WindowColumns windows) {
        List<Integer> read = new ArrayList<>();
        set.forEach(column -> {
            if (!windows.has(column)) {
                read.add(column);
            }
        });
        TreeSet<Integer> arguments = new TreeSet<>();
        for (AggregateCall call : calls) {
            arguments.addAll(call.getArgList());
            if (call.filterArg >= 0) {
                arguments.add(call.filterArg);
            }
        }
        arguments.removeAll(read);
        read.addAll(arguments);
        return read;
    }

    private static PhysicalNode cut(
            RelDataType row,
            ImmutableBitSet set,
            List<AggregateCall> calls,
            WindowColumns windows,
            DirectWindow direct,
            PhysicalPlanner planner) {
        List<Integer> read = read(set, calls, windows);
        List<Integer> keys = new ArrayList<>();
        List<Integer> columns = new ArrayList<>();
        set.forEach(column -> {
            columns.add(bound(column, windows, keys.size()));
            if (!windows.has(column)) {
                keys.add(keys.size());
            }
        });
        WindowCall call = direct.call();
        WindowAggregateNode.Cut cut =
                new WindowAggregateNode.Cut(call.windows(), read.size(), call.eventTime(), call.zoned(), call.zoned());
        PhysicalNode input = planner.plan(direct.below(read));
        LateRows late = call.late();
        if (late == null) {
            return new WindowAggregateNode(
                    row, input, cut, keys, columns, moved(calls, read), emission(cut, planner), null);
        }
        List<Integer> leaving = new ArrayList<>();
        late.columns().forEach(column -> leaving.add(read.size() + 1 + leaving.size()));
        RelDataTypeFactory types = call.input().getCluster().getTypeFactory();
        LateOutput output = LateOutput.of(late, leaving, input, types, planner);
        return new WindowAggregateNode(
                row, input, cut, keys, columns, moved(calls, read), emission(cut, planner), output);
    }

    private static int bound(int column, WindowColumns windows, int key) {
        if (windows.starts().get(column)) {
            return WindowOutput.START;
        } else if (windows.ends().get(column)) {
            return WindowOutput.END;
        }
        return windows.times().get(column) ? WindowOutput.TIME : key;
    }

    private static List<AggregateCall> moved(List<AggregateCall> calls, List<Integer> read) {
        List<AggregateCall> moved = new ArrayList<>();
        for (AggregateCall call : calls) {
            moved.add(call.withArgList(
                            call.getArgList().stream().map(read::indexOf).toList())
                    .withFilter(call.filterArg < 0 ? -1 : read.indexOf(call.filterArg)));
        }
        return moved;
    }

    /** Aggregates rows that come with their windows. The start is a part of the key, as windows of different starts may end together. */
    private static PhysicalNode given(
            Aggregate aggregate,
            RelDataType row,
            ImmutableBitSet set,
            List<AggregateCall> calls,
            WindowColumns windows,
            PhysicalPlanner planner) {
        List<Integer> keys = new ArrayList<>();
        List<Integer> columns = new ArrayList<>();
        set.forEach(column -> {
            if (windows.ends().get(column)) {
                columns.add(WindowOutput.END);
            } else if (windows.times().get(column)) {
                columns.add(WindowOutput.TIME);
            } else {
                columns.add(keys.size());
                keys.add(column);
            }
        });
        int end = windows.ends().intersect(set).nextSetBit(0);
        WindowAggregateNode.Cut cut =
                new WindowAggregateNode.Cut(Windows.given(), end, true, windows.zoned(), windows.zoned());
        return new WindowAggregateNode(
                row, planner.plan(aggregate.getInput()), cut, keys, columns, calls, emission(cut, planner), null);
    }

    private static Emission emission(WindowAggregateNode.Cut cut, PhysicalPlanner planner) {
        return cut.eventTime() ? planner.emission() : planner.emission().ofClock();
    }

    /** One of several sets of columns that an aggregation groups by, as an aggregation of its own. */
    private record GroupingSet(Aggregate aggregate, ImmutableBitSet set) {
        /** Returns whether a call asks which columns a row is grouped by. */
        static boolean isOf(AggregateCall call) {
            SqlKind kind = call.getAggregation().getKind();
            return kind == SqlKind.GROUPING || kind == SqlKind.GROUP_ID;
        }

        static RelDataType rowType(Aggregate aggregate, ImmutableBitSet set, List<AggregateCall> calls) {
            RelDataTypeFactory.Builder row =
                    aggregate.getCluster().getTypeFactory().builder();
            RelDataType input = aggregate.getInput().getRowType();
            set.forEach(column -> row.add(input.getFieldList().get(column)));
            for (int i = 0; i < calls.size(); i++) {
                row.add("a" + i, calls.get(i).getType());
            }
            return row.build();
        }

        List<AggregateCall> calls() {
            return aggregate.getAggCallList().stream()
                    .filter(call -> !isOf(call))
                    .toList();
        }

        /** Adds the columns that the set does not group by, as nulls, and what tells that. */
        PhysicalNode widened(PhysicalNode grouped) {
            RexBuilder rex = aggregate.getCluster().getRexBuilder();
            RelDataType row = aggregate.getRowType();
            List<RexNode> columns = new ArrayList<>();
            List<Integer> keys = set.asList();
            for (int column : aggregate.getGroupSet()) {
                RelDataType type = row.getFieldList().get(columns.size()).getType();
                columns.add(
                        set.get(column)
                                ? cast(rex, type, RexInputRef.of(keys.indexOf(column), grouped.rowType()))
                                : rex.makeNullLiteral(type));
            }
            int next = keys.size();
            for (AggregateCall call : aggregate.getAggCallList()) {
                columns.add(
                        isOf(call)
                                ? rex.makeExactLiteral(java.math.BigDecimal.valueOf(missing(call)), call.getType())
                                : RexInputRef.of(next++, grouped.rowType()));
            }
            return new CalcNode(
                    row, grouped, null, columns, aggregate.getCluster().getTypeFactory());
        }

        private static RexNode cast(RexBuilder rex, RelDataType type, RexNode column) {
            return type.equals(column.getType()) ? column : rex.makeAbstractCast(type, column, false);
        }

        private long missing(AggregateCall call) {
            if (call.getAggregation().getKind() == SqlKind.GROUP_ID) {
                throw SqlException.of(
                        "GROUP_ID cannot be run. Use GROUPING_ID, which tells the columns of a set apart.");
            }
            long bits = 0;
            for (int argument : call.getArgList()) {
                bits = bits << 1 | (set.get(argument) ? 0 : 1);
            }
            return bits;
        }
    }
}
