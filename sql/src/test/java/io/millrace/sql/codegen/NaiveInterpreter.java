/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.sql.codegen;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.apache.calcite.rex.RexCall;
import org.apache.calcite.rex.RexInputRef;
import org.apache.calcite.rex.RexLiteral;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.sql.SqlKind;

/** Computes expressions over one row of boxed values, operator by operator as SQL defines them, and knows nothing of columns. */
final class NaiveInterpreter {

    private final List<Object> row;

    NaiveInterpreter(List<Object> row) {
        this.row = row;
    }

    Object value(RexNode node) {
        if (node instanceof RexInputRef input) {
            return row.get(input.getIndex());
        } else if (node instanceof RexLiteral literal) {
            return literal.isNull() ? null : Literals.internal(literal.getValue(), literal.getType());
        }
        RexCall call = (RexCall) node;
        return switch (call.getKind()) {
            case AND -> junction(call, false);
            case OR -> junction(call, true);
            case CASE -> cases(call);
            case COALESCE -> coalesce(call);
            case IS_NULL -> value(call.getOperands().get(0)) == null;
            case IS_NOT_NULL -> value(call.getOperands().get(0)) != null;
            case IS_TRUE -> Boolean.TRUE.equals(value(call.getOperands().get(0)));
            case IS_NOT_TRUE -> !Boolean.TRUE.equals(value(call.getOperands().get(0)));
            default -> strict(call);
        };
    }

    private Object junction(RexCall call, boolean decides) {
        boolean sawNull = false;
        for (RexNode operand : call.getOperands()) {
            Object value = value(operand);
            if (value == null) {
                sawNull = true;
            } else if ((Boolean) value == decides) {
                return decides;
            }
        }
        return sawNull ? null : !decides;
    }

    private Object cases(RexCall call) {
        List<RexNode> operands = call.getOperands();
        for (int index = 0; index + 1 < operands.size(); index += 2) {
            if (Boolean.TRUE.equals(value(operands.get(index)))) {
                return value(operands.get(index + 1));
            }
        }
        return value(operands.get(operands.size() - 1));
    }

    private Object coalesce(RexCall call) {
        for (RexNode operand : call.getOperands()) {
            Object value = value(operand);
            if (value != null) {
                return value;
            }
        }
        return null;
    }

    private Object strict(RexCall call) {
        List<Object> operands = new ArrayList<>();
        for (RexNode operand : call.getOperands()) {
            operands.add(value(operand));
        }
        if (operands.contains(null)) {
            return null;
        }
        Object left = operands.get(0);
        Object right = operands.size() > 1 ? operands.get(1) : null;
        if (call.getKind() == SqlKind.NOT) {
            return !(Boolean) left;
        } else if (left instanceof String text) {
            return text(call, text, right);
        }
        return call.getOperator().getName().matches("[-+*/]")
                ? arithmetic(call, left, right)
                : compared(call, left, right);
    }

    private static Object text(RexCall call, String left, Object right) {
        return switch (call.getOperator().getName()) {
            case "||" -> left + right;
            case "UPPER" -> left.toUpperCase(Locale.ROOT);
            case "CHAR_LENGTH" -> left.length();
            default -> outcome(call, left.compareTo((String) right));
        };
    }

    private static Object arithmetic(RexCall call, Object left, Object right) {
        if (left instanceof Double one) {
            double other = (Double) right;
            return switch (call.getKind()) {
                case PLUS -> one + other;
                case MINUS -> one - other;
                case TIMES -> one * other;
                default -> one / other;
            };
        } else if (left instanceof Long one) {
            long other = (Long) right;
            return switch (call.getKind()) {
                case PLUS -> one + other;
                case MINUS -> one - other;
                case TIMES -> one * other;
                default -> one / other;
            };
        }
        int one = (Integer) left;
        int other = (Integer) right;
        return switch (call.getKind()) {
            case PLUS -> one + other;
            case MINUS -> one - other;
            case TIMES -> one * other;
            default -> one / other;
        };
    }

    private static Object compared(RexCall call, Object left, Object right) {
        if (left instanceof Double one) {
            double other = (Double) right;
            if (one.isNaN() || Double.isNaN(other)) {
                return call.getKind() == SqlKind.NOT_EQUALS;
            }
            return outcome(call, one < other ? -1 : one > other ? 1 : 0);
        }
        @SuppressWarnings("unchecked")
        Comparable<Object> one = (Comparable<Object>) left;
        return outcome(call, one.compareTo(right));
    }

    private static boolean outcome(RexCall call, int comparison) {
        return switch (call.getKind()) {
            case EQUALS -> comparison == 0;
            case NOT_EQUALS -> comparison != 0;
            case LESS_THAN -> comparison < 0;
            case LESS_THAN_OR_EQUAL -> comparison <= 0;
            case GREATER_THAN -> comparison > 0;
            case GREATER_THAN_OR_EQUAL -> comparison >= 0;
            default -> throw new IllegalArgumentException(call.toString());
        };
    }
}
