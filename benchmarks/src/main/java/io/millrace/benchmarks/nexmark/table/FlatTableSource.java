/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.benchmarks.nexmark.table;

import io.millrace.benchmarks.nexmark.generator.EventKind;
import io.millrace.benchmarks.nexmark.generator.EventMix;
import io.millrace.connector.Source;
import io.millrace.sql.connector.RecordReader;
import io.millrace.sql.connector.ScanTableSource;
import java.util.Arrays;

/**
 * The table of the events of one kind: ranges of event numbers, of which what takes them apart makes up the events.
 *
 * @param fields for each column, the position of its field among those of the kind
 */
@SuppressWarnings("ArrayRecordComponent") // compared by nobody
record FlatTableSource(EventSource events, EventMix mix, EventKind kind, int[] fields) implements ScanTableSource {
    @Override
    public Source<?, ?> source() {
        return events;
    }

    @Override
    public RecordReader reader(int[] columns) {
        return new FlatReader(
                mix, kind, Arrays.stream(columns).map(column -> fields[column]).toArray());
    }

    @Override
    public boolean readsManyRowsAtOnce() {
        return true;
    }
}
