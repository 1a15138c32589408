/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.sql.function;

import static io.millrace.sql.function.Declarations.DOUBLE;
import static io.millrace.sql.function.Declarations.INT;
import static io.millrace.sql.function.Declarations.STRING;
import static io.millrace.sql.function.Declarations.common;
import static io.millrace.sql.function.Declarations.function;
import static io.millrace.sql.function.Declarations.takes;
import static org.apache.calcite.sql.type.SqlTypeFamily.ANY;
import static org.apache.calcite.sql.type.SqlTypeFamily.BOOLEAN;
import static org.apache.calcite.sql.type.SqlTypeFamily.CHARACTER;
import static org.apache.calcite.sql.type.SqlTypeFamily.INTEGER;
import static org.apache.calcite.sql.type.SqlTypeFamily.NUMERIC;
import static org.apache.calcite.util.Static.RESOURCE;

import java.util.List;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rel.type.RelDataTypeFactory;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlOperator;
import org.apache.calcite.sql.SqlOperatorBinding;
import org.apache.calcite.sql.fun.SqlCastFunction;
import org.apache.calcite.sql.type.OperandTypes;
import org.apache.calcite.sql.type.ReturnTypes;
import org.apache.calcite.sql.type.SqlOperandCountRanges;
import org.apache.calcite.sql.type.SqlTypeName;
import org.apache.calcite.sql.type.SqlTypeTransforms;
import org.apache.calcite.sql.type.SqlTypeUtil;
import org.jspecify.annotations.Nullable;

/** Functions of numbers, and those that choose among values of any type. */
final class NumericFunctions {

    private NumericFunctions() {}

    static List<SqlOperator> all() {
        return List.of(
                function("LOG2", DOUBLE, takes(NUMERIC)),
                function("LOG", DOUBLE, takes(1, NUMERIC, NUMERIC)),
                function("SINH", DOUBLE, takes(NUMERIC)),
                function("COSH", DOUBLE, takes(NUMERIC)),
                function("TANH", DOUBLE, takes(NUMERIC)),
                function("E", ReturnTypes.explicit(SqlTypeName.DOUBLE), OperandTypes.NILADIC),
                function("HEX", STRING, takes(ANY)),
                function("BIN", STRING, takes(INTEGER)),
                function("HASH_CODE", INT, takes(ANY)),
                function("ROUND", NumericFunctions::rounded, takes(1, NUMERIC, INTEGER)),
                function("TRUNCATE", NumericFunctions::rounded, takes(1, NUMERIC, INTEGER)),
                function("TYPEOF", ReturnTypes.explicit(SqlTypeName.VARCHAR), takes(1, ANY, BOOLEAN)),
                function(
                        "GREATEST",
                        common(0).andThen(SqlTypeTransforms.TO_NULLABLE),
                        OperandTypes.repeat(SqlOperandCountRanges.from(1), OperandTypes.ANY)),
                function(
                        "LEAST",
                        common(0).andThen(SqlTypeTransforms.TO_NULLABLE),
                        OperandTypes.repeat(SqlOperandCountRanges.from(1), OperandTypes.ANY)),
                function("IF", common(1), takes(BOOLEAN, ANY, ANY)),
                function("IFNULL", NumericFunctions::ifNull, takes(ANY, ANY)),
                function("IS_DECIMAL", Declarations.BOOLEAN, takes(CHARACTER)),
                function("IS_DIGIT", Declarations.BOOLEAN, takes(CHARACTER)),
                function("IS_ALPHA", Declarations.BOOLEAN, takes(CHARACTER)),
                new SqlCastFunction("TRY_CAST", SqlKind.SAFE_CAST));
    }

    /** A DECIMAL of the places that a literal says, with a digit more before the point, as rounding may carry. */
    private static RelDataType rounded(SqlOperatorBinding binding) {
        RelDataType type = binding.getOperandType(0);
        RelDataTypeFactory types = binding.getTypeFactory();
        boolean isNullable = binding.collectOperandTypes().stream().anyMatch(RelDataType::isNullable);
        return types.createTypeWithNullability(
                SqlTypeUtil.isDecimal(type) ? rounded(types, type, places(binding)) : type, isNullable);
    }

    private static RelDataType rounded(RelDataTypeFactory types, RelDataType type, @Nullable Integer places) {
        int scale = type.getScale();
        if (places == null || places >= scale) {
            return type;
        }
        int precision = type.getPrecision() - scale + Math.max(places, 0) + 1;
        int most = types.getTypeSystem().getMaxPrecision(SqlTypeName.DECIMAL);
        return types.createSqlType(SqlTypeName.DECIMAL, Math.min(precision, most), Math.max(places, 0));
    }

    /** Null where they differ from row to row. */
    private static @Nullable Integer places(SqlOperatorBinding binding) {
        if (binding.getOperandCount() == 1) {
            return 0;
        }
        return binding.isOperandLiteral(1, false) ? binding.getOperandLiteralValue(1, Integer.class) : null;
    }

    /** Null only where both are. */
    private static RelDataType ifNull(SqlOperatorBinding binding) {
        RelDataType type = common(0).inferReturnType(binding);
        if (type == null) {
            throw binding.newError(RESOURCE.illegalMixingOfTypes());
        }
        return binding.getTypeFactory()
                .createTypeWithNullability(
                        type, binding.collectOperandTypes().stream().allMatch(RelDataType::isNullable));
    }
}
