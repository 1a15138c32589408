/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.operator;

import io.millrace.data.Batch;
import io.millrace.function.MapPartitionFunction;
import io.millrace.spill.RowCursor;
import io.millrace.spill.Scratch;
import io.millrace.spill.SpillingRows;

/** Calls a {@link MapPartitionFunction} with the elements of a partition, in the order in which they came. */
public final class MapPartitionOperator extends PartitionRowsOperator<MapPartitionFunction<Object, Object>> {
    public MapPartitionOperator(MapPartitionFunction<?, ?> function) {
        super(cast(function));
    }

    @Override
    protected SpillingRows rowsIn(Scratch scratch) {
        return SpillingRows.inOrderOfArrival(scratch);
    }

    @Override
    protected boolean answer(RowCursor elements) throws Exception {
        RowCollector collector = new RowCollector(output());
        collector.timestamp = Batch.NO_TIMESTAMP;
        function().mapPartition(new CursorValues(elements), collector);
        return true;
    }
}
