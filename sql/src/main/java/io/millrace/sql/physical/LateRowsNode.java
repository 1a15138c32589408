/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.sql.physical;

import io.millrace.sql.catalog.Column;
import io.millrace.sql.connector.ChangelogMode;
import io.millrace.sql.operator.LateRowsOperator;
import io.millrace.stream.DataStream;
import java.util.ArrayList;
import java.util.List;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rel.type.RelDataTypeFactory;
import org.apache.calcite.rel.type.RelDataTypeField;
import org.apache.calcite.rex.RexBuilder;
import org.apache.calcite.rex.RexInputRef;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.sql.parser.SqlParserPos;
import org.apache.calcite.sql.type.SqlTypeUtil;

/** The rows that come too late for another node. */
final class LateRowsNode extends PhysicalNode {
    private final PhysicalNode windows;
    private final LateOutput late;

    private LateRowsNode(RelDataType rowType, PhysicalNode windows, LateOutput late) {
        super(rowType, List.of());
        this.windows = windows;
        this.late = late;
    }

    /** Returns the late rows of a node as the columns of the table that takes them. */
    static PhysicalNode of(PhysicalNode windows, LateOutput late) {
        RelDataTypeFactory.Builder row = late.types().builder();
        List<RelDataTypeField> fields = windows.input().rowType().getFieldList();
        late.columns().forEach(column -> row.add(fields.get(column)));
        LateRowsNode node = new LateRowsNode(row.build(), windows, late);
        return cast(node, late.target().writtenColumns(), late.types());
    }

    private static PhysicalNode cast(LateRowsNode node, List<Column> columns, RelDataTypeFactory types) {
        RexBuilder rex = new RexBuilder(types);
        RelDataTypeFactory.Builder row = types.builder();
        List<RexNode> values = new ArrayList<>();
        boolean casts = false;
        for (int i = 0; i < columns.size(); i++) {
            RexNode value = RexInputRef.of(i, node.rowType());
            RelDataType type = types.createTypeWithNullability(
                    columns.get(i).type(), value.getType().isNullable());
            boolean same = SqlTypeUtil.equalSansNullability(types, value.getType(), type);
            values.add(same ? value : rex.makeAbstractCast(SqlParserPos.ZERO, type, value, false));
            row.add(columns.get(i).name(), type);
            casts |= !same;
        }
        return casts ? new CalcNode(row.build(), node, null, values, types) : node;
    }

    @Override
    public ChangelogMode changelogMode() {
        return late.changes();
    }

    @Override
    boolean isBounded() {
        return windows.isBounded();
    }

    @Override
    public String describe() {
        return "LateRows(columns=" + late.columns() + ")";
    }

    @Override
    protected DataStream<Object> translate(Translation translation) {
        return translation.append(
                translation.operator(windows).getSideOutput(LateRowsOperator.side()),
                "LateRows",
                LateRowsOperator::new);
    }
}
