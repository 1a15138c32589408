/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.data;

import java.io.IOException;
import java.lang.reflect.Array;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.io.Decoder;
import org.apache.avro.io.Encoder;
import org.jspecify.annotations.Nullable;

/** An array of objects, or of primitives other than bytes, as an Avro array. */
final class ArrayCodec extends TypeCodec {
    private final Class<?> component;
    private final Part element;

    ArrayCodec(JavaType type, TypeCodec element) {
        super(type);
        this.component = type.argument(0).raw();
        this.element = component.isPrimitive() ? Part.required(element) : Part.optional(element);
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
    List<Part> parts() {
        return List.of(element);
    }

    @Override
    void observe(Object value) {
        for (Object item : (Object[]) value) {
            element.observe(item);
        }
    }

    @Override
    void bind(Schema written) {
        element.bind(written.getElementType());
    }

    @Override
    public void write(Object value, Encoder out) throws IOException {
        if (value.getClass() != type().raw()) {
            throw new UnsupportedTypeException(
                    "Cannot encode " + JavaType.of(value.getClass()).name()
                            + " where " + type().name() + " is declared: it would come back as another class of array."
                            + " Declare the array as what it is.");
        }
        int length = Array.getLength(value);
        out.writeArrayStart();
        out.setItemCount(length);
        for (int i = 0; i < length; i++) {
            out.startItem();
            element.write(Array.get(value, i), out);
        }
        out.writeArrayEnd();
    }

    @Override
    public Object read(Decoder in) throws IOException {
        List<@Nullable Object> items = new ArrayList<>();
        for (long block = in.readArrayStart(); block > 0; block = in.arrayNext()) {
            for (long i = 0; i < block; i++) {
                items.add(element.read(in));
            }
        }
        Object array = Array.newInstance(component, items.size());
        for (int i = 0; i < items.size(); i++) {
            Array.set(array, i, items.get(i));
        }
        return array;
    }

    @Override
    public Object copy(Object value) {
        int length = Array.getLength(value);
        Object copy = Array.newInstance(component, length);
        if (component.isPrimitive()) {
            System.arraycopy(value, 0, copy, 0, length);
            return copy;
        }
        for (int i = 0; i < length; i++) {
            Array.set(copy, i, element.copy(Array.get(value, i)));
        }
        return copy;
    }

    @Override
    public int stableHash(Object value) {
        int hash = 1;
        for (int i = 0; i < Array.getLength(value); i++) {
            hash = 31 * hash + element.stableHash(Array.get(value, i));
        }
        return hash;
    }
}
