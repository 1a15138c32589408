/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.sql.function.user;

import io.millrace.sql.catalog.FunctionSource;
import io.millrace.sql.parser.SqlException;
import java.util.List;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rel.type.RelDataTypeFactory;
import org.apache.calcite.rex.RexCall;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlFunction;
import org.apache.calcite.sql.SqlFunctionCategory;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.validate.SqlValidator;
import org.jspecify.annotations.Nullable;

/** A {@link io.millrace.sql.table.functions.ScalarFunction} in a plan. */
public final class UserScalarFunction extends SqlFunction {
    private final FunctionSource source;
    private final List<UserMethod> methods;
    private final boolean deterministic;

    private UserScalarFunction(String name, SqlIdentifier id, FunctionSource source, UserOperands operands) {
        super(
                name,
                id,
                SqlKind.OTHER_FUNCTION,
                binding -> operands.method(binding.collectOperandTypes())
                        .resultType(binding.getTypeFactory(), binding.collectOperandTypes()),
                null,
                operands,
                SqlFunctionCategory.USER_DEFINED_FUNCTION);
        this.source = source;
        this.methods = operands.methods();
        this.deterministic = source.create().isDeterministic();
    }

    /** @throws SqlException if its class has no method that can be called */
    static UserScalarFunction of(String name, SqlIdentifier id, FunctionSource source) {
        List<UserMethod> methods = UserMethod.of(source, "eval", 0);
        if (methods.isEmpty()) {
            throw SqlException.of("The function '" + name + "' has no public method eval: its class is "
                    + source.type().getName() + ".");
        }
        for (UserMethod method : methods) {
            if (method.erasedResult() == void.class) {
                throw SqlException.of(method.resultPath() + " is void: a scalar function gives a value.");
            }
            SqlTypes.require(method.result(), method.resultPath());
        }
        return new UserScalarFunction(name, id, source, new UserOperands(name, methods));
    }

    /** Returns where its objects come from. */
    public FunctionSource source() {
        return source;
    }

    /** Returns the method that a call means. */
    public UserMethod method(RexCall call, RelDataTypeFactory types) {
        List<RelDataType> arguments =
                call.getOperands().stream().map(RexNode::getType).toList();
        List<UserMethod> fitting = methods.stream()
                .filter(method -> method.distance(arguments) < Fit.IMPOSSIBLE)
                .filter(method -> isAlike(method.resultType(types, arguments), call.getType(), types))
                .toList();
        UserMethod best = UserMethod.best(fitting, arguments);
        if (best == null) {
            throw new IllegalStateException("No method of " + getName() + " is called by " + call);
        }
        return best;
    }

    private static boolean isAlike(RelDataType one, RelDataType other, RelDataTypeFactory types) {
        return types.createTypeWithNullability(one, true).equals(types.createTypeWithNullability(other, true));
    }

    @Override
    public SqlNode rewriteCall(SqlValidator validator, SqlCall call) {
        return UserOperands.positional(call);
    }

    @Override
    public boolean isDeterministic() {
        return deterministic;
    }

    /** Functions of one name may be those of different databases. */
    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof UserScalarFunction function
                && getName().equals(function.getName())
                && source.equals(function.source);
    }

    @Override
    public int hashCode() {
        return 31 * getName().hashCode() + source.hashCode();
    }
}
