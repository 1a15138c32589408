/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.data;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.io.Decoder;
import org.apache.avro.io.Encoder;
import org.jspecify.annotations.Nullable;

/** A sealed type, as a union of null and its permitted classes. */
final class UnionCodec extends TypeCodec {
    private final List<Part> branches = new ArrayList<>();
    private final Map<Class<?>, Integer> indexes = new LinkedHashMap<>();

    UnionCodec(JavaType type) {
        super(type);
    }

    /** Adds a permitted class; called while the type is derived. */
    void add(TypeCodec branch) {
        branches.add(Part.required(branch));
        indexes.put(branch.type().raw(), branches.size());
    }

    @Override
    Schema define(Map<String, Schema> names) {
        List<Schema> schemas = new ArrayList<>();
        schemas.add(Schema.create(Schema.Type.NULL));
        branches.forEach(branch -> schemas.add(branch.define(names)));
        return Schema.createUnion(schemas);
    }

    @Override
    boolean acceptsNull() {
        return true;
    }

    @Override
    boolean isShallowlyImmutable() {
        return true;
    }

    @Override
    List<Part> parts() {
        return branches;
    }

    @Override
    void observe(Object value) {
        branches.get(indexOf(value) - 1).observe(value);
    }

    @Override
    void bind(Schema written) {
        for (Schema branch : written.getTypes()) {
            branches.stream()
                    .filter(part -> part.codec().type().name().equals(branch.getProp(JAVA_CLASS)))
                    .forEach(part -> part.bind(branch));
        }
    }

    @Override
    public void write(@Nullable Object value, Encoder out) throws IOException {
        int index = value == null ? 0 : indexOf(value);
        out.writeIndex(index);
        if (index > 0) {
            branches.get(index - 1).write(value, out);
        } else {
            out.writeNull();
        }
    }

    @Override
    @SuppressWarnings("NullAway") // null is read where null was written
    public Object read(Decoder in) throws IOException {
        int index = in.readIndex();
        if (index == 0) {
            in.readNull();
            return null;
        }
        return branches.get(index - 1).read(in);
    }

    @Override
    @SuppressWarnings("NullAway") // the value is not null
    public Object copy(Object value) {
        return branches.get(indexOf(value) - 1).copy(value);
    }

    @Override
    public int stableHash(Object value) {
        return branches.get(indexOf(value) - 1).stableHash(value);
    }

    private int indexOf(Object value) {
        Class<?> concrete = value instanceof Enum<?> constant ? constant.getDeclaringClass() : value.getClass();
        Integer index = indexes.get(concrete);
        if (index == null) {
            throw new UnsupportedTypeException("Cannot encode " + concrete.getName() + " where " + type().name()
                    + " is declared: it is not one of the permitted classes.");
        }
        return index;
    }
}
