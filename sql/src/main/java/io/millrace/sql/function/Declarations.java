/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.sql.function;

import io.millrace.sql.type.TimeAttributeType;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.sql.SqlFunction;
import org.apache.calcite.sql.SqlFunctionCategory;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlOperatorBinding;
import org.apache.calcite.sql.type.OperandTypes;
import org.apache.calcite.sql.type.ReturnTypes;
import org.apache.calcite.sql.type.SqlOperandTypeChecker;
import org.apache.calcite.sql.type.SqlReturnTypeInference;
import org.apache.calcite.sql.type.SqlTypeFamily;
import org.apache.calcite.sql.type.SqlTypeName;
import org.apache.calcite.sql.type.SqlTypeTransform;
import org.apache.calcite.sql.type.SqlTypeTransforms;

/** How functions are declared: a name, what it takes, and what it gives. */
final class Declarations {

    /** What is computed of a time attribute tells the time of no stream. */
    static final SqlTypeTransform MATERIALIZED =
            (binding, type) -> TimeAttributeType.materialized(binding.getTypeFactory(), type);

    static final SqlReturnTypeInference STRING = of(SqlTypeName.VARCHAR);
    static final SqlReturnTypeInference INT = of(SqlTypeName.INTEGER);
    static final SqlReturnTypeInference BIGINT = of(SqlTypeName.BIGINT);
    static final SqlReturnTypeInference DOUBLE = of(SqlTypeName.DOUBLE);
    static final SqlReturnTypeInference BOOLEAN = of(SqlTypeName.BOOLEAN);

    private Declarations() {}

    /** Null if an argument is. */
    static SqlReturnTypeInference of(SqlTypeName type) {
        return ReturnTypes.explicit(type).andThen(SqlTypeTransforms.TO_NULLABLE);
    }

    /** Null for some arguments, even if none of them is. */
    static SqlReturnTypeInference orNull(SqlReturnTypeInference type) {
        return type.andThen(SqlTypeTransforms.FORCE_NULLABLE);
    }

    /** A timestamp with a precision. */
    static SqlReturnTypeInference timestamp(SqlTypeName type, int precision) {
        return ReturnTypes.explicit(type, precision).andThen(SqlTypeTransforms.TO_NULLABLE);
    }

    /** The type that takes all arguments from one of them on. */
    static SqlReturnTypeInference common(int first) {
        return (SqlOperatorBinding binding) -> {
            List<RelDataType> types =
                    new ArrayList<>(binding.collectOperandTypes().subList(first, binding.getOperandCount()));
            // of FLOAT and DOUBLE, which are as precise to Calcite, the first one wins
            types.sort(Comparator.comparing(type -> type.getSqlTypeName() != SqlTypeName.DOUBLE));
            return binding.getTypeFactory().leastRestrictive(types);
        };
    }

    /** Takes arguments of some families, of which the last ones may be left out. */
    static SqlOperandTypeChecker takes(int required, SqlTypeFamily... families) {
        return OperandTypes.family(List.of(families), index -> index >= required);
    }

    /** Takes arguments of some families, all of them. */
    static SqlOperandTypeChecker takes(SqlTypeFamily... families) {
        return OperandTypes.family(families);
    }

    static SqlFunction function(String name, SqlReturnTypeInference returns, SqlOperandTypeChecker takes) {
        return new SqlFunction(
                name, SqlKind.OTHER_FUNCTION, returns, null, takes, SqlFunctionCategory.USER_DEFINED_FUNCTION);
    }
}
