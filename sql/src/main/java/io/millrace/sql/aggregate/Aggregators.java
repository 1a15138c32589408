/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.sql.aggregate;

import io.millrace.sql.column.ColumnLayout;
import io.millrace.sql.function.user.UserAggregateFunction;
import io.millrace.sql.parser.SqlException;
import io.millrace.sql.row.StateTypes;
import io.millrace.sql.type.TypeNames;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.calcite.rel.core.AggregateCall;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.sql.SqlJsonConstructorNullClause;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.fun.SqlJsonArrayAggAggFunction;
import org.apache.calcite.sql.fun.SqlJsonObjectAggAggFunction;

/** The aggregates that Millrace computes. */
public final class Aggregators {
    private Aggregators() {}

    /** @throws SqlException if there is no such aggregate */
    public static void check(List<AggregateCall> calls, RelDataType input, boolean retracts) {
        calls.forEach(call -> of(call, input, retracts));
    }

    /**
     * Makes the aggregates of one subtask, which are all told the same rows, in this order.
     *
     * @param input the row that their arguments are columns of
     * @param lineage what these columns are, as state is named by it
     * @param retracts whether rows are taken back, too
     */
    public static List<Aggregator> of(
            List<AggregateCall> calls, RelDataType input, List<String> lineage, boolean retracts) {
        List<Aggregator> aggregators = new ArrayList<>();
        Map<Integer, DistinctSets> shared = new HashMap<>();
        Map<String, Integer> tables = new HashMap<>(); // one column may be computed as another one is
        for (AggregateCall call : calls) {
            if (retracts || !isDistinct(call) || !distinctKeys(call, input).isNumber()) {
                aggregators.add(of(call, input, retracts));
                continue;
            }
            int argument = call.getArgList().get(0);
            DistinctSets sets = shared.get(argument);
            if (sets == null || sets.isFull()) {
                String name = "DISTINCT " + lineage.get(argument);
                int number = tables.merge(name, 1, Integer::sum);
                sets = new DistinctSets(
                        number == 1 ? name : name + "#" + number, numberArgument(distinctKeys(call, input)));
                shared.put(argument, sets);
            }
            aggregators.add(new DistinctSetAggregator(ofColumns(call, input, retracts), sets, call.filterArg));
        }
        return aggregators;
    }

    /**
     * Makes an aggregate.
     *
     * @param input the row that its arguments are columns of
     * @param retracts whether rows are taken back, too
     * @throws SqlException if there is no such aggregate
     */
    public static Aggregator of(AggregateCall call, RelDataType input, boolean retracts) {
        int[] arguments = call.getArgList().stream().mapToInt(Integer::intValue).toArray();
        Aggregator aggregator;
        if (isDistinct(call)) {
            aggregator = distinct(call, input, retracts);
        } else {
            aggregator = plain(call, arguments, types(arguments, input), retracts);
        }
        return call.filterArg < 0 ? aggregator : filtered(aggregator, call.filterArg);
    }

    /** Makes the aggregates of the first of two phases: those of which values are told apart gather these. */
    public static List<Aggregator> local(List<AggregateCall> calls, RelDataType input, boolean retracts) {
        return calls.stream()
                .map(call -> isDistinct(call) ? gathering(call, input) : of(call, input, retracts))
                .toList();
    }

    private static Aggregator gathering(AggregateCall call, RelDataType input) {
        DistinctKeys keys = distinctKeys(call, input);
        Aggregator values = keys.isNumber() ? new DistinctNumbers(numberArgument(keys)) : new DistinctValues(keys);
        return call.filterArg < 0 ? values : filtered(values, call.filterArg);
    }

    /** Lets an aggregate see the rows alone in which a BOOLEAN column is true. */
    public static Aggregator filtered(Aggregator aggregator, int column) {
        return new FilteredAggregator(aggregator, column);
    }

    /** @throws SqlException if what an aggregate has taken in cannot be merged */
    public static void requireMerge(List<AggregateCall> calls) {
        for (AggregateCall call : calls) {
            if (call.getAggregation() instanceof UserAggregateFunction function) {
                function.requireMerge();
            }
        }
    }

    /** Returns whether an aggregate has to tell values apart: MIN and MAX do not change by repetition. */
    public static boolean isDistinct(AggregateCall call) {
        SqlKind kind = call.getAggregation().getKind();
        return call.isDistinct() && kind != SqlKind.MIN && kind != SqlKind.MAX;
    }

    private static List<RelDataType> types(int[] arguments, RelDataType input) {
        List<RelDataType> types = new ArrayList<>();
        for (int argument : arguments) {
            types.add(input.getFieldList().get(argument).getType());
        }
        return types;
    }

    private static Aggregator distinct(AggregateCall call, RelDataType input, boolean retracts) {
        Aggregator inner = ofColumns(call, input, retracts);
        DistinctKeys keys = distinctKeys(call, input);
        return keys.isNumber()
                ? new DistinctNumbersAggregator(inner, numberArgument(keys))
                : new DistinctAggregator(inner, keys);
    }

    /** Makes an aggregate that takes its arguments from the columns 0, 1 and so on. */
    private static Aggregator ofColumns(AggregateCall call, RelDataType input, boolean retracts) {
        int[] arguments = call.getArgList().stream().mapToInt(Integer::intValue).toArray();
        int[] columns = IntStream.range(0, arguments.length).toArray();
        return plain(call, columns, types(arguments, input), retracts);
    }

    private static NumberArgument numberArgument(DistinctKeys keys) {
        return new NumberArgument(keys.arguments().get(0), keys.layouts().get(0));
    }

    private static DistinctKeys distinctKeys(AggregateCall call, RelDataType input) {
        List<Integer> columns = call.getArgList();
        List<RelDataType> types = columns.stream()
                .map(column -> input.getFieldList().get(column).getType())
                .toList();
        Type only = StateTypes.value(types.get(0));
        return new DistinctKeys(
                columns,
                types.stream().map(ColumnLayout::of).toList(),
                columns.size() > 1 || only == byte[].class ? StateTypes.row(input, columns) : only);
    }

    private static Aggregator plain(AggregateCall call, int[] arguments, List<RelDataType> types, boolean retracts) {
        if (call.getAggregation() instanceof UserAggregateFunction function) {
            return new UserAggregator(function, arguments, types, call.getType(), retracts);
        }
        SqlKind kind = call.getAggregation().getKind();
        Type type = types.isEmpty() ? Object.class : StateTypes.value(types.get(0));
        return switch (kind) {
            case COUNT -> new CountAggregator(arguments);
            case SUM -> sum(arguments[0], LongSumAggregator.Result.SUM, call.getType());
            case SUM0 -> sum(arguments[0], LongSumAggregator.Result.SUM_OR_ZERO, call.getType());
            case AVG -> average(arguments[0], types.get(0), call.getType());
            case MIN, MAX -> extremum(arguments[0], kind == SqlKind.MAX, types.get(0), retracts);
            case FIRST_VALUE, LAST_VALUE ->
                retracts
                        ? ListedAggregator.end(arguments[0], type, kind == SqlKind.LAST_VALUE)
                        : new EndAggregator(arguments[0], type, kind == SqlKind.LAST_VALUE);
            case LISTAGG -> new TextListAggregator(arguments[0], arguments.length > 1 ? arguments[1] : -1);
            case COLLECT -> ListedAggregator.multiset(arguments[0], type);
            case ARRAY_AGG -> ListedAggregator.array(arguments[0], type, !call.ignoreNulls());
            case JSON_ARRAYAGG -> ListedAggregator.json(arguments[0], keepsNulls(call));
            case JSON_OBJECTAGG -> new JsonObjectAggregator(arguments[0], arguments[1], keepsNulls(call));
            case SINGLE_VALUE -> ListedAggregator.single(arguments[0], type);
            case LITERAL_AGG -> LiteralAggregator.of(call);
            case VAR_POP -> new VarianceAggregator(arguments[0], false, false, call.getType());
            case VAR_SAMP -> new VarianceAggregator(arguments[0], true, false, call.getType());
            case STDDEV_POP -> new VarianceAggregator(arguments[0], false, true, call.getType());
            case STDDEV_SAMP -> new VarianceAggregator(arguments[0], true, true, call.getType());
            default -> named(call.getAggregation().getName(), arguments, types, retracts);
        };
    }

    private static boolean keepsNulls(AggregateCall call) {
        SqlJsonConstructorNullClause nulls = call.getAggregation() instanceof SqlJsonArrayAggAggFunction array
                ? array.getNullClause()
                : ((SqlJsonObjectAggAggFunction) call.getAggregation()).getNullClause();
        return nulls == SqlJsonConstructorNullClause.NULL_ON_NULL;
    }

    /** Returns an aggregate that is Flink's own. */
    private static Aggregator named(String name, int[] arguments, List<RelDataType> types, boolean retracts) {
        if (BitmapAggregator.knows(name)) {
            return BitmapAggregator.of(name, arguments[0], StateTypes.value(types.get(0)), retracts);
        } else if (name.equals("PERCENTILE")) {
            return new PercentileAggregator(arguments, types.get(1).getComponentType() != null);
        }
        throw SqlException.of("The aggregate function " + name + " cannot be run yet.");
    }

    private static Aggregator sum(int argument, LongSumAggregator.Result result, RelDataType type) {
        return switch (type.getSqlTypeName()) {
            case DECIMAL -> new DecimalSumAggregator(argument, result, type);
            case FLOAT, REAL -> new DoubleSumAggregator(argument, result, true);
            case DOUBLE -> new DoubleSumAggregator(argument, result, false);
            default -> new LongSumAggregator(argument, result, IntegerType.of(type));
        };
    }

    private static Aggregator average(int argument, RelDataType argumentType, RelDataType type) {
        return switch (argumentType.getSqlTypeName()) {
            case DECIMAL -> new DecimalSumAggregator(argument, LongSumAggregator.Result.AVERAGE, type);
            case FLOAT, REAL, DOUBLE -> new DoubleSumAggregator(argument, LongSumAggregator.Result.AVERAGE, false);
            default -> new LongSumAggregator(argument, LongSumAggregator.Result.AVERAGE, IntegerType.of(type));
        };
    }

    private static Aggregator extremum(int argument, boolean greatest, RelDataType type, boolean retracts) {
        if (!(StateTypes.value(type) instanceof Class<?> kind) || !Comparable.class.isAssignableFrom(kind)) {
            throw SqlException.of((greatest ? "MAX" : "MIN") + " cannot be run of " + TypeNames.description(type)
                    + ", whose values have no order.");
        }
        if (retracts) {
            return new RetractableExtremumAggregator(argument, StateTypes.value(type), greatest);
        }
        return switch (ColumnLayout.of(type)) {
            case INT, LONG -> new LongExtremumAggregator(argument, greatest);
            default -> new ExtremumAggregator(argument, StateTypes.value(type), greatest);
        };
    }
}
