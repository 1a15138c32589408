/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.data;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.avro.Schema;
import org.jspecify.annotations.Nullable;

/**
 * The codec of one Java type, made of {@link Part}s.
 *
 * <p>A codec is open while some part of it learns its classes from the values seen (see {@link ObservedCodec}). Only
 * open codecs are observed and bound, and only they change.
 */
abstract class TypeCodec implements Codec<Object> {
    /** Schema property: the Java type, as {@link JavaType#name()} writes it. */
    static final String JAVA_CLASS = "java-class";
    /** Schema property: the layout depends on the values that were observed. */
    static final String OBSERVED = "observed";
    /** Schema property: the record is a box, and its Java type is that of its only field. */
    static final String BOXED = "boxed";

    private final JavaType type;
    private volatile @Nullable Schema schema;
    private volatile @Nullable Boolean immutable;
    private volatile @Nullable Boolean open;
    private volatile @Nullable Boolean any;
    private volatile @Nullable Schema nullable;

    TypeCodec(JavaType type) {
        this.type = type;
    }

    final JavaType type() {
        return type;
    }

    @Override
    public final Schema schema() {
        Schema known = schema;
        if (known == null) {
            known = define(new HashMap<>());
            schema = known;
        }
        return known;
    }

    /** The schema of a value or null. */
    final Schema schemaOrNull() {
        Schema known = nullable;
        if (known == null) {
            known = Schema.createUnion(Schema.create(Schema.Type.NULL), schema());
            nullable = known;
        }
        return known;
    }

    /** Builds the schema; named types already in {@code names}, by full name, are used as they are. */
    abstract Schema define(Map<String, Schema> names);

    /** True if the schema is a union that has a branch for null. */
    boolean acceptsNull() {
        return false;
    }

    /** Whether the value itself, apart from its parts, can never change. */
    abstract boolean isShallowlyImmutable();

    List<Part> parts() {
        return List.of();
    }

    /** Learns the classes of the value's open parts. */
    void observe(Object value) {}

    /** Takes the classes of the open parts from a schema that an observed codec defined. */
    void bind(Schema written) {}

    @Override
    public final boolean isImmutable() {
        Boolean known = immutable;
        if (known == null) {
            known = isImmutable(new HashSet<>());
            immutable = known;
        }
        return known;
    }

    /** Whether the value and all its parts can never change. */
    boolean isImmutable(Set<TypeCodec> visited) {
        return !visited.add(this)
                || (isShallowlyImmutable()
                        && parts().stream().allMatch(part -> part.codec().isImmutable(visited)));
    }

    /** Whether a part learns from observation; known once the derivation is complete. */
    final boolean isOpen() {
        Boolean known = open;
        if (known == null) {
            known = isOpen(new HashSet<>());
            open = known;
        }
        return known;
    }

    boolean isOpen(Set<TypeCodec> visited) {
        return visited.add(this)
                && parts().stream().anyMatch(part -> part.codec().isOpen(visited));
    }

    /** Whether a part says nothing of its type. */
    final boolean holdsAny() {
        Boolean known = any;
        if (known == null) {
            known = holdsAny(new HashSet<>());
            any = known;
        }
        return known;
    }

    private boolean holdsAny(Set<TypeCodec> visited) {
        return visited.add(this)
                && (this instanceof AnyCodec
                        || parts().stream().anyMatch(part -> part.codec().holdsAny(visited)));
    }

    /** Whether it is rows of named columns, or holds some. */
    final boolean holdsRows() {
        return holdsRows(new HashSet<>());
    }

    private boolean holdsRows(Set<TypeCodec> visited) {
        return visited.add(this)
                && (this instanceof RowCodec
                        || parts().stream().anyMatch(part -> part.codec().holdsRows(visited)));
    }

    /** Whether equal values have equal bytes, apart from parts of tagged classes; not where an order counts for nothing. */
    final boolean isCanonical() {
        return isCanonical(new HashSet<>());
    }

    private boolean isCanonical(Set<TypeCodec> visited) {
        return !visited.add(this)
                || (isShallowlyCanonical()
                        && parts().stream().allMatch(part -> part.codec().isCanonical(visited)));
    }

    boolean isShallowlyCanonical() {
        return true;
    }

    /** What the layout depends on besides the classes themselves; tells apart schemas of the same class. */
    final String signature() {
        return signature(new HashSet<>());
    }

    String signature(Set<TypeCodec> visited) {
        if (!isOpen() || !visited.add(this)) {
            return type.description();
        }
        return parts().stream()
                .map(part -> part.codec().signature(visited))
                .collect(Collectors.joining(";", type.description() + "(", ")"));
    }

    /** The full Avro name: the plain class name where that says all. */
    String schemaName() {
        boolean open = isOpen();
        return type.arguments().isEmpty() && !open
                ? AvroNames.ofClass(type.raw())
                : AvroNames.ofClass(type.raw(), signature());
    }

    /** Marks a schema with this codec's Java type. */
    final Schema mark(Schema unmarked) {
        unmarked.addProp(JAVA_CLASS, type.name());
        if (isOpen()) {
            unmarked.addProp(OBSERVED, true);
        }
        return unmarked;
    }

    /** A record with the one field {@code value}: it gives a layout a name, and takes no bytes. */
    final Schema defineBoxed(Map<String, Schema> names) {
        String name = schemaName();
        Schema known = names.get(name);
        if (known != null) {
            return known;
        }
        Schema box = mark(Schema.createRecord(name, null, null, false));
        box.addProp(BOXED, true);
        names.put(name, box);
        box.setFields(List.of(new Schema.Field("value", define(names))));
        return box;
    }
}
