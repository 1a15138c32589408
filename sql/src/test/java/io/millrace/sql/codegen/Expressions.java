/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.sql.codegen;

import io.millrace.data.ColumnBatch;
import io.millrace.sql.function.FunctionTable;
import io.millrace.sql.parser.StatementParser;
import io.millrace.sql.plan.ExpressionConverter;
import io.millrace.sql.type.SqlTypeFactory;
import java.time.ZoneId;
import java.util.List;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rel.type.RelDataTypeFactory;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.sql.type.SqlTypeName;

/** Expressions over the columns of a row: as texts, as the planner gives them, and compiled. */
final class Expressions {

    static final RelDataTypeFactory TYPES = new SqlTypeFactory();

    static final CalcContext CONTEXT = new CalcContext() {
        @Override
        public long clockMillis() {
            return 1_700_000_000_123L;
        }

        @Override
        public long seed() {
            return 42;
        }
    };

    private final RelDataType row;
    private final ZoneId zone;
    private final ExpressionConverter converter = ExpressionConverter.create(TYPES, FunctionTable.INSTANCE);

    Expressions(RelDataType row, ZoneId zone) {
        this.row = row;
        this.zone = zone;
    }

    static RelDataType type(SqlTypeName name, boolean nullable) {
        return TYPES.createTypeWithNullability(TYPES.createSqlType(name), nullable);
    }

    /** Returns what the planner makes of the text of an expression. */
    RexNode parse(String expression) {
        return converter.convert(StatementParser.parseExpression(expression), row);
    }

    /** Compiles a filter and projections. */
    Calc compile(RexNode condition, List<RexNode> projections) {
        return new CalcCompiler(TYPES, zone)
                .compile(row, condition, projections)
                .open(CONTEXT);
    }

    ColumnBatch batch(List<List<Object>> rows) {
        return Columns.of(row, rows);
    }
}
