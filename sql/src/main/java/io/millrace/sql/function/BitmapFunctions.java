/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.sql.function;

import static io.millrace.sql.function.Declarations.BIGINT;
import static io.millrace.sql.function.Declarations.STRING;
import static io.millrace.sql.function.Declarations.function;
import static io.millrace.sql.function.Declarations.takes;

import io.millrace.sql.type.BitmapType;
import java.util.List;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.sql.SqlOperator;
import org.apache.calcite.sql.type.SqlReturnTypeInference;
import org.apache.calcite.sql.type.SqlTypeFamily;
import org.apache.calcite.sql.type.SqlTypeName;
import org.apache.calcite.sql.type.SqlTypeTransforms;

/** Functions of bitmaps. */
final class BitmapFunctions {

    private static final SqlReturnTypeInference ARRAY = binding -> binding.getTypeFactory()
            .createArrayType(
                    binding.getTypeFactory()
                            .createTypeWithNullability(
                                    binding.getTypeFactory().createSqlType(SqlTypeName.INTEGER), true),
                    -1);

    static final SqlReturnTypeInference BITMAP = nullable(binding -> BitmapType.create(binding.getTypeFactory()));

    private BitmapFunctions() {}

    static List<SqlOperator> all() {
        return List.of(
                function(
                        "BITMAP_BUILD",
                        BITMAP,
                        Operands.of(1, 1, "(ARRAY<INT>)", types -> isArrayOfIntegers(types.get(0)))),
                function("BITMAP_CARDINALITY", BIGINT, bitmaps(1)),
                function("BITMAP_AND", BITMAP, bitmaps(2)),
                function("BITMAP_OR", BITMAP, bitmaps(2)),
                function("BITMAP_XOR", BITMAP, bitmaps(2)),
                function("BITMAP_ANDNOT", BITMAP, bitmaps(2)),
                function("BITMAP_FROM_BYTES", BITMAP, takes(SqlTypeFamily.BINARY)),
                function("BITMAP_TO_BYTES", Declarations.of(SqlTypeName.VARBINARY), bitmaps(1)),
                function("BITMAP_TO_ARRAY", nullable(ARRAY), bitmaps(1)),
                function("BITMAP_TO_STRING", STRING, bitmaps(1)));
    }

    private static SqlReturnTypeInference nullable(SqlReturnTypeInference type) {
        return type.andThen(SqlTypeTransforms.TO_NULLABLE);
    }

    private static boolean isArrayOfIntegers(RelDataType type) {
        RelDataType component = type.getComponentType();
        return Operands.isArray(type) && component != null && component.getSqlTypeName() == SqlTypeName.INTEGER;
    }

    static Operands bitmaps(int count) {
        return Operands.of(count, count, count == 1 ? "(BITMAP)" : "(BITMAP, BITMAP)", types -> types.stream()
                .allMatch(BitmapType::isBitmap));
    }
}
