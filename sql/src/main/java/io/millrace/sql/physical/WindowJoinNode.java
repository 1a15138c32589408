/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.sql.physical;

import io.millrace.sql.codegen.CalcCompiler;
import io.millrace.sql.codegen.CalcFactory;
import io.millrace.sql.connector.ChangelogMode;
import io.millrace.sql.operator.WindowPairFilter;
import io.millrace.sql.operator.WindowJoinOperator;
import io.millrace.sql.window.WindowZone;
import io.millrace.stream.DataStream;
import java.util.List;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rel.type.RelDataTypeFactory;
import org.apache.calcite.rex.RexInputRef;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.sql.type.SqlTypeName;

/** A join of rows of the same windows, which comes when these are over. */
final class WindowJoinNode extends PhysicalNode {
    private final WindowJoin join;
    private final RelDataTypeFactory types;

    WindowJoinNode(
            RelDataType rowType, PhysicalNode left, PhysicalNode right, WindowJoin join, RelDataTypeFactory types) {
        super(rowType, List.of(left, right));
        this.join = join;
        this.types = types;
    }

    @Override
    public ChangelogMode changelogMode() {
        return ChangelogMode.insertOnly();
    }

    @Override
    public String describe() {
        String where = join.condition() == null ? "" : ", where=[" + join.condition() + "]";
        return "WindowJoin(type=[" + join.spec().type() + "], leftKeys=" + join.spec().leftKeys() + ", rightKeys="
                + join.spec().rightKeys() + ", ends=" + join.spec().ends() + where + ")";
    }

    @Override
    protected DataStream<Object> translate(Translation translation) {
        WindowZone zone = WindowCall.zone(join.left().zoned(), translation.zone());
        WindowJoinOperator.Spec spec = join.spec();
        RelDataType output = rowType();
        DataStream<Object> left = translation.stream(inputs().get(0)).keyByColumns(spec.leftKeys());
        DataStream<Object> right = translation.stream(inputs().get(1)).keyByColumns(spec.rightKeys());
        RexNode condition = join.condition();
        if (condition == null) {
            return translation.keeping(
                    this,
                    left.transform("WindowJoin", right, () -> new WindowJoinOperator(output, zone, spec, null)));
        }
        RelDataType pair = pair();
        RexNode number = RexInputRef.of(pair.getFieldCount() - 1, pair);
        CalcFactory compiled = new CalcCompiler(types, translation.zone()).compile(pair, condition, List.of(number));
        return translation.keeping(
                this,
                left.transform(
                        "WindowJoin",
                        right,
                        () -> new WindowJoinOperator(output, zone, spec, new WindowPairFilter(pair, compiled))));
    }

    /** Returns the columns of both inputs, and behind them one for numbers of pairs. */
    private RelDataType pair() {
        RelDataTypeFactory.Builder row = types.builder();
        inputs().forEach(input -> input.rowType().getFieldList().forEach(row::add));
        return row.add("$pair", SqlTypeName.BIGINT).build();
    }
}
