/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.sql.physical;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.apache.calcite.plan.RelOptUtil;
import org.apache.calcite.rex.RexCall;
import org.apache.calcite.rex.RexInputRef;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.rex.RexUtil;
import org.apache.calcite.util.ImmutableBitSet;

/** Keys by which rows can be upserted (see {@link PhysicalNode#upsertKeys}), through other steps. */
final class UpsertKeys {
    private UpsertKeys() {}

    /** Returns those keys that are still there when columns are projected. */
    static List<ImmutableBitSet> projected(List<ImmutableBitSet> keys, List<RexNode> projections) {
        List<ImmutableBitSet> projected = new ArrayList<>();
        for (ImmutableBitSet key : keys) {
            List<ImmutableBitSet> found = List.of(ImmutableBitSet.of());
            for (int column : key) {
                found = with(found, projections, column);
            }
            projected.addAll(found);
        }
        return projected;
    }

    /** Returns each key with every column that shows one of the input. */
    private static List<ImmutableBitSet> with(List<ImmutableBitSet> keys, List<RexNode> projections, int column) {
        List<ImmutableBitSet> found = new ArrayList<>();
        for (int i = 0; i < projections.size(); i++) {
            if (shows(projections.get(i), column)) {
                int place = i;
                keys.forEach(key -> found.add(key.set(place)));
            }
        }
        return found;
    }

    /** Returns whether an expression is a column, or tells its values apart as well. */
    private static boolean shows(RexNode expression, int column) {
        return expression instanceof RexInputRef input
                ? input.getIndex() == column
                : RexUtil.isLosslessCast(expression)
                        && shows(((RexCall) expression).getOperands().get(0), column);
    }

    /** Returns whether an expression is the same for a row before an update and after it: it looks at nothing but a key. */
    static boolean determine(RexNode expression, Collection<ImmutableBitSet> keys) {
        ImmutableBitSet columns = RelOptUtil.InputFinder.bits(expression);
        return RexUtil.isDeterministic(expression) && keys.stream().anyMatch(key -> key.contains(columns));
    }
}
