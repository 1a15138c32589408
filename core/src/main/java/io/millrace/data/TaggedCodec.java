/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.data;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.avro.Schema;
import org.apache.avro.io.Decoder;
import org.apache.avro.io.Encoder;
import org.jspecify.annotations.Nullable;

/**
 * Encodes values of unknown types for as long as the codec itself lives: each carries the number of its class, and the
 * codec remembers which class that is. Compact, and it need not see all values first as an {@link ObservedCodec} must;
 * but only the codec that wrote a value can read it.
 *
 * <p>One thread writes. Any may read what was written before it heard of it.
 */
public final class TaggedCodec extends TypeCodec {
    private record Tag(int number, TypeCodec codec, boolean canonical) {}

    private final Derivation derivation = new Derivation(root -> this);
    private final Map<Class<?>, Tag> tags = new HashMap<>();
    private volatile List<TypeCodec> codecs = List.of(); // by number - 1; 0 is null
    private boolean canonical = true;

    TaggedCodec() {
        super(JavaType.of(Object.class));
    }

    @Override
    public void write(@Nullable Object value, Encoder out) throws IOException {
        if (value == null) {
            out.writeInt(0);
            return;
        }
        Tag tag = tagOf(value);
        canonical &= tag.canonical;
        out.writeInt(tag.number);
        tag.codec.write(value, out);
    }

    private Tag tagOf(Object value) {
        Tag known = tags.get(value.getClass());
        if (known != null) {
            return known;
        }
        Class<?> standIn = AnyCodec.standIn(value.getClass());
        Tag tag = tags.get(standIn);
        if (tag == null) {
            TypeCodec codec = derivation.concreteCodec(JavaType.of(standIn));
            List<TypeCodec> longer = new ArrayList<>(codecs);
            longer.add(codec);
            codecs = longer;
            tag = new Tag(longer.size(), codec, codec.isCanonical());
            tags.put(standIn, tag);
        }
        tags.put(value.getClass(), tag);
        return tag;
    }

    @Override
    @SuppressWarnings("NullAway") // null is read where null was written
    public Object read(Decoder in) throws IOException {
        int number = in.readInt();
        return number == 0 ? null : codecs.get(number - 1).read(in);
    }

    /** Whether all that was written since the last call has these bytes wherever an equal value is written. */
    public boolean wasCanonical() {
        boolean was = canonical;
        canonical = true;
        return was;
    }

    /** Whether the classes of all parts of a value are known from its own. */
    public boolean isClosed(Object value) {
        return !tagOf(value).codec.isOpen();
    }

    @Override
    boolean acceptsNull() {
        return true;
    }

    @Override
    boolean isShallowlyImmutable() {
        return false;
    }

    @Override
    boolean isOpen(Set<TypeCodec> visited) {
        return true;
    }

    @Override
    public Object copy(Object value) {
        return AnyCodec.codecFor(value).copy(value);
    }

    @Override
    public int stableHash(Object value) {
        return AnyCodec.codecFor(value).stableHash(value);
    }

    @Override
    Schema define(Map<String, Schema> names) {
        throw new UnsupportedOperationException("What is tagged is for the codec that wrote it, and has no schema");
    }
}
