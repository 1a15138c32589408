/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.benchmarks.nexmark.flink;

import io.millrace.benchmarks.nexmark.generator.EventKind;
import io.millrace.benchmarks.nexmark.generator.EventMix;
import org.apache.flink.table.connector.source.DynamicTableSource;
import org.apache.flink.table.connector.source.abilities.SupportsProjectionPushDown;
import org.apache.flink.table.types.DataType;
import org.apache.flink.table.types.logical.RowType;

/** A table of one kind of event, of which only those columns are made that are read. */
final class FlatEventTableSource extends EventTableSource implements SupportsProjectionPushDown {

    private final EventKind kind;
    private DataType read;

    FlatEventTableSource(EventMix mix, long events, EventKind kind, DataType read) {
        super(mix, events, EventRows.flat(kind, (RowType) read.getLogicalType()));
        this.kind = kind;
        this.read = read;
    }

    @Override
    public boolean supportsNestedProjection() {
        return false;
    }

    @Override
    public void applyProjection(int[][] projectedFields, DataType producedDataType) {
        read = producedDataType;
    }

    @Override
    EventRows rows() {
        return EventRows.flat(kind, (RowType) read.getLogicalType());
    }

    @Override
    public DynamicTableSource copy() {
        return new FlatEventTableSource(mix, events, kind, read);
    }
}
