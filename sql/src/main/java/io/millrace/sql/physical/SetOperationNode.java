/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.sql.physical;

import io.millrace.data.RowType;
import io.millrace.sql.connector.ChangelogMode;
import io.millrace.sql.operator.SetOperator;
import io.millrace.sql.row.StateTypes;
import io.millrace.stream.DataStream;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.calcite.rel.type.RelDataType;

/** INTERSECT and EXCEPT, with and without ALL, of two inputs. */
final class SetOperationNode extends PhysicalNode {
    private final boolean intersects;
    private final boolean all;

    SetOperationNode(RelDataType rowType, PhysicalNode left, PhysicalNode right, boolean intersects, boolean all) {
        super(rowType, List.of(left, right));
        this.intersects = intersects;
        this.all = all;
    }

    /** A row of the second input brings rows to an intersection, and takes them from a difference. */
    @Override
    public ChangelogMode changelogMode() {
        boolean grows = intersects && inputs().stream().allMatch(PhysicalNode::isInsertOnly);
        return grows ? ChangelogMode.insertOnly() : ChangelogMode.all();
    }

    @Override
    public String describe() {
        return (intersects ? "Intersect" : "Minus") + "(all=[" + all + "])";
    }

    @Override
    String distribution() {
        return hash(inputs().get(0), allColumns());
    }

    @Override
    StateUse state() {
        return StateUse.unbounded(
                "each row, and how often it is in either input",
                StateUse.bytesOf(rowType()),
                "group both inputs by a window first");
    }

    @Override
    String computeIdentity() {
        PhysicalNode left = inputs().get(0);
        PhysicalNode right = inputs().get(1);
        return describe() + "\n" + (left.lineage() + " OF " + left.identity()).indent(1)
                + (right.lineage() + " OF " + right.identity()).indent(1);
    }

    @Override
    List<String> computeLineage() {
        return inputs().get(0).lineage();
    }

    private List<Integer> allColumns() {
        return IntStream.range(0, rowType().getFieldCount()).boxed().toList();
    }

    @Override
    protected DataStream<Object> translate(Translation translation) {
        RelDataType row = rowType();
        List<Integer> columns = allColumns();
        RowType keyType = StateTypes.row(row, columns, Lineage.distinct(lineage()));
        DataStream<Object> left = translation.stream(inputs().get(0)).keyByColumns(columns);
        DataStream<Object> right = translation.stream(inputs().get(1)).keyByColumns(columns);
        return translation.keeping(
                this,
                left.transform(
                        intersects ? "Intersect" : "Minus",
                        right,
                        () -> new SetOperator(row, keyType, intersects, all)));
    }
}
