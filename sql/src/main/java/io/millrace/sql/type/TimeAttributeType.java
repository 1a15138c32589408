/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.sql.type;

import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rel.type.RelDataTypeFactory;
import org.apache.calcite.sql.type.BasicSqlType;
import org.apache.calcite.sql.type.SqlTypeName;
import org.jspecify.annotations.Nullable;

/**
 * The type of a column that tells the time of a stream: a timestamp that is known to advance with the watermark, or the clock. A column
 * keeps it while it is passed on, through projections and filters; what is computed of it is a plain timestamp.
 */
public final class TimeAttributeType extends BasicSqlType {

    /** Which time a column tells. */
    public enum Kind {
        /** Event time, which a watermark runs behind. */
        ROWTIME,
        /** The clock of whoever runs the statement. */
        PROCTIME
    }

    private static final int PROCTIME_PRECISION = 3;

    private final @Nullable Kind kind;

    private TimeAttributeType(SqlTypeName typeName, int precision, boolean nullable, Kind kind) {
        super(SqlTypeSystem.INSTANCE, typeName, nullable, precision);
        this.kind = kind;
        // The superclass's constructor made the digest without it.
        computeDigest();
    }

    /** Returns the type of a rowtime column whose values are of a plain timestamp type. */
    public static RelDataType rowtime(RelDataTypeFactory types, RelDataType timestamp) {
        return types.copyType(new TimeAttributeType(
                timestamp.getSqlTypeName(), timestamp.getPrecision(), timestamp.isNullable(), Kind.ROWTIME));
    }

    /** Returns the type of PROCTIME(). */
    public static RelDataType proctime(RelDataTypeFactory types) {
        return types.copyType(new TimeAttributeType(
                SqlTypeName.TIMESTAMP_WITH_LOCAL_TIME_ZONE, PROCTIME_PRECISION, false, Kind.PROCTIME));
    }

    /** Returns the type of a value that is computed of one of this type, or the type itself if it is no time attribute. */
    public static RelDataType materialized(RelDataTypeFactory types, RelDataType type) {
        if (!(type instanceof TimeAttributeType)) {
            return type;
        }
        return types.createTypeWithNullability(
                types.createSqlType(type.getSqlTypeName(), type.getPrecision()), type.isNullable());
    }

    /** Whether a type is that of a rowtime column. */
    public static boolean isRowtime(RelDataType type) {
        return type instanceof TimeAttributeType attribute && attribute.kind == Kind.ROWTIME;
    }

    /** Whether a type is that of a proctime column. */
    public static boolean isProctime(RelDataType type) {
        return type instanceof TimeAttributeType attribute && attribute.kind == Kind.PROCTIME;
    }

    /** Returns which time it tells. */
    public Kind kind() {
        if (kind == null) {
            throw new IllegalStateException("The type is still being made.");
        }
        return kind;
    }

    @Override
    public TimeAttributeType createWithNullability(boolean nullable) {
        return nullable == isNullable()
                ? this
                : new TimeAttributeType(getSqlTypeName(), getPrecision(), nullable, kind());
    }

    @Override
    protected void generateTypeString(StringBuilder text, boolean withDetail) {
        super.generateTypeString(text, withDetail);
        if (kind != null) {
            text.append(" *").append(kind).append('*');
        }
    }
}
