/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.sql.aggregate;

import io.millrace.data.ColumnBatch;
import io.millrace.sql.column.ColumnBuilder;
import io.millrace.sql.parser.SqlException;
import io.millrace.store.KeyedStore;
import org.apache.calcite.rel.core.AggregateCall;
import org.apache.calcite.rex.RexLiteral;
import org.apache.calcite.rex.RexNode;
import org.jspecify.annotations.Nullable;

/** LITERAL_AGG, which a sub-query becomes: the same value for every group, to tell that there is one. */
final class LiteralAggregator implements Aggregator {
    private final @Nullable Object value;

    private LiteralAggregator(@Nullable Object value) {
        this.value = value;
    }

    static LiteralAggregator of(AggregateCall call) {
        RexNode argument = call.rexList.get(0);
        if (argument instanceof RexLiteral literal) {
            if (literal.isNull()) {
                return new LiteralAggregator(null);
            }
            Object value =
                    switch (literal.getType().getSqlTypeName()) {
                        case BOOLEAN -> literal.getValueAs(Boolean.class);
                        case TINYINT, SMALLINT, INTEGER, BIGINT -> literal.getValueAs(Long.class);
                        case CHAR, VARCHAR -> literal.getValueAs(String.class);
                        default -> null;
                    };
            if (value != null) {
                return new LiteralAggregator(value);
            }
        }
        throw SqlException.of("The constant " + argument + " of a sub-query cannot be told from its absence yet.");
    }

    @Override
    public void open(KeyedStore store, String name) {
        // keeps nothing
    }

    @Override
    public void add(int slot, ColumnBatch batch, int position) {
        // is what it is
    }

    @Override
    public void retract(int slot, ColumnBatch batch, int position) {
        // is what it is
    }

    @Override
    public void merge(int slot, int other) {
        // is what it is
    }

    @Override
    public void emit(int slot, ColumnBuilder out) {
        out.append(value);
    }

    @Override
    public void clear(int slot) {
        // keeps nothing
    }
}
