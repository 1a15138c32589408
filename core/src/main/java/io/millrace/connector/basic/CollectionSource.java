/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.connector.basic;

import io.millrace.connector.Boundedness;
import io.millrace.connector.Source;
import io.millrace.connector.SourceContext;
import io.millrace.connector.SourceOutput;
import io.millrace.connector.SourceSplit;
import io.millrace.connector.SplitEnumerator;
import io.millrace.connector.SplitReader;
import io.millrace.data.Codec;
import io.millrace.data.Codecs;
import io.millrace.data.ObservedCodec;
import io.millrace.data.SchemaTexts;
import io.millrace.data.UnsupportedTypeException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InvalidObjectException;
import java.io.ObjectStreamException;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import org.apache.avro.io.Decoder;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.io.Encoder;
import org.apache.avro.io.EncoderFactory;

/** The elements of a collection, in order, read by one subtask. To other processes they go as their codecs write them. */
public final class CollectionSource<T> implements Source<T, CollectionSource.CollectionSplit> {
    private static final long serialVersionUID = 1L;

    private final transient List<T> elements;

    public CollectionSource(Collection<? extends T> elements) {
        this.elements = Collections.unmodifiableList(new ArrayList<>(elements));
        int index = this.elements.indexOf(null);
        if (index >= 0) {
            throw new IllegalArgumentException(
                    "Element " + index + " of the collection is null; a stream has no nulls");
        }
    }

    private Object writeReplace() throws ObjectStreamException {
        return EncodedElements.of(elements);
    }

    /**
     * The elements need not be Serializable: a record does not say that it is, and has a codec.
     *
     * @param neighbour a class whose class loader, where the elements arrive, finds those of the elements
     */
    @SuppressWarnings("ArrayRecordComponent") // compared by nobody
    private record EncodedElements(Class<?> neighbour, String schema, int size, byte[] content)
            implements Serializable {
        static EncodedElements of(List<?> elements) throws ObjectStreamException {
            ObservedCodec codec = Codecs.observed();
            ByteArrayOutputStream content = new ByteArrayOutputStream();
            try {
                elements.forEach(codec::observe);
                Encoder encoder = EncoderFactory.get().binaryEncoder(content, null);
                for (Object element : elements) {
                    codec.write(element, encoder);
                }
                encoder.flush();
            } catch (UnsupportedTypeException | IOException failure) {
                throw refused("The elements of a collection cannot be encoded: " + failure.getMessage(), failure);
            }
            return new EncodedElements(
                    neighbourOf(elements), SchemaTexts.print(codec.schema()), elements.size(), content.toByteArray());
        }

        private static Class<?> neighbourOf(List<?> elements) {
            for (Object element : elements) {
                if (element.getClass().getClassLoader() != null) {
                    return element.getClass();
                }
            }
            return CollectionSource.class;
        }

        private Object readResolve() throws ObjectStreamException {
            List<Object> elements = new ArrayList<>();
            try {
                Codec<Object> codec = Codecs.forSchema(SchemaTexts.parse(schema), neighbour.getClassLoader());
                Decoder decoder = DecoderFactory.get().binaryDecoder(content, null);
                for (int i = 0; i < size; i++) {
                    elements.add(codec.read(decoder));
                }
            } catch (UnsupportedTypeException | IOException failure) {
                throw refused("The elements of a collection cannot be read: " + failure.getMessage(), failure);
            }
            return new CollectionSource<>(elements);
        }

        private static ObjectStreamException refused(String message, Exception cause) {
            InvalidObjectException refused = new InvalidObjectException(message);
            refused.initCause(cause);
            return refused;
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
