/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.sql.type;

import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.sql.type.SqlTypeUtil;

/** Which casts to DECIMAL give null for what the type has no room for. */
public final class DecimalCasts {

    private DecimalCasts() {}

    /** Returns whether there are values of a type that a DECIMAL has no room for. */
    public static boolean mayOverflow(RelDataType from, RelDataType to) {
        if (!SqlTypeUtil.isDecimal(to)) {
            return false;
        }
        int room = to.getPrecision() - to.getScale();
        return switch (from.getSqlTypeName()) {
            case BOOLEAN -> room < 1;
            case TINYINT -> room < 3;
            case SMALLINT -> room < 5;
            case INTEGER -> room < 10;
            case BIGINT -> room < 19;
            case DECIMAL -> room < from.getPrecision() - from.getScale() + carry(from, to);
            case CHAR, VARCHAR, FLOAT, REAL, DOUBLE -> true;
            default -> false;
        };
    }

    /** Rounding may need another digit before the point. */
    private static int carry(RelDataType from, RelDataType to) {
        return to.getScale() < from.getScale() ? 1 : 0;
    }
}
