/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.sql.aggregate;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.calcite.rel.core.AggregateCall;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rel.type.RelDataTypeFactory;
import org.apache.calcite.sql.type.SqlTypeName;

/** What aggregates have come to, as columns, so that it can be sent: what rows of a group are combined to before the subtask of the group has them. */
public final class Accumulators {
    private static final int MOST_DIGITS = 38;

    private Accumulators() {}

    /**
     * Returns the columns of each aggregate's accumulator; empty where one of them has none, as those of which values are kept.
     *
     * @param input the row that the arguments are columns of
     * @param retracts whether rows are taken back, too
     */
    public static Optional<List<List<RelDataType>>> of(
            List<AggregateCall> calls, RelDataType input, boolean retracts, RelDataTypeFactory types) {
        List<List<RelDataType>> accumulators = new ArrayList<>();
        for (AggregateCall call : calls) {
            List<RelDataType> columns = columns(call, input, retracts, types);
            if (columns.isEmpty()) {
                return Optional.empty();
            }
            accumulators.add(columns);
        }
        return Optional.of(accumulators);
    }

    private static List<RelDataType> columns(
            AggregateCall call, RelDataType input, boolean retracts, RelDataTypeFactory types) {
        RelDataType count = types.createSqlType(SqlTypeName.BIGINT);
        List<RelDataType> columns =
                switch (call.getAggregation().getKind()) {
                    case COUNT -> List.of(count);
                    case SUM, SUM0, AVG -> List.of(sum(argument(call, input), types), count);
                    case MIN, MAX ->
                        retracts ? List.of() : List.of(types.createTypeWithNullability(argument(call, input), true));
                    default -> List.of();
                };
        boolean gathers = Aggregators.isDistinct(call) && !columns.isEmpty();
        return gathers ? List.of(types.createSqlType(SqlTypeName.ANY)) : columns; // the values, which no SQL sees
    }

    private static RelDataType argument(AggregateCall call, RelDataType input) {
        return input.getFieldList().get(call.getArgList().get(0)).getType();
    }

    private static RelDataType sum(RelDataType argument, RelDataTypeFactory types) {
        return switch (argument.getSqlTypeName()) {
            case DECIMAL -> types.createSqlType(SqlTypeName.DECIMAL, MOST_DIGITS, argument.getScale());
            case FLOAT, REAL, DOUBLE -> types.createSqlType(SqlTypeName.DOUBLE);
            default -> types.createSqlType(SqlTypeName.BIGINT);
        };
    }

    /**
     * Makes the aggregates that take accumulators in.
     *
     * @param lineage what the columns of the input are
     * @param first the column in which the first accumulator begins
     * @param accumulators as {@link #of} has them
     */
    public static List<Aggregator> merging(
            List<AggregateCall> calls,
            RelDataType input,
            List<String> lineage,
            boolean retracts,
            int first,
            List<List<RelDataType>> accumulators) {
        List<Aggregator> aggregators = Aggregators.of(calls, input, lineage, retracts);
        List<Aggregator> merging = new ArrayList<>();
        int column = first;
        for (int i = 0; i < calls.size(); i++) {
            merging.add(new MergingAggregator(aggregators.get(i), column));
            column += accumulators.get(i).size();
        }
        return merging;
    }
}
