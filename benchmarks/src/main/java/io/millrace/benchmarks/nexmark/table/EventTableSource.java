/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.benchmarks.nexmark.table;

import io.millrace.connector.Source;
import io.millrace.sql.connector.RecordReader;
import io.millrace.sql.connector.ScanTableSource;
import java.util.function.Function;

/**
 * The records of the source are ranges of event numbers, and what takes them apart makes up the events.
 *
 * @param readers makes what gives the columns of these positions
 */
record EventTableSource(EventSource events, Function<int[], RecordReader> readers) implements ScanTableSource {
    @Override
    public Source<?, ?> source() {
        return events;
    }

    @Override
    public RecordReader reader(int[] columns) {
        return readers.apply(columns);
    }

    @Override
    public boolean readsManyRowsAtOnce() {
        return true;
    }
}
