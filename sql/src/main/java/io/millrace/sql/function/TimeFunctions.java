/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.sql.function;

import static io.millrace.sql.function.Declarations.BIGINT;
import static io.millrace.sql.function.Declarations.INT;
import static io.millrace.sql.function.Declarations.MATERIALIZED;
import static io.millrace.sql.function.Declarations.STRING;
import static io.millrace.sql.function.Declarations.function;
import static io.millrace.sql.function.Declarations.orNull;
import static io.millrace.sql.function.Declarations.takes;
import static io.millrace.sql.function.Declarations.timestamp;
import static org.apache.calcite.sql.type.SqlTypeFamily.ANY;
import static org.apache.calcite.sql.type.SqlTypeFamily.CHARACTER;
import static org.apache.calcite.sql.type.SqlTypeFamily.DATETIME;
import static org.apache.calcite.sql.type.SqlTypeFamily.INTEGER;
import static org.apache.calcite.sql.type.SqlTypeFamily.NUMERIC;
import static org.apache.calcite.sql.type.SqlTypeName.TIMESTAMP;
import static org.apache.calcite.sql.type.SqlTypeName.TIMESTAMP_WITH_LOCAL_TIME_ZONE;

import io.millrace.sql.type.SqlTypeSystem;
import io.millrace.sql.type.TimeAttributeType;
import java.util.List;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rel.type.RelDataTypeFactory;
import org.apache.calcite.sql.SqlFunction;
import org.apache.calcite.sql.SqlFunctionCategory;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlOperator;
import org.apache.calcite.sql.SqlOperatorBinding;
import org.apache.calcite.sql.SqlSyntax;
import org.apache.calcite.sql.type.OperandTypes;
import org.apache.calcite.sql.type.ReturnTypes;
import org.apache.calcite.sql.type.SqlReturnTypeInference;
import org.apache.calcite.sql.type.SqlTypeName;
import org.apache.calcite.sql.type.SqlTypeTransforms;
import org.apache.calcite.sql.type.SqlTypeUtil;

/** Functions of time: the clock, event time, and how timestamps are read and written. */
final class TimeFunctions {

    /** The column that tells the clock. Its value differs from row to row, and still it may be moved, as nobody can tell when it was read. */
    static final SqlFunction PROCTIME = new SqlFunction(
            "PROCTIME",
            SqlKind.OTHER_FUNCTION,
            binding -> TimeAttributeType.proctime(binding.getTypeFactory()),
            null,
            OperandTypes.NILADIC,
            SqlFunctionCategory.TIMEDATE);

    /** How far event time has come for a rowtime column, or null before any watermark. */
    static final SqlFunction CURRENT_WATERMARK =
            new SqlFunction(
                    "CURRENT_WATERMARK",
                    SqlKind.OTHER_FUNCTION,
                    ReturnTypes.ARG0.andThen(MATERIALIZED).andThen(SqlTypeTransforms.FORCE_NULLABLE),
                    null,
                    OperandTypes.DATETIME,
                    SqlFunctionCategory.TIMEDATE) {
                @Override
                public boolean isDeterministic() {
                    return false;
                }
            };

    private static final int MILLI_DIGITS = 3;

    private TimeFunctions() {}

    static List<SqlOperator> all() {
        return List.of(
                PROCTIME,
                CURRENT_WATERMARK,
                new Now(
                        "CURRENT_TIMESTAMP",
                        ReturnTypes.explicit(TIMESTAMP_WITH_LOCAL_TIME_ZONE, 3),
                        SqlSyntax.FUNCTION_ID),
                new Now("LOCALTIMESTAMP", ReturnTypes.explicit(TIMESTAMP, 3), SqlSyntax.FUNCTION_ID),
                new Now("CURRENT_TIME", ReturnTypes.explicit(SqlTypeName.TIME, 0), SqlSyntax.FUNCTION_ID),
                new Now("LOCALTIME", ReturnTypes.explicit(SqlTypeName.TIME, 0), SqlSyntax.FUNCTION_ID),
                new Now("NOW", ReturnTypes.explicit(TIMESTAMP_WITH_LOCAL_TIME_ZONE, 3), SqlSyntax.FUNCTION),
                new Now(
                        "CURRENT_ROW_TIMESTAMP",
                        ReturnTypes.explicit(TIMESTAMP_WITH_LOCAL_TIME_ZONE, 3),
                        SqlSyntax.FUNCTION),
                function("UNIX_TIMESTAMP", ReturnTypes.explicit(SqlTypeName.BIGINT), takes(0, CHARACTER, CHARACTER)),
                function("FROM_UNIXTIME", STRING, takes(1, NUMERIC, CHARACTER)),
                function("DATE_FORMAT", orNull(STRING), takes(ANY, CHARACTER)),
                function("TO_DATE", orNull(Declarations.of(SqlTypeName.DATE)), takes(1, CHARACTER, CHARACTER)),
                function("TO_TIMESTAMP", orNull(timestamp(TIMESTAMP, 3)), takes(1, CHARACTER, CHARACTER)),
                function("TO_TIMESTAMP_LTZ", TimeFunctions::localZoned, takes(1, ANY, ANY, CHARACTER)),
                function("CONVERT_TZ", orNull(STRING), takes(CHARACTER, CHARACTER, CHARACTER)),
                function("DATEDIFF", INT, takes(DATETIME, DATETIME)),
                function("UNIX_MILLIS", BIGINT, takes(DATETIME)),
                function("DATE_ADD", Declarations.of(SqlTypeName.DATE), takes(DATETIME, INTEGER)));
    }

    /** Of the precision that a literal says, as a number or as the letters S of a format, but of milliseconds at least. */
    private static RelDataType localZoned(SqlOperatorBinding binding) {
        int digits = MILLI_DIGITS;
        if (binding.getOperandCount() > 1 && binding.isOperandLiteral(1, false)) {
            if (SqlTypeUtil.isIntType(binding.getOperandType(1))) {
                Integer precision = binding.getOperandLiteralValue(1, Integer.class);
                digits = precision == null ? digits : precision;
            } else {
                String format = binding.getOperandLiteralValue(1, String.class);
                digits = format == null
                        ? digits
                        : (int) format.chars().filter(letter -> letter == 'S').count();
            }
        }
        int precision = Math.min(Math.max(digits, MILLI_DIGITS), SqlTypeSystem.MAX_TIMESTAMP_PRECISION);
        RelDataTypeFactory types = binding.getTypeFactory();
        return types.createTypeWithNullability(types.createSqlType(TIMESTAMP_WITH_LOCAL_TIME_ZONE, precision), true);
    }

    /** The time at which a statement, or a row of a stream, is worked on. */
    private static final class Now extends SqlFunction {
        private final SqlSyntax syntax;

        Now(String name, SqlReturnTypeInference returns, SqlSyntax syntax) {
            super(name, SqlKind.OTHER_FUNCTION, returns, null, OperandTypes.NILADIC, SqlFunctionCategory.TIMEDATE);
            this.syntax = syntax;
        }

        @Override
        public SqlSyntax getSyntax() {
            return syntax;
        }

        @Override
        public boolean isDynamicFunction() {
            return true;
        }
    }
}
