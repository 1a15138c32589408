/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.sql.function;

import static io.millrace.sql.function.Declarations.STRING;
import static io.millrace.sql.function.Declarations.function;
import static io.millrace.sql.function.Declarations.orNull;
import static io.millrace.sql.function.Declarations.takes;
import static org.apache.calcite.sql.type.SqlTypeFamily.ANY;
import static org.apache.calcite.sql.type.SqlTypeFamily.CHARACTER;

import java.util.List;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rel.type.RelDataTypeFactory;
import org.apache.calcite.sql.SqlJsonValueReturning;
import org.apache.calcite.sql.SqlOperator;
import org.apache.calcite.sql.SqlOperatorBinding;
import org.apache.calcite.sql.fun.SqlJsonArrayFunction;
import org.apache.calcite.sql.fun.SqlJsonObjectFunction;
import org.apache.calcite.sql.fun.SqlJsonQueryFunction;
import org.apache.calcite.sql.fun.SqlJsonValueFunction;
import org.apache.calcite.sql.type.SqlTypeName;

/** Functions of JSON. Their texts are of any length. */
public final class JsonFunctions {

    /** The operand of JSON_VALUE that says RETURNING; the type is the next one. */
    public static final int RETURNING_OF_VALUE = 2;

    /** The operand of JSON_QUERY that is the type to return. */
    public static final int TYPE_OF_QUERY = 5;

    private JsonFunctions() {}

    static List<SqlOperator> all() {
        return List.of(
                new JsonValue(),
                new JsonQuery(),
                new JsonObject(),
                new JsonArray(),
                function("JSON_STRING", STRING, takes(ANY)),
                function("JSON_QUOTE", STRING, takes(CHARACTER)),
                function("JSON_UNQUOTE", STRING, takes(CHARACTER)),
                function("JSON", orNull(STRING), takes(CHARACTER)));
    }

    private static RelDataType text(SqlOperatorBinding binding) {
        return binding.getTypeFactory().createSqlType(SqlTypeName.VARCHAR);
    }

    private static RelDataType nullable(SqlOperatorBinding binding, RelDataType type) {
        RelDataTypeFactory types = binding.getTypeFactory();
        return types.createTypeWithNullability(type, true);
    }

    private static final class JsonValue extends SqlJsonValueFunction {
        JsonValue() {
            super("JSON_VALUE");
        }

        @Override
        public RelDataType inferReturnType(SqlOperatorBinding binding) {
            boolean isTyped = binding.getOperandCount() > RETURNING_OF_VALUE
                    && binding.isOperandLiteral(RETURNING_OF_VALUE, false)
                    && binding.getOperandLiteralValue(RETURNING_OF_VALUE, Object.class)
                            instanceof SqlJsonValueReturning;
            return nullable(binding, isTyped ? binding.getOperandType(RETURNING_OF_VALUE + 1) : text(binding));
        }
    }

    private static final class JsonQuery extends SqlJsonQueryFunction {
        @Override
        public RelDataType inferReturnType(SqlOperatorBinding binding) {
            boolean isTyped = binding.getOperandCount() > TYPE_OF_QUERY;
            return nullable(binding, isTyped ? binding.getOperandType(TYPE_OF_QUERY) : text(binding));
        }
    }

    private static final class JsonObject extends SqlJsonObjectFunction {
        @Override
        public RelDataType inferReturnType(SqlOperatorBinding binding) {
            return text(binding);
        }
    }

    private static final class JsonArray extends SqlJsonArrayFunction {
        @Override
        public RelDataType inferReturnType(SqlOperatorBinding binding) {
            return text(binding);
        }
    }
}
