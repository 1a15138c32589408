/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.sql.type;

import java.io.Serializable;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rel.type.RelDataTypeFactory;
import org.apache.calcite.rel.type.RelDataTypeSystemImpl;
import org.apache.calcite.sql.type.SqlTypeName;
import org.apache.calcite.sql.type.SqlTypeUtil;
import org.jspecify.annotations.Nullable;

/** Which lengths and precisions types have, and which types arithmetic and aggregates give, as in Flink. */
public final class SqlTypeSystem extends RelDataTypeSystemImpl implements Serializable {

    /** The only one; it has no state. */
    public static final SqlTypeSystem INSTANCE = new SqlTypeSystem();

    /** The length of STRING and BYTES, which is to say none. */
    public static final int UNLIMITED = Integer.MAX_VALUE;

    /** The most digits after the point of a second that a timestamp holds: nanoseconds. */
    public static final int MAX_TIMESTAMP_PRECISION = 9;

    private static final int DEFAULT_TIMESTAMP_PRECISION = 6;

    private SqlTypeSystem() {}

    /** Types travel with their system. */
    private Object readResolve() {
        return INSTANCE;
    }

    @Override
    public int getMaxPrecision(SqlTypeName typeName) {
        return switch (typeName) {
            case CHAR, VARCHAR, BINARY, VARBINARY -> UNLIMITED;
            case DECIMAL -> DecimalTypes.MAX_PRECISION;
            case TIMESTAMP, TIMESTAMP_WITH_LOCAL_TIME_ZONE, TIME -> MAX_TIMESTAMP_PRECISION;
            default -> super.getMaxPrecision(typeName);
        };
    }

    @Override
    public int getMaxScale(SqlTypeName typeName) {
        return typeName == SqlTypeName.DECIMAL ? DecimalTypes.MAX_PRECISION : super.getMaxScale(typeName);
    }

    @Override
    public int getDefaultPrecision(SqlTypeName typeName) {
        return switch (typeName) {
            case CHAR, BINARY -> 1;
            case VARCHAR, VARBINARY -> UNLIMITED;
            case TIMESTAMP, TIMESTAMP_WITH_LOCAL_TIME_ZONE -> DEFAULT_TIMESTAMP_PRECISION;
            case TIME -> 0;
            case DECIMAL -> 10;
            default -> super.getDefaultPrecision(typeName);
        };
    }

    /** The branches of a CASE keep their own lengths instead of being padded to the longest. */
    @Override
    public boolean shouldConvertRaggedUnionTypesToVarying() {
        return true;
    }

    @Override
    public RelDataType deriveSumType(RelDataTypeFactory types, RelDataType argument) {
        return SqlTypeUtil.isDecimal(argument) ? DecimalTypes.sum(types, argument) : argument;
    }

    @Override
    public RelDataType deriveAvgAggType(RelDataTypeFactory types, RelDataType argument) {
        return SqlTypeUtil.isDecimal(argument) ? DecimalTypes.average(types, argument) : argument;
    }

    @Override
    public @Nullable RelDataType deriveDecimalPlusType(RelDataTypeFactory types, RelDataType left, RelDataType right) {
        return DecimalTypes.plus(types, left, right);
    }

    @Override
    public @Nullable RelDataType deriveDecimalMultiplyType(
            RelDataTypeFactory types, RelDataType left, RelDataType right) {
        return DecimalTypes.multiply(types, left, right);
    }

    @Override
    public @Nullable RelDataType deriveDecimalDivideType(
            RelDataTypeFactory types, RelDataType left, RelDataType right) {
        return DecimalTypes.divide(types, left, right);
    }

    @Override
    public @Nullable RelDataType deriveDecimalModType(RelDataTypeFactory types, RelDataType left, RelDataType right) {
        return DecimalTypes.modulo(types, left, right);
    }
}
