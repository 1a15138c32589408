/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.sql.operator;

import io.millrace.sql.codegen.CalcCompiler;
import io.millrace.sql.codegen.CalcFactory;
import io.millrace.sql.column.ColumnLayout;
import java.util.ArrayList;
import java.util.List;
import org.apache.calcite.plan.RelOptUtil;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rel.type.RelDataTypeFactory;
import org.apache.calcite.rex.RexInputRef;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.rex.RexShuttle;
import org.apache.calcite.util.ImmutableBitSet;

/**
 * What else rows of equal keys must hold to match, compiled.
 *
 * @param filter takes the columns below alone
 * @param columns of the rows of both inputs side by side, rising
 */
@SuppressWarnings("ArrayRecordComponent") // compared by nobody
public record PairCondition(CalcFactory filter, int[] columns, List<ColumnLayout> layouts) {
    /**
     * Compiles a condition.
     *
     * @param pair what the rows of both inputs are side by side
     */
    public static PairCondition of(
            RexNode condition, RelDataType pair, CalcCompiler compiler, RelDataTypeFactory types) {
        ImmutableBitSet used = RelOptUtil.InputFinder.bits(condition);
        RelDataTypeFactory.Builder row = types.builder();
        List<ColumnLayout> layouts = new ArrayList<>();
        for (int column : used) {
            row.add(pair.getFieldList().get(column));
            layouts.add(ColumnLayout.of(pair.getFieldList().get(column).getType()));
        }
        RexNode moved = condition.accept(new RexShuttle() {
            @Override
            public RexNode visitInputRef(RexInputRef input) {
                return new RexInputRef(used.indexOf(input.getIndex()), input.getType());
            }
        });
        return new PairCondition(compiler.compile(row.build(), moved, List.of()), used.toArray(), layouts);
    }
}
