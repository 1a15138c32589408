/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.sql.function.user;

import io.millrace.data.JavaType;
import io.millrace.sql.catalog.FunctionSource;
import io.millrace.sql.parser.SqlException;
import io.millrace.sql.table.functions.AggregateFunction;
import java.util.List;
import java.util.Objects;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.sql.SqlAggFunction;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlFunctionCategory;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.validate.SqlValidator;
import org.apache.calcite.util.Optionality;
import org.jspecify.annotations.Nullable;

/** An {@link AggregateFunction} in a plan. */
public final class UserAggregateFunction extends SqlAggFunction {
    private final FunctionSource source;
    private final UserOperands operands;
    private final List<UserMethod> retractions;
    private final @Nullable UserMethod merge;
    private final JavaType value;
    private final JavaType accumulator;
    private final boolean deterministic;

    private UserAggregateFunction(
            String name, SqlIdentifier id, FunctionSource source, UserOperands operands, JavaType function) {
        super(
                name,
                id,
                SqlKind.OTHER_FUNCTION,
                binding -> binding.getTypeFactory()
                        .createTypeWithNullability(
                                SqlTypes.of(function.argument(0), binding.getTypeFactory(), valuePath(source)), true),
                null,
                operands,
                SqlFunctionCategory.USER_DEFINED_FUNCTION,
                false,
                false,
                Optionality.FORBIDDEN);
        this.source = source;
        this.operands = operands;
        this.value = function.argument(0);
        this.accumulator = function.argument(1);
        this.retractions = methods("retract");
        this.merge = mergeOf(source);
        this.deterministic = source.create().isDeterministic();
    }

    private static String valuePath(FunctionSource source) {
        return "The value of " + source.type().getName();
    }

    /** @throws SqlException if its class has no method that can be called, or its types cannot be used */
    static UserAggregateFunction of(String name, SqlIdentifier id, FunctionSource source) {
        JavaType function = Supertypes.of(source.type(), AggregateFunction.class);
        SqlTypes.require(function.argument(0), valuePath(source));
        Accumulators.requireStorable(function.argument(1), source, "AggregateFunction<T, ACC>");
        List<UserMethod> methods = UserMethod.of(source, "accumulate", 1);
        if (methods.isEmpty()) {
            throw SqlException.of("The function '" + name
                    + "' has no public method accumulate, whose first parameter is the accumulator: its class is "
                    + source.type().getName() + ".");
        }
        UserAggregateFunction made =
                new UserAggregateFunction(name, id, source, new UserOperands(name, methods), function);
        methods.forEach(each -> Accumulators.requireFolding(each, made.accumulator));
        made.retractions.forEach(each -> Accumulators.requireFolding(each, made.accumulator));
        return made;
    }

    private List<UserMethod> methods(String name) {
        return UserMethod.of(source, name, 1);
    }

    private static @Nullable UserMethod mergeOf(FunctionSource source) {
        return UserMethod.of(source, "merge", 2).stream()
                .filter(method ->
                        method.erasure().size() == 2 && method.erasure().get(1) == Iterable.class)
                .findFirst()
                .orElse(null);
    }

    /** Returns where its objects come from. */
    public FunctionSource source() {
        return source;
    }

    /** Returns the class of its values. */
    public JavaType value() {
        return value;
    }

    /** Returns the class of its accumulators. */
    public JavaType accumulator() {
        return accumulator;
    }

    /** Returns the method that takes in rows with arguments of some types. */
    public UserMethod accumulate(List<RelDataType> arguments) {
        return operands.method(arguments);
    }

    /**
     * Returns the method that takes back rows.
     *
     * @throws SqlException if there is none
     */
    public UserMethod retract(List<RelDataType> arguments) {
        UserMethod best = UserMethod.best(retractions, arguments);
        if (best == null) {
            throw SqlException.of("The function '" + getName()
                    + "' is given rows that are taken back, because its input changes or rows leave the frame of OVER, and "
                    + source.type().getName() + " has no public method retract(accumulator, ...) for "
                    + Fit.text(arguments) + ". Add one, which undoes accumulate.");
        }
        return best;
    }

    /** Returns the method that takes in accumulators, or null if there is none. */
    public @Nullable UserMethod merge() {
        return merge;
    }

    /** @throws SqlException if it cannot take in accumulators */
    public void requireMerge() {
        if (merge == null) {
            throw SqlException.of("The function '" + getName() + "' is called in windows, where what parts of a window"
                    + " have come to is merged, and " + source.type().getName()
                    + " has no public method merge(accumulator, Iterable). Add one.");
        }
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
        return other instanceof UserAggregateFunction function
                && getName().equals(function.getName())
                && source.equals(function.source);
    }

    @Override
    public int hashCode() {
        return Objects.hash(getName(), source);
    }
}
