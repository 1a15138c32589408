/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.data;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.io.Decoder;
import org.apache.avro.io.Encoder;
import org.jspecify.annotations.Nullable;

/** A Java record or a POJO, as an Avro record of its components. */
final class StructCodec extends TypeCodec {
    /** Makes an object of its components, which come in order. */
    interface Constructor {
        Object create(@Nullable Object[] components) throws Throwable;
    }

    private final Class<?> raw;
    private Component[] components = {};
    private @Nullable Constructor constructor;

    StructCodec(JavaType type) {
        super(type);
        this.raw = type.raw();
    }

    /** Ends the derivation; the codec exists before, so that a type can refer to itself. */
    void complete(List<Component> found, Constructor create) {
        components = found.toArray(new Component[0]);
        constructor = create;
    }

    @Override
    Schema define(Map<String, Schema> names) {
        String name = schemaName();
        Schema known = names.get(name);
        if (known != null) {
            return known;
        }
        Schema schema = mark(Schema.createRecord(name, null, null, false));
        names.put(name, schema);
        List<Schema.Field> fields = new ArrayList<>();
        for (Component component : components) {
            fields.add(component.define(component.part().define(names)));
        }
        schema.setFields(fields);
        return schema;
    }

    @Override
    boolean isShallowlyImmutable() {
        return raw.isRecord();
    }

    @Override
    List<Part> parts() {
        List<Part> parts = new ArrayList<>();
        for (Component component : components) {
            parts.add(component.part());
        }
        return parts;
    }

    @Override
    void observe(Object value) {
        for (Component component : components) {
            if (component.part().codec().isOpen()) {
                component.part().observe(component.get(value));
            }
        }
    }

    @Override
    void bind(Schema written) {
        for (Component component : components) {
            Schema.Field field = written.getField(AvroNames.identifier(component.name()));
            if (field != null) {
                component.part().bind(field.schema());
            }
        }
    }

    @Override
    public void write(Object value, Encoder out) throws IOException {
        if (value.getClass() != raw) {
            throw new UnsupportedTypeException(
                    "Cannot encode " + value.getClass().getName() + " where "
                            + type().name() + " is declared: what the subclass adds would be lost."
                            + " Declare a sealed interface that permits both.");
        }
        for (Component component : components) {
            component.write(value, out);
        }
    }

    @Override
    public Object read(Decoder in) throws IOException {
        @Nullable Object[] values = new @Nullable Object[components.length];
        for (int i = 0; i < values.length; i++) {
            values[i] = components[i].part().read(in);
        }
        return create(values);
    }

    @Override
    public Object copy(Object value) {
        if (isImmutable()) {
            return value;
        }
        @Nullable Object[] values = new @Nullable Object[components.length];
        for (int i = 0; i < values.length; i++) {
            values[i] = components[i].part().copy(components[i].get(value));
        }
        return create(values);
    }

    @Override
    public int stableHash(Object value) {
        int hash = 0;
        for (Component component : components) {
            hash = 31 * hash + component.stableHash(value);
        }
        return hash;
    }

    private Object create(@Nullable Object[] values) {
        Constructor create = constructor;
        if (create == null) {
            throw new IllegalStateException("The codec of " + type().name() + " is not complete");
        }
        try {
            return create.create(values);
        } catch (Error failure) {
            throw failure;
        } catch (Throwable failure) {
            throw new UnsupportedTypeException(
                    "Cannot rebuild " + type().name() + " from its components: its constructor failed with " + failure
                            + ". A constructor must accept every value that was stored, and null for a component"
                            + " added since.",
                    failure);
        }
    }
}
