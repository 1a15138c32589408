/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.sql.plan;

import io.millrace.sql.function.FunctionTable;
import java.util.Set;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlOperator;
import org.apache.calcite.sql.util.SqlBasicVisitor;
import org.jspecify.annotations.Nullable;

/** Has the values of JSON_ARRAYAGG and JSON_OBJECTAGG made JSON of before they are gathered: {@code JSON_ARRAYAGG(JSON_STRING(x))}. */
final class JsonAggregates extends SqlBasicVisitor<@Nullable Void> {
    private static final Set<SqlKind> JSON_ALREADY =
            Set.of(SqlKind.JSON_ARRAYAGG, SqlKind.JSON_OBJECTAGG, SqlKind.JSON_VALUE_EXPRESSION);
    private static final Set<String> MAKERS = Set.of("JSON_OBJECT", "JSON_ARRAY", "JSON_STRING");

    private JsonAggregates() {}

    /** Rewrites a query in place. */
    static void rewrite(SqlNode query) {
        query.accept(new JsonAggregates());
    }

    @Override
    public @Nullable Void visit(SqlCall call) {
        super.visit(call);
        if (call.getKind() == SqlKind.JSON_ARRAYAGG) {
            wrap(call, 0);
        } else if (call.getKind() == SqlKind.JSON_OBJECTAGG) {
            wrap(call, 1);
        }
        return null;
    }

    private static void wrap(SqlCall aggregate, int operand) {
        SqlNode value = aggregate.operand(operand);
        if (!isJson(value)) {
            SqlOperator string = FunctionTable.INSTANCE.own("JSON_STRING").orElseThrow();
            aggregate.setOperand(operand, string.createCall(value.getParserPosition(), value));
        }
    }

    private static boolean isJson(SqlNode value) {
        return JSON_ALREADY.contains(value.getKind())
                || (value instanceof SqlCall call
                        && MAKERS.contains(call.getOperator().getName()));
    }
}
