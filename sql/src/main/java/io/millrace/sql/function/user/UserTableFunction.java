/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.sql.function.user;

import io.millrace.data.JavaType;
import io.millrace.sql.catalog.FunctionSource;
import io.millrace.sql.parser.SqlException;
import io.millrace.sql.record.SqlTypesOfJava;
import io.millrace.sql.table.functions.TableFunction;
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
import org.apache.calcite.sql.SqlTableFunction;
import org.apache.calcite.sql.type.ReturnTypes;
import org.apache.calcite.sql.type.SqlReturnTypeInference;
import org.apache.calcite.sql.validate.SqlValidator;
import org.jspecify.annotations.Nullable;

/** A {@link TableFunction} in a plan. */
public final class UserTableFunction extends SqlFunction implements SqlTableFunction {
    private final FunctionSource source;
    private final UserOperands operands;
    private final JavaType rows;
    private final boolean deterministic;

    private UserTableFunction(
            String name, SqlIdentifier id, FunctionSource source, UserOperands operands, JavaType rows) {
        super(
                name,
                id,
                SqlKind.OTHER_FUNCTION,
                ReturnTypes.CURSOR,
                null,
                operands,
                SqlFunctionCategory.USER_DEFINED_TABLE_FUNCTION);
        this.source = source;
        this.operands = operands;
        this.rows = rows;
        this.deterministic = source.create().isDeterministic();
    }

    /** @throws SqlException if its class has no method that can be called, or SQL has no type for its rows */
    static UserTableFunction of(String name, SqlIdentifier id, FunctionSource source) {
        List<UserMethod> methods = UserMethod.of(source, "eval", 0);
        if (methods.isEmpty()) {
            throw SqlException.of("The function '" + name + "' has no public method eval: its class is "
                    + source.type().getName() + ".");
        }
        for (UserMethod method : methods) {
            if (method.erasedResult() != void.class) {
                throw SqlException.of(
                        method.resultPath() + " goes nowhere: eval of a table function is void, and calls collect.");
            }
        }
        JavaType rows = Supertypes.of(source.type(), TableFunction.class).argument(0);
        SqlTypes.require(rows, "A row of " + source.type().getName());
        return new UserTableFunction(name, id, source, new UserOperands(name, methods), rows);
    }

    @Override
    public SqlReturnTypeInference getRowTypeInference() {
        return binding -> rowType(binding.getTypeFactory());
    }

    private RelDataType rowType(RelDataTypeFactory types) {
        RelDataTypeFactory.Builder row = types.builder();
        RelDataType type = SqlTypes.of(rows, types, "A row of " + source.type().getName());
        if (type.isStruct()) {
            type.getFieldList().forEach(row::add);
        } else {
            row.add(SqlTypesOfJava.ONLY_COLUMN, type);
        }
        return row.build();
    }

    /** Returns where its objects come from. */
    public FunctionSource source() {
        return source;
    }

    /** Returns the class of its rows. */
    public JavaType rows() {
        return rows;
    }

    /** Returns what a row is as one value. */
    public RelDataType rowValue(RelDataTypeFactory types) {
        return SqlTypes.of(rows, types, "A row of " + source.type().getName());
    }

    /** Returns the method that a call means. */
    public UserMethod method(RexCall call) {
        return operands.method(call.getOperands().stream().map(RexNode::getType).toList());
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
        return other instanceof UserTableFunction function
                && getName().equals(function.getName())
                && source.equals(function.source);
    }

    @Override
    public int hashCode() {
        return 31 * getName().hashCode() + source.hashCode();
    }
}
