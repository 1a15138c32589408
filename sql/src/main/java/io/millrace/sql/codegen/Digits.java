/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.sql.codegen;

import java.util.List;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rex.RexCall;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.sql.type.SqlTypeName;

/** How many digits exact numbers have, and whether the result of an operation has room for all of them. */
final class Digits {
    private Digits() {}

    static boolean isInteger(RelDataType type) {
        return SqlTypeName.INT_TYPES.contains(type.getSqlTypeName());
    }

    static boolean isExact(RelDataType type) {
        return isInteger(type) || type.getSqlTypeName() == SqlTypeName.DECIMAL;
    }

    /** Returns how many digits a type has before the point. */
    static int ofWhole(RelDataType type) {
        return switch (type.getSqlTypeName()) {
            case TINYINT -> 3;
            case SMALLINT -> 5;
            case INTEGER -> 10;
            case BIGINT -> 19;
            default -> type.getPrecision() - type.getScale();
        };
    }

    private static int scale(RelDataType type) {
        return isInteger(type) ? 0 : type.getScale();
    }

    /** Returns whether a sum, difference or product of exact numbers never has to be rounded, and never has too many digits. */
    static boolean areKept(RexCall call) {
        List<RexNode> operands = call.getOperands();
        RelDataType left = operands.get(0).getType();
        RelDataType right = operands.get(1).getType();
        RelDataType type = call.getType();
        if (!isExact(left) || !isExact(right) || type.getSqlTypeName() != SqlTypeName.DECIMAL) {
            return false;
        }
        return switch (call.getKind()) {
            case TIMES ->
                type.getScale() == scale(left) + scale(right) && ofWhole(type) >= ofWhole(left) + ofWhole(right);
            case PLUS, MINUS ->
                type.getScale() == Math.max(scale(left), scale(right))
                        && ofWhole(type) > Math.max(ofWhole(left), ofWhole(right));
            default -> false;
        };
    }
}
