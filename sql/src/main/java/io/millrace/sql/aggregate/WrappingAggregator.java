/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.sql.aggregate;

import io.millrace.sql.column.BatchBuilder;
import io.millrace.sql.column.ColumnBuilder;
import io.millrace.sql.table.functions.FunctionContext;

/** An aggregate around another one, which decides what that one sees, and gives its value. */
abstract class WrappingAggregator implements Aggregator {
    final Aggregator inner;

    WrappingAggregator(Aggregator inner) {
        this.inner = inner;
    }

    @Override
    public final void openFunction(FunctionContext context) {
        inner.openFunction(context);
    }

    @Override
    public final void closeFunction() throws Exception {
        inner.closeFunction();
    }

    @Override
    public final void emit(int slot, ColumnBuilder out) {
        inner.emit(slot, out);
    }

    @Override
    public final void drainAccumulator(int slot, BatchBuilder out, int first) {
        inner.drainAccumulator(slot, out, first);
    }
}
