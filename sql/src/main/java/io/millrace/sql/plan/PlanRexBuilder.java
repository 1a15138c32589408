/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.sql.plan;

import io.millrace.sql.type.TimeAttributeType;
import java.util.List;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rel.type.RelDataTypeFactory;
import org.apache.calcite.rex.RexBuilder;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlOperator;

/** Makes expressions, of which a rounded time is no time attribute. */
final class PlanRexBuilder extends RexBuilder {

    PlanRexBuilder(RelDataTypeFactory types) {
        super(types);
    }

    /** Whether an operator rounds. */
    static boolean rounds(SqlKind kind) {
        return kind == SqlKind.FLOOR || kind == SqlKind.CEIL;
    }

    @Override
    public RelDataType deriveReturnType(SqlOperator operator, List<? extends RexNode> operands) {
        RelDataType type = super.deriveReturnType(operator, operands);
        return rounds(operator.getKind()) ? TimeAttributeType.materialized(getTypeFactory(), type) : type;
    }
}
