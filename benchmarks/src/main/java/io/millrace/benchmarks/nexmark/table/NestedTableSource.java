/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.benchmarks.nexmark.table;

import io.millrace.benchmarks.nexmark.generator.EventMix;
import io.millrace.connector.Source;
import io.millrace.sql.connector.ColumnPath;
import io.millrace.sql.connector.RecordReader;
import io.millrace.sql.connector.ScanTableSource;
import java.util.Arrays;
import java.util.List;

/** The table of all events: ranges of event numbers, of which those fields alone are made that are asked for. */
record NestedTableSource(EventSource events, EventMix mix, List<NestedColumn> columns) implements ScanTableSource {
    NestedTableSource {
        columns = List.copyOf(columns);
    }

    @Override
    public Source<?, ?> source() {
        return events;
    }

    @Override
    public RecordReader reader(int[] chosen) {
        return new NestedReader(
                mix, Arrays.stream(chosen).mapToObj(columns::get).toList());
    }

    @Override
    public RecordReader reader(List<ColumnPath> paths) {
        return new NestedReader(mix, paths.stream().map(this::column).toList());
    }

    private NestedColumn column(ColumnPath path) {
        NestedColumn column = columns.get(path.column());
        return path.isNested() && column instanceof NestedColumn.Rows rows
                ? new NestedColumn.Field(
                        rows.kind(), rows.fields().get(path.fields().get(0)))
                : column;
    }

    @Override
    public boolean readsManyRowsAtOnce() {
        return true;
    }
}
