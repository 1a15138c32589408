/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.sql.function;

import static io.millrace.sql.function.Declarations.MATERIALIZED;

import java.util.List;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.sql.SqlAggFunction;
import org.apache.calcite.sql.SqlFunctionCategory;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlOperator;
import org.apache.calcite.sql.SqlOperatorBinding;
import org.apache.calcite.sql.fun.SqlLeadLagAggFunction;
import org.apache.calcite.sql.fun.SqlMinMaxAggFunction;
import org.apache.calcite.sql.type.OperandTypes;
import org.apache.calcite.sql.type.ReturnTypes;
import org.apache.calcite.sql.type.SqlOperandTypeChecker;
import org.apache.calcite.sql.type.SqlReturnTypeInference;
import org.apache.calcite.sql.type.SqlTypeFamily;
import org.apache.calcite.sql.type.SqlTypeName;
import org.apache.calcite.sql.type.SqlTypeTransforms;
import org.apache.calcite.util.Optionality;

/** Aggregate functions that Calcite lacks, or has otherwise. */
final class AggregateFunctions {

    private AggregateFunctions() {}

    static List<SqlOperator> all() {
        SqlReturnTypeInference argument =
                ReturnTypes.ARG0.andThen(MATERIALIZED).andThen(SqlTypeTransforms.FORCE_NULLABLE);
        return List.of(
                new Extremum(SqlKind.MIN),
                new Extremum(SqlKind.MAX),
                new Neighbour(SqlKind.LAG),
                new Neighbour(SqlKind.LEAD),
                new Aggregate("FIRST_VALUE", SqlKind.FIRST_VALUE, argument, OperandTypes.ANY),
                new Aggregate("LAST_VALUE", SqlKind.LAST_VALUE, argument, OperandTypes.ANY),
                new Aggregate(
                        "LISTAGG",
                        SqlKind.LISTAGG,
                        ReturnTypes.explicit(SqlTypeName.VARCHAR).andThen(SqlTypeTransforms.FORCE_NULLABLE),
                        Declarations.takes(1, SqlTypeFamily.CHARACTER, SqlTypeFamily.CHARACTER)));
    }

    /** The least or the greatest value, which is of a plain type where the argument is a time attribute. */
    private static final class Extremum extends SqlMinMaxAggFunction {
        Extremum(SqlKind kind) {
            super(kind);
        }

        @Override
        public RelDataType inferReturnType(SqlOperatorBinding binding) {
            return MATERIALIZED.transformType(binding, super.inferReturnType(binding));
        }
    }

    /** The value of a row before or after. */
    private static final class Neighbour extends SqlLeadLagAggFunction {
        Neighbour(SqlKind kind) {
            super(kind);
        }

        @Override
        public RelDataType inferReturnType(SqlOperatorBinding binding) {
            return MATERIALIZED.transformType(binding, super.inferReturnType(binding));
        }
    }

    /** A function of all values of a group. */
    private static final class Aggregate extends SqlAggFunction {
        Aggregate(String name, SqlKind kind, SqlReturnTypeInference returns, SqlOperandTypeChecker takes) {
            super(
                    name,
                    null,
                    kind,
                    returns,
                    null,
                    takes,
                    SqlFunctionCategory.USER_DEFINED_FUNCTION,
                    false,
                    false,
                    Optionality.OPTIONAL);
        }
    }
}
