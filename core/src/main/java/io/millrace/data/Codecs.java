/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.data;

import java.lang.reflect.Type;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.avro.Schema;
import org.jspecify.annotations.Nullable;

/** Derives codecs from types, once per type. Thread-safe. */
public final class Codecs {
    private static final PerClass<Map<JavaType, TypeCodec>> KNOWN = new PerClass<>() {
        @Override
        protected Map<JavaType, TypeCodec> compute(Class<?> raw) {
            return new ConcurrentHashMap<>();
        }
    };

    private Codecs() {}

    /**
     * The codec of a class; a generic class's own type variables stand for their bounds.
     *
     * @throws UnsupportedTypeException if the type, or one it refers to, cannot be encoded
     */
    @SuppressWarnings("unchecked")
    public static <T> Codec<T> of(Class<T> type) {
        return (Codec<T>) of(JavaType.of(type));
    }

    /**
     * The codec of a type with its type arguments.
     *
     * @throws UnsupportedTypeException if the type, or one it refers to, cannot be encoded
     */
    public static Codec<?> of(Type type) {
        return of(JavaType.of(type));
    }

    /**
     * The codec of the Java type that stored data names. Its schema is that of the class as it is today, so data has
     * to be resolved from {@code written} to {@link Codec#schema()} before it is read.
     *
     * @throws UnsupportedTypeException if the schema names no type, or one that does not exist or cannot be encoded
     */
    public static Codec<Object> forSchema(Schema written) {
        return forSchema(written, Codecs.class.getClassLoader());
    }

    /** As {@link #forSchema(Schema)}, with classes found by {@code loader}. */
    public static Codec<Object> forSchema(Schema written, ClassLoader loader) {
        boolean closed = !written.isUnion()
                && !Boolean.TRUE.equals(written.getObjectProp(TypeCodec.OBSERVED))
                && !Boolean.TRUE.equals(written.getObjectProp(TypeCodec.BOXED));
        if (closed) {
            return of(SchemaTypes.typeOf(written, loader));
        }
        ObservedCodec codec = new ObservedCodec(loader);
        codec.bind(written);
        return codec;
    }

    /** The columns of the rows that a schema describes. */
    public static RowType rowTypeOf(Schema written, ClassLoader loader) {
        return (RowType) SchemaTypes.typeOf(written, loader).toType();
    }

    /** A codec for values of unknown types, which have to be observed first. */
    public static ObservedCodec observed() {
        return new ObservedCodec();
    }

    /** A codec for values of unknown types, which only it can read again. */
    public static TaggedCodec tagged() {
        return new TaggedCodec();
    }

    /** The codec of a class that a value has. */
    static Codec<Object> any(Class<?> concrete) {
        return of(JavaType.of(concrete));
    }

    /**
     * The codec of a class that a value has, where all of it is known from the class alone: such a codec is the same
     * whatever the value is part of. Null where some part says nothing of its type.
     */
    static @Nullable TypeCodec closed(JavaType concrete) {
        if (concrete.raw().isSealed()) {
            return null; // declared, it stands for its subclasses too, and here it is the class itself that is wanted
        }
        TypeCodec codec = of(concrete);
        return codec.holdsAny() ? null : codec;
    }

    static TypeCodec of(JavaType type) {
        Map<JavaType, TypeCodec> known = KNOWN.get(type.raw());
        TypeCodec codec = known.get(type);
        if (codec == null) {
            // a race derives twice; both codecs are the same but for identity, and the first one stays
            TypeCodec derived = derive(type);
            TypeCodec earlier = known.putIfAbsent(type, derived);
            codec = earlier == null ? derived : earlier;
        }
        return codec;
    }

    private static TypeCodec derive(JavaType type) {
        ClassLoader own = type.raw().getClassLoader();
        ClassLoader loader = own == null ? Codecs.class.getClassLoader() : own;
        return new Derivation(derivation -> new AnyCodec(loader)).codec(type);
    }
}
