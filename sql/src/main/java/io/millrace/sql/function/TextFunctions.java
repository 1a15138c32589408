/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.sql.function;

import static io.millrace.sql.function.Declarations.BOOLEAN;
import static io.millrace.sql.function.Declarations.INT;
import static io.millrace.sql.function.Declarations.STRING;
import static io.millrace.sql.function.Declarations.function;
import static io.millrace.sql.function.Declarations.orNull;
import static io.millrace.sql.function.Declarations.takes;
import static org.apache.calcite.sql.type.SqlTypeFamily.ANY;
import static org.apache.calcite.sql.type.SqlTypeFamily.BINARY;
import static org.apache.calcite.sql.type.SqlTypeFamily.CHARACTER;
import static org.apache.calcite.sql.type.SqlTypeFamily.INTEGER;
import static org.apache.calcite.sql.type.SqlTypeFamily.NUMERIC;

import java.util.List;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rel.type.RelDataTypeFactory;
import org.apache.calcite.sql.SqlFunction;
import org.apache.calcite.sql.SqlFunctionCategory;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlOperator;
import org.apache.calcite.sql.SqlOperatorBinding;
import org.apache.calcite.sql.type.OperandTypes;
import org.apache.calcite.sql.type.ReturnTypes;
import org.apache.calcite.sql.type.SqlOperandCountRanges;
import org.apache.calcite.sql.type.SqlReturnTypeInference;
import org.apache.calcite.sql.type.SqlTypeName;
import org.apache.calcite.sql.type.SqlTypeTransforms;
import org.apache.calcite.sql.type.SqlTypeUtil;

/** Functions of strings. */
final class TextFunctions {

    private static final int UUID_LENGTH = 36;

    private TextFunctions() {}

    static List<SqlOperator> all() {
        return List.of(
                function("CONCAT", STRING, OperandTypes.repeat(SqlOperandCountRanges.from(1), OperandTypes.CHARACTER)),
                function(
                        "CONCAT_WS",
                        Declarations.of(SqlTypeName.VARCHAR),
                        OperandTypes.repeat(SqlOperandCountRanges.from(2), OperandTypes.CHARACTER)),
                function("LPAD", orNull(STRING), takes(CHARACTER, INTEGER, CHARACTER)),
                function("RPAD", orNull(STRING), takes(CHARACTER, INTEGER, CHARACTER)),
                function("LTRIM", ReturnTypes.ARG0_NULLABLE_VARYING, takes(1, CHARACTER, CHARACTER)),
                function("RTRIM", ReturnTypes.ARG0_NULLABLE_VARYING, takes(1, CHARACTER, CHARACTER)),
                function("BTRIM", STRING, takes(1, CHARACTER, CHARACTER)),
                function("SUBSTR", orNull(ReturnTypes.ARG0_NULLABLE_VARYING), takes(2, CHARACTER, INTEGER, INTEGER)),
                function("LEFT", ReturnTypes.ARG0_NULLABLE_VARYING, takes(CHARACTER, INTEGER)),
                function("RIGHT", ReturnTypes.ARG0_NULLABLE_VARYING, takes(CHARACTER, INTEGER)),
                function("REPEAT", STRING, takes(CHARACTER, INTEGER)),
                function("REVERSE", STRING, takes(CHARACTER)),
                function("INSTR", INT, takes(2, CHARACTER, CHARACTER, INTEGER, INTEGER)),
                function("LOCATE", INT, takes(2, CHARACTER, CHARACTER, INTEGER)),
                function(
                        "SPLIT_INDEX",
                        orNull(STRING),
                        OperandTypes.or(takes(CHARACTER, CHARACTER, INTEGER), takes(CHARACTER, INTEGER, INTEGER))),
                function("REGEXP", BOOLEAN, takes(CHARACTER, CHARACTER)),
                function("REGEXP_EXTRACT", orNull(STRING), takes(2, CHARACTER, CHARACTER, INTEGER)),
                function("REGEXP_REPLACE", orNull(STRING), takes(CHARACTER, CHARACTER, CHARACTER)),
                function("REGEXP_COUNT", orNull(INT), takes(CHARACTER, CHARACTER)),
                function("REGEXP_INSTR", orNull(INT), takes(CHARACTER, CHARACTER)),
                function("REGEXP_SUBSTR", orNull(STRING), takes(CHARACTER, CHARACTER)),
                function(
                        "REGEXP_EXTRACT_ALL",
                        orNull(binding -> CollectionFunctions.arrayOfTexts(binding.getTypeFactory())),
                        takes(2, CHARACTER, CHARACTER, INTEGER)),
                function("STARTSWITH", BOOLEAN, takes(CHARACTER, CHARACTER)),
                function("ENDSWITH", BOOLEAN, takes(CHARACTER, CHARACTER)),
                function("ASCII", INT, takes(CHARACTER)),
                function("CHR", STRING, takes(NUMERIC)),
                function("ENCODE", Declarations.of(SqlTypeName.VARBINARY), takes(CHARACTER, CHARACTER)),
                function("DECODE", STRING, takes(BINARY, CHARACTER)),
                function("TO_BASE64", STRING, takes(ANY)),
                function("FROM_BASE64", STRING, takes(ANY)),
                function("MD5", hexadecimal(SqlTypeName.CHAR, 32), takes(CHARACTER)),
                function("SHA1", hexadecimal(SqlTypeName.CHAR, 40), takes(CHARACTER)),
                function("SHA224", hexadecimal(SqlTypeName.CHAR, 56), takes(CHARACTER)),
                function("SHA256", hexadecimal(SqlTypeName.CHAR, 64), takes(CHARACTER)),
                function("SHA384", hexadecimal(SqlTypeName.CHAR, 96), takes(CHARACTER)),
                function("SHA512", hexadecimal(SqlTypeName.CHAR, 128), takes(CHARACTER)),
                function("SHA2", hexadecimal(SqlTypeName.VARCHAR, 128), takes(CHARACTER, INTEGER)),
                function("PARSE_URL", orNull(STRING), takes(2, CHARACTER, CHARACTER, CHARACTER)),
                function("URL_ENCODE", orNull(STRING), takes(CHARACTER)),
                function("URL_DECODE", orNull(STRING), takes(CHARACTER)),
                function("INET_ATON", orNull(Declarations.BIGINT), takes(CHARACTER)),
                function("INET_NTOA", orNull(STRING), takes(INTEGER)),
                function("UNHEX", orNull(Declarations.of(SqlTypeName.VARBINARY)), takes(CHARACTER)),
                function("TRANSLATE3", TextFunctions::asFirst, takes(CHARACTER, CHARACTER, CHARACTER)),
                function(
                        "PRINTF",
                        orNull(STRING),
                        Operands.of(1, -1, "(STRING, ...)", types -> SqlTypeUtil.isCharacter(types.get(0)))),
                function(
                        "ELT",
                        orNull(Declarations.common(1)),
                        Operands.of(
                                2,
                                -1,
                                "(INT, STRING, ...), or with BYTES in the place of each STRING",
                                TextFunctions::isIndexAndTexts)),
                function("CURRENT_DATABASE", ReturnTypes.explicit(SqlTypeName.VARCHAR), OperandTypes.NILADIC),
                new SqlFunction(
                        "UUID",
                        SqlKind.OTHER_FUNCTION,
                        ReturnTypes.explicit(SqlTypeName.CHAR, UUID_LENGTH),
                        null,
                        OperandTypes.NILADIC,
                        SqlFunctionCategory.USER_DEFINED_FUNCTION) {
                    @Override
                    public boolean isDeterministic() {
                        return false;
                    }
                });
    }

    /** A text that is null only if the first argument is. */
    private static RelDataType asFirst(SqlOperatorBinding binding) {
        RelDataTypeFactory types = binding.getTypeFactory();
        return types.createTypeWithNullability(
                types.createSqlType(SqlTypeName.VARCHAR),
                binding.getOperandType(0).isNullable());
    }

    private static boolean isIndexAndTexts(List<RelDataType> types) {
        List<RelDataType> elements = types.subList(1, types.size());
        return SqlTypeUtil.isIntType(types.get(0))
                && (elements.stream().allMatch(SqlTypeUtil::isCharacter)
                        || elements.stream().allMatch(SqlTypeUtil::isBinary));
    }

    /** A text of so many digits, or of that many at most. */
    private static SqlReturnTypeInference hexadecimal(SqlTypeName type, int digits) {
        return ReturnTypes.explicit(type, digits).andThen(SqlTypeTransforms.TO_NULLABLE);
    }
}
