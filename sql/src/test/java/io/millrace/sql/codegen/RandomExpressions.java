/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.sql.codegen;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rex.RexBuilder;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.sql.SqlOperator;
import org.apache.calcite.sql.fun.SqlStdOperatorTable;
import org.apache.calcite.sql.type.SqlTypeName;

/** Expressions of a core of operators, and rows for them, by a seed. */
final class RandomExpressions {

    private static final List<SqlTypeName> KINDS = List.of(
            SqlTypeName.BOOLEAN, SqlTypeName.INTEGER, SqlTypeName.BIGINT, SqlTypeName.DOUBLE, SqlTypeName.VARCHAR);
    private static final List<SqlOperator> COMPARISONS = List.of(
            SqlStdOperatorTable.EQUALS,
            SqlStdOperatorTable.NOT_EQUALS,
            SqlStdOperatorTable.LESS_THAN,
            SqlStdOperatorTable.LESS_THAN_OR_EQUAL,
            SqlStdOperatorTable.GREATER_THAN,
            SqlStdOperatorTable.GREATER_THAN_OR_EQUAL);
    private static final List<SqlOperator> ARITHMETIC = List.of(
            SqlStdOperatorTable.PLUS,
            SqlStdOperatorTable.MINUS,
            SqlStdOperatorTable.MULTIPLY,
            SqlStdOperatorTable.DIVIDE);
    private static final List<SqlOperator> TESTS =
            List.of(SqlStdOperatorTable.IS_NULL, SqlStdOperatorTable.IS_NOT_NULL);

    private final Random random;
    private final List<SqlOperator> arithmetic;
    private final RexBuilder rex = new RexBuilder(Expressions.TYPES);
    private final RelDataType row;

    RandomExpressions(long seed) {
        random = new Random(seed);
        // Most expressions that divide do so by zero in some row.
        arithmetic = random.nextInt(3) == 0 ? ARITHMETIC : ARITHMETIC.subList(0, 3);
        List<RelDataType> types = new ArrayList<>();
        List<String> names = new ArrayList<>();
        for (SqlTypeName kind : KINDS) {
            for (boolean nullable : new boolean[] {true, false}) {
                types.add(Expressions.type(kind, nullable));
                names.add(kind + (nullable ? "_N" : ""));
            }
        }
        row = Expressions.TYPES.createStructType(types, names);
    }

    RelDataType row() {
        return row;
    }

    Random random() {
        return random;
    }

    List<List<Object>> rows(int count) {
        // Some batches have no null in a column that may have them.
        boolean someNull = random.nextBoolean();
        List<List<Object>> rows = new ArrayList<>();
        for (int index = 0; index < count; index++) {
            List<Object> values = new ArrayList<>();
            for (int field = 0; field < row.getFieldCount(); field++) {
                RelDataType type = row.getFieldList().get(field).getType();
                values.add(
                        someNull && type.isNullable() && random.nextInt(4) == 0 ? null : value(type.getSqlTypeName()));
            }
            rows.add(values);
        }
        return rows;
    }

    private Object value(SqlTypeName kind) {
        return switch (kind) {
            case BOOLEAN -> random.nextBoolean();
            case INTEGER -> random.nextInt(5) == 0 ? random.nextInt() : random.nextInt(7) - 3;
            case BIGINT -> random.nextInt(5) == 0 ? random.nextLong() : (long) random.nextInt(7) - 3;
            case DOUBLE -> random.nextInt(8) == 0 ? Double.NaN : random.nextInt(9) / 2d - 2;
            default -> "abAB".substring(random.nextInt(4));
        };
    }

    /** Returns an expression of a kind, of so many levels at most. */
    RexNode expression(SqlTypeName kind, int depth) {
        int choice = random.nextInt(10);
        if (depth == 0 || choice == 0) {
            return random.nextInt(4) == 0 ? literal(kind) : input(kind);
        } else if (choice == 1) {
            return cases(kind, depth);
        } else if (choice == 2) {
            return rex.makeCall(SqlStdOperatorTable.COALESCE, expressions(kind, depth, 2 + random.nextInt(2)));
        }
        return switch (kind) {
            case BOOLEAN -> truth(depth);
            case VARCHAR ->
                random.nextBoolean()
                        ? rex.makeCall(SqlStdOperatorTable.CONCAT, expressions(kind, depth, 2))
                        : rex.makeCall(SqlStdOperatorTable.UPPER, expression(kind, depth - 1));
            case INTEGER ->
                choice == 3
                        ? rex.makeCall(SqlStdOperatorTable.CHAR_LENGTH, expression(SqlTypeName.VARCHAR, depth - 1))
                        : rex.makeCall(any(arithmetic), expressions(kind, depth, 2));
            default -> rex.makeCall(any(arithmetic), expressions(kind, depth, 2));
        };
    }

    private RexNode truth(int depth) {
        return switch (random.nextInt(6)) {
            case 0 -> rex.makeCall(SqlStdOperatorTable.NOT, expression(SqlTypeName.BOOLEAN, depth - 1));
            case 1 -> rex.makeCall(any(TESTS), expression(any(KINDS), depth - 1));
            case 2 ->
                rex.makeCall(SqlStdOperatorTable.AND, expressions(SqlTypeName.BOOLEAN, depth, 2 + random.nextInt(3)));
            case 3 ->
                rex.makeCall(SqlStdOperatorTable.OR, expressions(SqlTypeName.BOOLEAN, depth, 2 + random.nextInt(3)));
            case 4 ->
                rex.makeCall(
                        random.nextBoolean() ? SqlStdOperatorTable.IS_TRUE : SqlStdOperatorTable.IS_NOT_TRUE,
                        expression(SqlTypeName.BOOLEAN, depth - 1));
            default -> rex.makeCall(any(COMPARISONS), expressions(any(KINDS), depth, 2));
        };
    }

    private RexNode cases(SqlTypeName kind, int depth) {
        return rex.makeCall(
                SqlStdOperatorTable.CASE,
                Arrays.asList(
                        expression(SqlTypeName.BOOLEAN, depth - 1),
                        expression(kind, depth - 1),
                        expression(SqlTypeName.BOOLEAN, depth - 1),
                        expression(kind, depth - 1),
                        expression(kind, depth - 1)));
    }

    private List<RexNode> expressions(SqlTypeName kind, int depth, int count) {
        List<RexNode> expressions = new ArrayList<>();
        for (int index = 0; index < count; index++) {
            expressions.add(expression(kind, depth - 1));
        }
        return expressions;
    }

    private RexNode input(SqlTypeName kind) {
        int index = KINDS.indexOf(kind) * 2 + random.nextInt(2);
        return rex.makeInputRef(row.getFieldList().get(index).getType(), index);
    }

    private RexNode literal(SqlTypeName kind) {
        if (random.nextInt(5) == 0) {
            return rex.makeNullLiteral(Expressions.type(kind, true));
        }
        RelDataType type = Expressions.type(kind, false);
        return switch (kind) {
            case BOOLEAN -> rex.makeLiteral(random.nextBoolean());
            case VARCHAR -> rex.makeLiteral("aB", type, true);
            case DOUBLE -> rex.makeApproxLiteral(BigDecimal.valueOf(random.nextInt(5) - 2), type);
            default -> rex.makeExactLiteral(BigDecimal.valueOf(random.nextInt(5) - 2), type);
        };
    }

    private <T> T any(List<T> choices) {
        return choices.get(random.nextInt(choices.size()));
    }

    SqlTypeName anyKind() {
        return any(KINDS);
    }
}
