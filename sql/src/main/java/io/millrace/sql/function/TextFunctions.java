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
import org.apache.calcite.sql.SqlOperator;
import org.apache.calcite.sql.type.OperandTypes;
import org.apache.calcite.sql.type.ReturnTypes;
import org.apache.calcite.sql.type.SqlOperandCountRanges;
import org.apache.calcite.sql.type.SqlReturnTypeInference;
import org.apache.calcite.sql.type.SqlTypeName;
import org.apache.calcite.sql.type.SqlTypeTransforms;

/** Functions of strings. */
final class TextFunctions {

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
                function("SUBSTR", STRING, takes(2, CHARACTER, INTEGER, INTEGER)),
                function("LEFT", STRING, takes(CHARACTER, INTEGER)),
                function("RIGHT", STRING, takes(CHARACTER, INTEGER)),
                function("REPEAT", STRING, takes(CHARACTER, INTEGER)),
                function("REVERSE", STRING, takes(CHARACTER)),
                function("INSTR", INT, takes(CHARACTER, CHARACTER)),
                function("LOCATE", INT, takes(2, CHARACTER, CHARACTER, INTEGER)),
                function("SPLIT_INDEX", orNull(STRING), takes(CHARACTER, CHARACTER, INTEGER)),
                function("REGEXP", BOOLEAN, takes(CHARACTER, CHARACTER)),
                function("REGEXP_EXTRACT", orNull(STRING), takes(2, CHARACTER, CHARACTER, INTEGER)),
                function("REGEXP_REPLACE", STRING, takes(CHARACTER, CHARACTER, CHARACTER)),
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
                function("UUID", ReturnTypes.explicit(SqlTypeName.CHAR, 36), OperandTypes.NILADIC));
    }

    /** A text of so many digits, or of that many at most. */
    private static SqlReturnTypeInference hexadecimal(SqlTypeName type, int digits) {
        return ReturnTypes.explicit(type, digits).andThen(SqlTypeTransforms.TO_NULLABLE);
    }
}
