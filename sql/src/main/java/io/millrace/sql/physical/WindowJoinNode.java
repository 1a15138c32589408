/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.sql.physical;

import io.millrace.data.RowType;
import io.millrace.sql.codegen.CalcCompiler;
import io.millrace.sql.connector.ChangelogMode;
import io.millrace.sql.operator.PairCondition;
import io.millrace.sql.operator.WindowJoinOperator;
import io.millrace.sql.window.WindowZone;
import io.millrace.stream.DataStream;
import java.util.List;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rel.type.RelDataTypeFactory;
import org.apache.calcite.rex.RexNode;

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
        return "WindowJoin(type=[" + join.spec().type() + "], leftKeys="
                + join.spec().leftKeys() + ", rightKeys=" + join.spec().rightKeys() + ", ends="
                + join.spec().ends() + where + ")";
    }

    @Override
    String distribution() {
        return hash(input(), join.spec().leftKeys());
    }

    @Override
    StateUse state() {
        return StateUse.bounded("rows of both inputs", StateUse.bytesOf(rowType()), "when a window is over");
    }

    @Override
    String computeIdentity() {
        PhysicalNode left = inputs().get(0);
        PhysicalNode right = inputs().get(1);
        RexNode condition = join.condition();
        String where = condition == null ? "" : " WHERE " + Lineage.of(condition, JoinNode.lineage(left, right));
        return join.spec().type() + " WINDOW JOIN ON " + Lineage.of(join.spec().leftKeys(), left.lineage()) + " = "
                + Lineage.of(join.spec().rightKeys(), right.lineage())
                + join.spec().equalNulls() + where + " OF\n"
                + StoredRows.identity(left).indent(1)
                + StoredRows.identity(right).indent(1);
    }

    @Override
    List<String> computeLineage() {
        return join.spec().type().projectsRight()
                ? JoinNode.lineage(inputs().get(0), inputs().get(1))
                : inputs().get(0).lineage();
    }

    @Override
    protected DataStream<Object> translate(Translation translation) {
        WindowZone zone = WindowCall.zone(join.left().zoned(), translation.zone());
        WindowJoinOperator.Spec spec = join.spec();
        RelDataType output = rowType();
        List<RowType> stored = inputs().stream().map(StoredRows::type).toList();
        DataStream<Object> left = translation.stream(inputs().get(0)).keyByColumns(spec.leftKeys());
        DataStream<Object> right = translation.stream(inputs().get(1)).keyByColumns(spec.rightKeys());
        RexNode condition = join.condition();
        if (condition == null) {
            return translation.keeping(
                    this,
                    left.transform(
                            "WindowJoin", right, () -> new WindowJoinOperator(output, zone, spec, stored, null)));
        }
        PairCondition pairs = PairCondition.of(condition, pair(), new CalcCompiler(types, translation.zone()), types);
        return translation.keeping(
                this,
                left.transform("WindowJoin", right, () -> new WindowJoinOperator(output, zone, spec, stored, pairs)));
    }

    /** Returns the columns of both inputs. */
    private RelDataType pair() {
        RelDataTypeFactory.Builder row = types.builder();
        inputs().forEach(input -> input.rowType().getFieldList().forEach(row::add));
        return row.build();
    }
}
