/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.data;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.apache.avro.Schema;
import org.apache.avro.io.Decoder;
import org.apache.avro.io.Encoder;

/** A collection, as an Avro array in the order of iteration. */
final class CollectionCodec extends TypeCodec {
    private final Supplier<Collection<Object>> create;
    private final boolean refusesNull;
    private final Part element;

    CollectionCodec(JavaType type, Supplier<Collection<Object>> create, TypeCodec element) {
        super(type);
        this.create = create;
        this.refusesNull = create.get() instanceof ArrayDeque;
        this.element = Part.optional(element);
    }

    @Override
    Schema define(Map<String, Schema> names) {
        return mark(Schema.createArray(element.define(names)));
    }

    @Override
    boolean isShallowlyImmutable() {
        return false;
    }

    @Override
    boolean isShallowlyCanonical() {
        return false;
    }

    @Override
    List<Part> parts() {
        return List.of(element);
    }

    @Override
    void observe(Object value) {
        for (Object item : (Collection<?>) value) {
            element.observe(item);
        }
    }

    @Override
    void bind(Schema written) {
        element.bind(written.getElementType());
    }

    @Override
    public void write(Object value, Encoder out) throws IOException {
        Containers.check(value, type());
        Collection<?> items = (Collection<?>) value;
        out.writeArrayStart();
        out.setItemCount(items.size());
        for (Object item : items) {
            if (item == null && refusesNull) {
                throw new UnsupportedTypeException("Cannot encode a null element of a "
                        + value.getClass().getName() + " where " + type().name()
                        + " is declared: queues come back as ArrayDeque, which takes no null."
                        + " Keep nulls out, or declare it as LinkedList.");
            }
            out.startItem();
            element.write(item, out);
        }
        out.writeArrayEnd();
    }

    @Override
    @SuppressWarnings("NullAway") // what was written with nulls takes nulls
    public Object read(Decoder in) throws IOException {
        Collection<Object> items = create.get();
        for (long block = in.readArrayStart(); block > 0; block = in.arrayNext()) {
            for (long i = 0; i < block; i++) {
                items.add(element.read(in));
            }
        }
        return items;
    }

    @Override
    @SuppressWarnings("NullAway") // as for read
    public Object copy(Object value) {
        Containers.check(value, type());
        Collection<Object> copy = create.get();
        for (Object item : (Collection<?>) value) {
            copy.add(element.copy(item));
        }
        return copy;
    }

    /** Equal lists have equal elements in order; equal sets have them in any order. */
    @Override
    public int stableHash(Object value) {
        boolean ordered = !(value instanceof Set);
        int hash = 1;
        for (Object item : (Collection<?>) value) {
            hash = (ordered ? 31 * hash : hash) + element.stableHash(item);
        }
        return hash;
    }
}
