/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.sql.function;

import static io.millrace.sql.function.Declarations.BIGINT;
import static io.millrace.sql.function.Declarations.DOUBLE;
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
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlOperator;
import org.apache.calcite.sql.SqlOperatorBinding;
import org.apache.calcite.sql.fun.SqlCastFunction;
import org.apache.calcite.sql.type.OperandTypes;
import org.apache.calcite.sql.type.ReturnTypes;
import org.apache.calcite.sql.type.SqlOperandCountRanges;
import org.apache.calcite.sql.type.SqlTypeName;
import org.apache.calcite.sql.type.SqlTypeTransforms;

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
                function("HASH_CODE", BIGINT, takes(ANY)),
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
