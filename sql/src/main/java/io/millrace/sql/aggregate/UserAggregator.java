/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.sql.aggregate;

import io.millrace.data.Codec;
import io.millrace.data.Codecs;
import io.millrace.data.ColumnBatch;
import io.millrace.sql.column.ColumnBuilder;
import io.millrace.sql.function.user.Arguments;
import io.millrace.sql.function.user.FunctionLifecycle;
import io.millrace.sql.function.user.MethodCall;
import io.millrace.sql.function.user.UserAggregateFunction;
import io.millrace.sql.function.user.UserMethod;
import io.millrace.sql.record.JavaValue;
import io.millrace.sql.record.ValueConversion;
import io.millrace.sql.table.functions.AggregateFunction;
import io.millrace.sql.table.functions.FunctionContext;
import io.millrace.sql.table.functions.UserFunctionException;
import io.millrace.store.KeyedStore;
import io.millrace.store.ObjectColumn;
import java.lang.reflect.Type;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.apache.calcite.rel.type.RelDataType;
import org.jspecify.annotations.Nullable;

/** An aggregate function of a program. Its accumulators are kept as values of their own class; they may be changed in place. */
final class UserAggregator implements Aggregator {
    private static final String NO_ACCUMULATOR = "The accumulator that it returned is null";

    private final UserAggregateFunction function;
    private final Type type;
    private final Codec<Object> codec;
    private final UserMethod accumulate;
    private final @Nullable UserMethod retract;
    private final Arguments added;
    private final @Nullable Arguments retracted;
    private final ValueConversion value;
    private ObjectColumn<Object> accumulators = Unopened.objects();
    private @Nullable Calls calls;

    /** The methods of an object of the function. */
    private record Calls(
            AggregateFunction<@Nullable Object, Object> target,
            MethodCall accumulate,
            @Nullable MethodCall retract,
            @Nullable MethodCall merge) {}

    /**
     * @param columns in which the arguments are
     * @param types of the arguments
     * @param result of the aggregate
     * @throws io.millrace.sql.parser.SqlException if rows are taken back, and the function cannot do that
     */
    @SuppressWarnings("unchecked")
    UserAggregator(
            UserAggregateFunction function,
            int[] columns,
            List<RelDataType> types,
            RelDataType result,
            boolean retracts) {
        this.function = function;
        this.type = function.accumulator().toType();
        this.codec = (Codec<Object>) Codecs.of(type);
        this.accumulate = function.accumulate(types);
        this.added = new Arguments(accumulate, types, columns);
        this.retract = retracts ? function.retract(types) : null;
        this.retracted = retract == null ? null : new Arguments(retract, types, columns);
        this.value = new JavaValue(result, function.value(), "The value of " + function.getName()).toSql();
    }

    @Override
    public void open(KeyedStore store, String name) {
        accumulators = store.objectColumn(name + ".accumulator", type);
    }

    @Override
    @SuppressWarnings("unchecked")
    public void openFunction(FunctionContext context) {
        AggregateFunction<@Nullable Object, Object> target =
                (AggregateFunction<@Nullable Object, Object>) FunctionLifecycle.open(function.source(), context);
        UserMethod merge = function.merge();
        calls = new Calls(
                target,
                MethodCall.of(accumulate, target),
                retract == null ? null : MethodCall.of(retract, target),
                merge == null ? null : MethodCall.of(merge, target));
    }

    @Override
    public void closeFunction() throws Exception {
        Calls opened = calls;
        if (opened != null) {
            calls = null;
            opened.target.close();
        }
    }

    private Calls calls() {
        Calls opened = calls;
        if (opened == null) {
            throw new IllegalStateException("The function is not open");
        }
        return opened;
    }

    private Object accumulator(int slot) {
        Object known = accumulators.get(slot);
        return known == null ? created() : known;
    }

    private Object created() {
        try {
            return calls().target.createAccumulator();
        } catch (RuntimeException failure) {
            throw new UserFunctionException(function.getName() + ".createAccumulator", failure);
        }
    }

    @Override
    public void add(int slot, ColumnBatch batch, int position) {
        fold(slot, calls().accumulate, added.of(batch, position), "");
    }

    @Override
    public void retract(int slot, ColumnBatch batch, int position) {
        MethodCall method = calls().retract;
        Arguments arguments = retracted;
        if (method == null || arguments == null) {
            throw new IllegalStateException("A row was taken back, where it was planned that none would be");
        }
        fold(slot, method, arguments.of(batch, position), ".retract");
    }

    /** Calls a method on the accumulator of a slot, which stands before the arguments. */
    private void fold(int slot, MethodCall method, @Nullable Object @Nullable [] arguments, String what) {
        if (arguments == null) {
            return;
        }
        Object accumulator = accumulator(slot);
        arguments[0] = accumulator;
        try {
            Object returned = method.call(arguments);
            accumulators.set(slot, method.isVoid() ? accumulator : Objects.requireNonNull(returned, NO_ACCUMULATOR));
        } catch (Exception failure) {
            throw new UserFunctionException(
                    function.getName() + what, failure, Arrays.copyOfRange(arguments, 1, arguments.length));
        }
    }

    /** The function may keep parts of what it merges, so it is handed copies. */
    @Override
    public void merge(int slot, int other) {
        Object added = accumulators.get(other);
        if (added == null) {
            return;
        }
        MethodCall method = calls().merge;
        if (method == null) {
            throw new IllegalStateException("Accumulators are merged, where it was planned that none would be");
        }
        Object copy = codec.copy(added);
        fold(slot, method, new @Nullable Object[] {null, List.of(copy)}, ".merge");
    }

    @Override
    public void emit(int slot, ColumnBuilder out) {
        Object accumulator = accumulator(slot);
        Object result;
        try {
            result = calls().target.getValue(accumulator);
        } catch (RuntimeException failure) {
            throw new UserFunctionException(function.getName() + ".getValue", failure, accumulator);
        }
        out.append(value.of(result));
    }

    @Override
    public void clear(int slot) {
        accumulators.clear(slot);
    }
}
