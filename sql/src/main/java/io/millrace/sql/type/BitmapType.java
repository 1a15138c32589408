/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.sql.type;

import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rel.type.RelDataTypeFactory;
import org.apache.calcite.sql.type.BasicSqlType;
import org.apache.calcite.sql.type.SqlTypeName;

/**
 * The type BITMAP: sets of 32-bit integers, as the bytes of RoaringBitmap's portable format. To everything that does not ask, it is BYTES, and so it travels and is
 * stored as such.
 */
public final class BitmapType extends BasicSqlType {

    private BitmapType(boolean nullable) {
        super(SqlTypeSystem.INSTANCE, SqlTypeName.VARBINARY, nullable, SqlTypeSystem.UNLIMITED);
        computeDigest();
    }

    /** Returns the type of bitmaps that are never null. */
    public static RelDataType create(RelDataTypeFactory types) {
        return types.copyType(new BitmapType(false));
    }

    /** Whether a type is that of bitmaps. */
    public static boolean isBitmap(RelDataType type) {
        return type instanceof BitmapType;
    }

    @Override
    public BitmapType createWithNullability(boolean nullable) {
        return nullable == isNullable() ? this : new BitmapType(nullable);
    }

    @Override
    protected void generateTypeString(StringBuilder text, boolean withDetail) {
        text.append("BITMAP");
    }
}
