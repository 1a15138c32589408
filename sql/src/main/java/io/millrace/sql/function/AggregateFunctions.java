/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.sql.function;

import static io.millrace.sql.function.Declarations.MATERIALIZED;

import java.util.ArrayList;
import java.util.List;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rel.type.RelDataTypeFactory;
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
import org.apache.calcite.sql.type.SqlTypeUtil;
import org.apache.calcite.util.Optionality;

/** Aggregate functions that Calcite lacks, or has otherwise. */
final class AggregateFunctions {

    private static final Operands PERCENTILE = Operands.of(
            2,
            3,
            "(NUMERIC, NUMERIC or ARRAY<NUMERIC>, INTEGER)",
            types -> SqlTypeUtil.isNumeric(types.get(0))
                    && (SqlTypeUtil.isNumeric(types.get(1)) || isArrayOfNumbers(types.get(1)))
                    && (types.size() == 2 || SqlTypeUtil.isIntType(types.get(2))));

    private AggregateFunctions() {}

    static List<SqlOperator> all() {
        SqlReturnTypeInference argument =
                ReturnTypes.ARG0.andThen(MATERIALIZED).andThen(SqlTypeTransforms.FORCE_NULLABLE);
        List<SqlOperator> all = new ArrayList<>(List.of(
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
                        Declarations.takes(1, SqlTypeFamily.CHARACTER, SqlTypeFamily.CHARACTER)),
                new Aggregate(
                        "ARRAY_AGG",
                        SqlKind.ARRAY_AGG,
                        ReturnTypes.TO_ARRAY.andThen(SqlTypeTransforms.FORCE_NULLABLE),
                        OperandTypes.ANY),
                new Aggregate("PERCENTILE", SqlKind.OTHER_FUNCTION, AggregateFunctions::percentile, PERCENTILE)));
        all.addAll(ofBitmaps());
        return all;
    }

    private static boolean isArrayOfNumbers(RelDataType type) {
        RelDataType component = type.getComponentType();
        return component != null && SqlTypeUtil.isNumeric(component);
    }

    /** One number, or as many as there are percentages. */
    private static RelDataType percentile(SqlOperatorBinding binding) {
        RelDataTypeFactory types = binding.getTypeFactory();
        RelDataType number = types.createSqlType(SqlTypeName.DOUBLE);
        RelDataType several = types.createArrayType(types.createTypeWithNullability(number, true), -1);
        boolean isOne = binding.getOperandType(1).getComponentType() == null;
        return types.createTypeWithNullability(isOne ? number : several, true);
    }

    private static List<SqlOperator> ofBitmaps() {
        List<SqlOperator> all = new ArrayList<>();
        for (String what : List.of("BUILD", "AND", "OR", "XOR")) {
            SqlOperandTypeChecker takes = what.equals("BUILD")
                    ? Operands.of(1, 1, "(INT)", types -> types.get(0).getSqlTypeName() == SqlTypeName.INTEGER)
                    : BitmapFunctions.bitmaps(1);
            all.add(new Aggregate(
                    "BITMAP_" + what + "_AGG",
                    SqlKind.OTHER_FUNCTION,
                    BitmapFunctions.BITMAP.andThen(SqlTypeTransforms.FORCE_NULLABLE),
                    takes));
            all.add(new Aggregate(
                    "BITMAP_" + what + "_CARDINALITY_AGG",
                    SqlKind.OTHER_FUNCTION,
                    ReturnTypes.BIGINT.andThen(SqlTypeTransforms.FORCE_NULLABLE),
                    takes));
        }
        return all;
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

        /** The array of values is the only one for which it makes a difference: the others pass nulls by. */
        @Override
        public boolean allowsNullTreatment() {
            return getKind() == SqlKind.ARRAY_AGG;
        }
    }
}
