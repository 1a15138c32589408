/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.data;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.avro.Schema;
import org.apache.avro.io.Decoder;
import org.apache.avro.io.Encoder;
import org.jspecify.annotations.Nullable;

/**
 * Encodes values whose static type is unknown, in two passes: {@link #observe} every value, and then write them in a
 * union of the classes seen. Collections, arrays and generic classes are observed to the bottom.
 *
 * <p>{@link #copy} and {@link #stableHash} need no observation and may be called by any thread. The rest is for one
 * thread at a time. Read in another process with {@link Codecs#forSchema}.
 */
public final class ObservedCodec extends TypeCodec {
    private record Branch(TypeCodec codec, boolean boxed) {}

    private final Derivation derivation;
    private final ClassLoader loader;
    private final Map<Class<?>, Branch> found = new HashMap<>();
    private final List<@Nullable Branch> branches = new ArrayList<>(); // by index in the union; null is null
    private final Map<Class<?>, Integer> indexes = new HashMap<>();
    private boolean frozen;
    private boolean union = true;

    ObservedCodec() {
        this(ObservedCodec.class.getClassLoader());
    }

    /**
     * @param loader finds the classes that a schema names
     */
    ObservedCodec(ClassLoader loader) {
        super(JavaType.of(Object.class));
        this.derivation = new Derivation(root -> new ObservedCodec(root, loader));
        this.loader = loader;
    }

    private ObservedCodec(Derivation derivation, ClassLoader loader) {
        super(JavaType.of(Object.class));
        this.derivation = derivation;
        this.loader = loader;
    }

    /**
     * Learns the classes of a value and of all it holds.
     *
     * @throws UnsupportedTypeException if the value cannot be encoded
     * @throws IllegalStateException if the schema is in use already and the value's class is not in it
     */
    @Override
    public void observe(@Nullable Object value) {
        if (value == null) {
            return;
        }
        Class<?> concrete = AnyCodec.standIn(value.getClass());
        Branch branch = found.get(concrete);
        if (branch == null) {
            if (frozen) {
                throw new IllegalStateException("Cannot observe " + concrete.getName()
                        + " any more: the schema is in use. Observe all values before the first write.");
            }
            TypeCodec codec = concreteCodec(JavaType.of(concrete));
            branch = new Branch(codec, isNameless(codec));
            found.put(concrete, branch);
        }
        if (branch.codec().isOpen()) {
            branch.codec().observe(value);
        }
    }

    private TypeCodec concreteCodec(JavaType type) {
        TypeCodec closed = Codecs.closed(type);
        return closed != null ? closed : derivation.concreteCodec(type);
    }

    /** A union holds one of each nameless layout at most, so all but the natural ones need a name. */
    private static boolean isNameless(TypeCodec codec) {
        if (codec instanceof StructCodec || codec instanceof EnumCodec || codec instanceof BytesCodec) {
            return false;
        }
        if (codec instanceof ScalarCodec) {
            Schema schema = codec.schema();
            boolean named = schema.getType() == Schema.Type.RECORD || schema.getType() == Schema.Type.FIXED;
            return !named && schema.getProp(JAVA_CLASS) != null;
        }
        return true;
    }

    private void freeze() {
        if (frozen) {
            return;
        }
        frozen = true;
        branches.add(null);
        found.entrySet().stream()
                .sorted(Comparator.comparing(entry -> entry.getKey().getName()))
                .forEach(entry -> {
                    indexes.put(entry.getKey(), branches.size());
                    branches.add(entry.getValue());
                });
    }

    @Override
    Schema define(Map<String, Schema> names) {
        freeze();
        Branch only = branches.size() == 2 ? branches.get(1) : null;
        if (names.isEmpty()
                && union
                && only != null
                && !only.boxed()
                && !only.codec().isOpen()) {
            return only.codec().schemaOrNull();
        }
        List<Schema> schemas = new ArrayList<>();
        for (Branch branch : branches) {
            if (branch == null) {
                schemas.add(Schema.create(Schema.Type.NULL));
            } else {
                schemas.add(
                        branch.boxed()
                                ? branch.codec().defineBoxed(names)
                                : branch.codec().define(names));
            }
        }
        return union ? Schema.createUnion(schemas) : schemas.get(0);
    }

    @Override
    void bind(Schema written) {
        if (frozen) {
            return;
        }
        frozen = true;
        union = written.isUnion();
        for (Schema schema : union ? written.getTypes() : List.of(written)) {
            if (schema.getType() == Schema.Type.NULL) {
                branches.add(null);
                continue;
            }
            JavaType type = SchemaTypes.typeOf(schema, loader);
            TypeCodec codec = type.raw() == Object.class ? new AnyCodec(loader) : concreteCodec(type);
            boolean boxed = Boolean.TRUE.equals(schema.getObjectProp(BOXED));
            Branch branch = new Branch(codec, boxed);
            found.put(type.raw(), branch);
            indexes.put(type.raw(), branches.size());
            branches.add(branch);
            if (codec.isOpen()) {
                codec.bind(boxed ? schema.getFields().get(0).schema() : schema);
            }
        }
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
    boolean isShallowlyCanonical() {
        return false;
    }

    @Override
    boolean isOpen(Set<TypeCodec> visited) {
        return true;
    }

    @Override
    String signature(Set<TypeCodec> visited) {
        if (!visited.add(this)) {
            return "";
        }
        return found.entrySet().stream()
                .sorted(Comparator.comparing(entry -> entry.getKey().getName()))
                .map(entry -> entry.getValue().codec().signature(visited))
                .collect(Collectors.joining("|", "{", "}"));
    }

    @Override
    public void write(@Nullable Object value, Encoder out) throws IOException {
        schema(); // freezes this codec and all in it
        int index = value == null ? branches.indexOf(null) : indexOf(value);
        if (union) {
            out.writeIndex(index);
        }
        Branch branch = branches.get(index);
        if (branch == null || value == null) {
            out.writeNull();
        } else {
            branch.codec().write(value, out);
        }
    }

    private int indexOf(Object value) {
        Integer index = indexes.get(AnyCodec.standIn(value.getClass()));
        if (index == null) {
            index = indexes.get(Object.class);
        }
        if (index == null) {
            throw new IllegalStateException("Cannot write a " + value.getClass().getName()
                    + ": no value of this class was observed. Observe all values before the first write.");
        }
        return index;
    }

    @Override
    @SuppressWarnings("NullAway") // null is read where null was written
    public Object read(Decoder in) throws IOException {
        Branch branch = branches.get(union ? in.readIndex() : 0);
        if (branch == null) {
            in.readNull();
            return null;
        }
        return branch.codec().read(in);
    }

    @Override
    public Object copy(Object value) {
        return AnyCodec.codecFor(value).copy(value);
    }

    @Override
    public int stableHash(Object value) {
        return AnyCodec.codecFor(value).stableHash(value);
    }
}
