/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.savepoint.processor;

import io.millrace.connector.Boundedness;
import io.millrace.connector.Source;
import io.millrace.connector.SourceContext;
import io.millrace.connector.SourceSplit;
import io.millrace.connector.SplitEnumerator;
import io.millrace.connector.SplitReader;
import io.millrace.function.FunctionCopier;
import io.millrace.savepoint.Savepoint;
import io.millrace.store.KeyGroupRange;
import io.millrace.store.KeyGroups;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** The keyed state of one operator, restored as the job would restore it: each split is the key groups of one subtask. */
final class KeyedStateSource<K, OUT> implements Source<OUT, KeyedStateSource.Split> {
    private static final long serialVersionUID = 1L;

    private final String path;
    private final String uid;
    private final KeyedStateReaderFunction<K, OUT> function;

    KeyedStateSource(String path, String uid, KeyedStateReaderFunction<K, OUT> function) {
        this.path = path;
        this.uid = uid;
        this.function = function;
    }

    /**
     * @param first of the key groups
     * @param last of the key groups, inclusive
     * @param emitted how many results have been emitted; there are always the same, in the same order
     */
    record Split(int maxParallelism, int first, int last, long emitted) implements SourceSplit {
        @Override
        public String splitId() {
            return first + "-" + last;
        }

        KeyGroupRange range() {
            return new KeyGroupRange(first, last);
        }
    }

    @Override
    public Boundedness getBoundedness() {
        return Boundedness.BOUNDED;
    }

    @Override
    public SplitEnumerator<Split> createEnumerator(SourceContext context) {
        return known -> known.isEmpty() ? splits(context.parallelism()) : List.of();
    }

    private List<Split> splits(int parallelism) throws IOException {
        int keyGroups = Savepoint.load(path).keyGroups(uid);
        int parts = Math.min(parallelism, keyGroups);
        List<Split> splits = new ArrayList<>();
        for (int part = 0; part < parts; part++) {
            KeyGroupRange range = KeyGroups.rangeOf(part, keyGroups, parts);
            splits.add(new Split(keyGroups, range.first(), range.last(), 0));
        }
        return splits;
    }

    @Override
    public SplitReader<OUT, Split> createReader(Split split, SourceContext context) {
        return new KeyedStateReader<>(
                path,
                uid,
                FunctionCopier.copyIfMutable(function),
                split,
                context.environment().classLoader());
    }
}
