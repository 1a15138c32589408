/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.sql.connector.listed;

import io.millrace.connector.Boundedness;
import io.millrace.connector.Source;
import io.millrace.connector.SourceContext;
import io.millrace.connector.SourceOutput;
import io.millrace.connector.SourceSplit;
import io.millrace.connector.SplitEnumerator;
import io.millrace.connector.SplitReader;
import java.util.ArrayList;
import java.util.List;

/** Texts of several splits. */
final class ListedSource implements Source<String, ListedSource.Split> {
    private final List<List<String>> splits;

    ListedSource(List<List<String>> splits) {
        this.splits = splits;
    }

    /** Where one of the lists is read from. */
    record Split(int index, int position) implements SourceSplit {
        @Override
        public String splitId() {
            return Integer.toString(index);
        }
    }

    @Override
    public Boundedness getBoundedness() {
        return Boundedness.BOUNDED;
    }

    @Override
    public SplitEnumerator<Split> createEnumerator(SourceContext context) {
        List<Split> all = new ArrayList<>();
        for (int index = 0; index < splits.size(); index++) {
            all.add(new Split(index, 0));
        }
        return known -> known.isEmpty() ? all : List.of();
    }

    @Override
    public SplitReader<String, Split> createReader(Split split, SourceContext context) {
        return new Reader(split, splits.get(split.index()));
    }

    /** Reads one list. */
    private static final class Reader implements SplitReader<String, Split> {
        private final int index;
        private final List<String> rows;
        private int position;

        Reader(Split split, List<String> rows) {
            this.index = split.index();
            this.position = split.position();
            this.rows = rows;
        }

        @Override
        public Status read(SourceOutput<String> output, int maxRecords) {
            for (int emitted = 0; emitted < maxRecords && position < rows.size(); emitted++) {
                output.collect(rows.get(position++));
            }
            return position < rows.size() ? Status.MORE : Status.END;
        }

        @Override
        public Split position() {
            return new Split(index, position);
        }

        @Override
        public void close() {}
    }
}
