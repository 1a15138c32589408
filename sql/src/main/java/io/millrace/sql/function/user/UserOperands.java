/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.sql.function.user;

import io.millrace.sql.parser.SqlException;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlCallBinding;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlOperandCountRange;
import org.apache.calcite.sql.SqlOperator;
import org.apache.calcite.sql.type.SqlOperandCountRanges;
import org.apache.calcite.sql.type.SqlOperandTypeChecker;

/** What a function of a program takes: the arguments of one of its methods. */
record UserOperands(String function, List<UserMethod> methods) implements SqlOperandTypeChecker {

    @Override
    public boolean checkOperandTypes(SqlCallBinding binding, boolean throwOnFailure) {
        List<RelDataType> arguments = binding.collectOperandTypes();
        boolean fits = UserMethod.best(methods, arguments) != null;
        if (!fits && throwOnFailure) {
            throw SqlException.at(binding.getCall().getParserPosition(), misfit(arguments));
        }
        return fits;
    }

    /** Returns what is wrong with arguments that no method takes. */
    String misfit(List<RelDataType> arguments) {
        return "The function '" + function + "' cannot be called with " + Fit.text(arguments) + ". It takes "
                + signatures() + ".";
    }

    private String signatures() {
        return methods.stream().map(UserMethod::toString).distinct().collect(Collectors.joining(" or "));
    }

    /**
     * Returns a call as it is.
     *
     * @throws SqlException if it names what it gives
     */
    static SqlNode positional(SqlCall call) {
        for (SqlNode operand : call.getOperandList()) {
            if (operand != null && operand.getKind() == SqlKind.ARGUMENT_ASSIGNMENT) {
                throw SqlException.at(
                        operand.getParserPosition(),
                        "The function '" + call.getOperator().getName()
                                + "' takes its arguments by their places, and not by names.");
            }
        }
        return call;
    }

    /** Any number, so that it is here where too few or too many are refused. */
    @Override
    public SqlOperandCountRange getOperandCountRange() {
        return SqlOperandCountRanges.any();
    }

    @Override
    public String getAllowedSignatures(SqlOperator operator, String name) {
        return methods.stream().map(method -> name + method).distinct().collect(Collectors.joining("\n"));
    }

    /** Returns the method that is called for some arguments, which have been checked. */
    UserMethod method(List<RelDataType> arguments) {
        UserMethod best = UserMethod.best(methods, arguments);
        if (best == null) {
            throw SqlException.of(misfit(arguments));
        }
        return best;
    }
}
