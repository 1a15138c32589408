/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.sql.operator;

import io.millrace.sql.aggregate.Aggregator;
import io.millrace.sql.aggregate.Aggregators;
import org.apache.calcite.rel.core.AggregateCall;
import org.apache.calcite.rel.type.RelDataType;
import org.jspecify.annotations.Nullable;

/**
 * A function of OVER.
 *
 * @param function which one
 * @param aggregate the aggregate, if it is one
 * @param argument the column that LAG and LEAD look at
 * @param number how far LAG and LEAD look; how many tiles NTILE makes
 * @param otherwise the column with what LAG and LEAD give where there is no such row; -1 for null
 * @param type of its values
 */
public record OverCall(
        Function function,
        @Nullable AggregateCall aggregate,
        OverFrame frame,
        int argument,
        long number,
        int otherwise,
        RelDataType type) {

    /** What is computed. */
    public enum Function {
        AGGREGATE,
        ROW_NUMBER,
        RANK,
        DENSE_RANK,
        PERCENT_RANK,
        CUME_DIST,
        NTILE,
        LAG,
        LEAD;

        /** Whether it depends on how many rows the whole partition has. */
        boolean isOfWholePartition() {
            return this == PERCENT_RANK || this == CUME_DIST || this == NTILE;
        }
    }

    /** Whether its values depend on nothing that comes after the row and its peers. */
    public boolean looksBack() {
        return switch (function) {
            case AGGREGATE -> frame.endsWithRow() && frame.lower() <= 0;
            case ROW_NUMBER, RANK, DENSE_RANK -> true;
            case LAG -> number >= 0;
            case PERCENT_RANK, CUME_DIST, NTILE, LEAD -> false;
        };
    }

    /** @throws io.millrace.sql.parser.SqlException if there is no such aggregate */
    public void requireComputable(RelDataType input) {
        if (function == Function.AGGREGATE) {
            aggregator(input);
        }
    }

    /** Makes what computes an aggregate; rows that leave a frame are taken back. */
    Aggregator aggregator(RelDataType input) {
        if (aggregate == null) {
            throw new IllegalStateException(function + " is no aggregate");
        }
        return Aggregators.of(aggregate, input, !frame.beginsWithPartition());
    }

    @Override
    public String toString() {
        return aggregate != null
                ? aggregate + " " + frame
                : function + "(" + (argument < 0 ? "" : "$" + argument + ", ") + number + ", " + otherwise + ")";
    }
}
