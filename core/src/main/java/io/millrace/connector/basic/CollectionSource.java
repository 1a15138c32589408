/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.connector.basic;

import io.millrace.connector.Boundedness;
import io.millrace.connector.Source;
import io.millrace.connector.SourceContext;
import io.millrace.connector.SourceOutput;
import io.millrace.connector.SourceSplit;
import io.millrace.connector.SplitEnumerator;
import io.millrace.connector.SplitReader;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Objects;

/** The elements of a collection, in order, read by one subtask. */
public final class CollectionSource<T> implements Source<T, CollectionSource.CollectionSplit> {
    private final List<T> elements;

    public CollectionSource(Collection<? extends T> elements) {
        this.elements = Collections.unmodifiableList(new ArrayList<>(elements));
        int index = this.elements.indexOf(null);
        if (index >= 0) {
            throw new IllegalArgumentException(
                    "Element " + index + " of the collection is null; a stream has no nulls");
        }
    }

    /** @param next the index of the element to go on with */
    public record CollectionSplit(int next) implements SourceSplit {
        @Override
        public String splitId() {
            return "collection";
        }
    }

    @Override
    public Boundedness getBoundedness() {
        return Boundedness.BOUNDED;
    }

    @Override
    public SplitEnumerator<CollectionSplit> createEnumerator(SourceContext context) {
        return known -> known.isEmpty() ? List.of(new CollectionSplit(0)) : List.of();
    }

    @Override
    public SplitReader<T, CollectionSplit> createReader(CollectionSplit split, SourceContext context) {
        if (split.next() > elements.size()) {
            throw new IllegalStateException("The snapshot goes on with element " + split.next()
                    + ", but the collection has only " + elements.size()
                    + " elements. Restore with the collection that the snapshot was made with.");
        }
        return new Reader<>(elements, split.next());
    }

    private static final class Reader<T> implements SplitReader<T, CollectionSplit> {
        private final List<T> elements;
        private int next;

        Reader(List<T> elements, int next) {
            this.elements = elements;
            this.next = next;
        }

        @Override
        public Status read(SourceOutput<T> output, int maxRecords) {
            int end = (int) Math.min(elements.size(), (long) next + maxRecords);
            while (next < end) {
                output.collect(Objects.requireNonNull(elements.get(next++)));
            }
            return next == elements.size() ? Status.END : Status.MORE;
        }

        @Override
        public CollectionSplit position() {
            return new CollectionSplit(next);
        }

        @Override
        public void close() {}
    }
}
