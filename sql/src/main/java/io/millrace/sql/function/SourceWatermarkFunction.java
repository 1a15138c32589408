/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.sql.function;

import io.millrace.sql.catalog.Watermark;
import org.apache.calcite.sql.SqlFunction;
import org.apache.calcite.sql.SqlFunctionCategory;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.type.OperandTypes;
import org.apache.calcite.sql.type.ReturnTypes;
import org.apache.calcite.sql.type.SqlTypeName;

/** {@code SOURCE_WATERMARK()}: what a table's declaration says where its source makes the watermarks. It is never computed. */
final class SourceWatermarkFunction extends SqlFunction {
    static final SourceWatermarkFunction INSTANCE = new SourceWatermarkFunction();

    private static final int MILLI_DIGITS = 3;

    private SourceWatermarkFunction() {
        super(
                Watermark.OF_SOURCE,
                SqlKind.OTHER_FUNCTION,
                ReturnTypes.explicit(SqlTypeName.TIMESTAMP, MILLI_DIGITS),
                null,
                OperandTypes.NILADIC,
                SqlFunctionCategory.TIMEDATE);
    }
}
