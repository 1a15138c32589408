/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.sql.physical;

import java.util.List;
import org.apache.calcite.plan.RelOptUtil;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rel.type.RelDataTypeFactory;
import org.apache.calcite.rex.RexInputRef;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.rex.RexShuttle;
import org.apache.calcite.util.ImmutableBitSet;
import org.jspecify.annotations.Nullable;

/** The columns of an input that expressions look at: the others need not be read. */
final class UsedColumns {
    private final ImmutableBitSet used;

    UsedColumns(@Nullable RexNode condition, List<RexNode> projections) {
        ImmutableBitSet columns = RelOptUtil.InputFinder.bits(projections, condition);
        this.used = columns;
    }

    /** Returns their positions in the input, rising. */
    int[] positions() {
        return used.toArray();
    }

    /** Returns which of them a column of the input is. */
    int indexOf(int position) {
        return used.indexOf(position);
    }

    /** Returns a row of these columns alone. */
    RelDataType of(RelDataType row, RelDataTypeFactory types) {
        RelDataTypeFactory.Builder builder = types.builder();
        used.forEach(position -> builder.add(row.getFieldList().get(position)));
        return builder.build();
    }

    /** Returns an expression over such a row. */
    RexNode over(RexNode expression) {
        return expression.accept(new RexShuttle() {
            @Override
            public RexNode visitInputRef(RexInputRef input) {
                return new RexInputRef(used.indexOf(input.getIndex()), input.getType());
            }
        });
    }
}
