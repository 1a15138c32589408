/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.data;

import java.io.IOException;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.ToDoubleFunction;
import java.util.function.ToIntFunction;
import java.util.function.ToLongFunction;
import org.apache.avro.Schema;
import org.apache.avro.io.Encoder;
import org.jspecify.annotations.Nullable;

/** One component of a record or field of a POJO: its name, its codec and how to get at it without boxing. */
abstract class Component {
    private final String name;
    private final Part part;

    private Component(String name, Part part) {
        this.name = name;
        this.part = part;
    }

    final String name() {
        return name;
    }

    final Part part() {
        return part;
    }

    abstract void write(Object owner, Encoder out) throws IOException;

    abstract @Nullable Object get(Object owner);

    abstract int stableHash(Object owner);

    /** What the component is in data written before it existed: zero, false or null. */
    abstract Object defaultValue();

    final Schema.Field define(Schema schema) {
        return new Schema.Field(AvroNames.identifier(name), schema, null, defaultValue());
    }

    static Component of(String name, Class<?> type, Part part, Access access) {
        if (!type.isPrimitive()) {
            return new OfObject(name, part, access);
        }
        if (type == long.class) {
            return new OfLong(name, part, access);
        }
        if (type == boolean.class) {
            return new OfBoolean(name, part, access);
        }
        if (type == double.class) {
            return new OfDouble(name, part, access);
        }
        return type == float.class ? new OfFloat(name, part, access) : new OfInt(name, part, access, type);
    }

    private static final class OfObject extends Component {
        private final Function<Object, @Nullable Object> getter;

        OfObject(String name, Part part, Access access) {
            super(name, part);
            getter = access.objectGetter();
        }

        @Override
        void write(Object owner, Encoder out) throws IOException {
            part().write(getter.apply(owner), out);
        }

        @Override
        @Nullable
        Object get(Object owner) {
            return getter.apply(owner);
        }

        @Override
        int stableHash(Object owner) {
            return part().stableHash(getter.apply(owner));
        }

        @Override
        Object defaultValue() {
            return Schema.Field.NULL_DEFAULT_VALUE;
        }
    }

    private static final class OfLong extends Component {
        private final ToLongFunction<Object> getter;

        OfLong(String name, Part part, Access access) {
            super(name, part);
            getter = access.longGetter();
        }

        @Override
        void write(Object owner, Encoder out) throws IOException {
            out.writeLong(getter.applyAsLong(owner));
        }

        @Override
        Object get(Object owner) {
            return getter.applyAsLong(owner);
        }

        @Override
        int stableHash(Object owner) {
            return Long.hashCode(getter.applyAsLong(owner));
        }

        @Override
        Object defaultValue() {
            return 0; // as the JSON parser reads it, so that a parsed schema equals this one
        }
    }

    /** Also byte, short and char, which Avro stores as int. */
    private static final class OfInt extends Component {
        private final ToIntFunction<Object> getter;
        private final Class<?> type;

        OfInt(String name, Part part, Access access, Class<?> type) {
            super(name, part);
            getter = access.intGetter();
            this.type = type;
        }

        @Override
        void write(Object owner, Encoder out) throws IOException {
            out.writeInt(getter.applyAsInt(owner));
        }

        @Override
        Object get(Object owner) {
            int value = getter.applyAsInt(owner);
            if (type == int.class) {
                return value;
            }
            if (type == char.class) {
                return (char) value;
            }
            return type == short.class ? (Object) (short) value : (Object) (byte) value;
        }

        @Override
        int stableHash(Object owner) {
            return getter.applyAsInt(owner);
        }

        @Override
        Object defaultValue() {
            return 0;
        }
    }

    private static final class OfDouble extends Component {
        private final ToDoubleFunction<Object> getter;

        OfDouble(String name, Part part, Access access) {
            super(name, part);
            getter = access.doubleGetter();
        }

        @Override
        void write(Object owner, Encoder out) throws IOException {
            out.writeDouble(getter.applyAsDouble(owner));
        }

        @Override
        Object get(Object owner) {
            return getter.applyAsDouble(owner);
        }

        @Override
        int stableHash(Object owner) {
            return Double.hashCode(getter.applyAsDouble(owner));
        }

        @Override
        Object defaultValue() {
            return 0.0;
        }
    }

    private static final class OfFloat extends Component {
        private final ToDoubleFunction<Object> getter;

        OfFloat(String name, Part part, Access access) {
            super(name, part);
            getter = access.doubleGetter();
        }

        @Override
        void write(Object owner, Encoder out) throws IOException {
            out.writeFloat((float) getter.applyAsDouble(owner));
        }

        @Override
        Object get(Object owner) {
            return (float) getter.applyAsDouble(owner);
        }

        @Override
        int stableHash(Object owner) {
            return Float.hashCode((float) getter.applyAsDouble(owner));
        }

        @Override
        Object defaultValue() {
            return 0.0;
        }
    }

    private static final class OfBoolean extends Component {
        private final Predicate<Object> getter;

        OfBoolean(String name, Part part, Access access) {
            super(name, part);
            getter = access.booleanGetter();
        }

        @Override
        void write(Object owner, Encoder out) throws IOException {
            out.writeBoolean(getter.test(owner));
        }

        @Override
        Object get(Object owner) {
            return getter.test(owner);
        }

        @Override
        int stableHash(Object owner) {
            return Boolean.hashCode(getter.test(owner));
        }

        @Override
        Object defaultValue() {
            return false;
        }
    }
}
