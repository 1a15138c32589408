/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.data;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Constructor;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Finds the components of records and POJOs. */
final class Structs {
    private Structs() {}

    /** Derives the part at a component: of the component's generic type, in the class that declares it. */
    interface Parts {
        Part derive(JavaType type, String name);
    }

    /** How to get at the components of a record, and how to make one; the same for all codecs of its class. */
    private record RecordAccess(
            List<RecordComponent> components, List<Access> getters, StructCodec.Constructor constructor) {

        private static final PerClass<RecordAccess> KNOWN = new PerClass<>() {
            @Override
            protected RecordAccess compute(Class<?> raw) {
                try {
                    return find(raw);
                } catch (ReflectiveOperationException failure) {
                    throw new InaccessibleException(failure);
                }
            }
        };

        private static RecordAccess find(Class<?> raw) throws ReflectiveOperationException {
            MethodHandles.Lookup lookup = MethodHandles.privateLookupIn(raw, MethodHandles.lookup());
            List<RecordComponent> components = List.of(raw.getRecordComponents());
            List<Access> getters = new ArrayList<>();
            List<Class<?>> signature = new ArrayList<>();
            for (RecordComponent component : components) {
                getters.add(Access.of(component.getAccessor()));
                signature.add(component.getType());
            }
            MethodHandle constructor = lookup.findConstructor(raw, MethodType.methodType(void.class, signature))
                    .asSpreader(Object[].class, signature.size())
                    .asType(MethodType.methodType(Object.class, Object[].class));
            return new RecordAccess(components, getters, values -> (Object) constructor.invokeExact(values));
        }
    }

    static void completeRecord(StructCodec codec, Parts parts) {
        JavaType type = codec.type();
        RecordAccess access = RecordAccess.KNOWN.get(type.raw());
        List<Component> components = new ArrayList<>();
        for (int i = 0; i < access.components().size(); i++) {
            RecordComponent found = access.components().get(i);
            Part part = parts.derive(JavaType.resolve(found.getGenericType(), type.bindings()), found.getName());
            components.add(Component.of(
                    found.getName(), found.getType(), part, access.getters().get(i)));
        }
        codec.complete(components, access.constructor());
    }

    static void completePojo(StructCodec codec, Parts parts) throws ReflectiveOperationException {
        List<Component> components = new ArrayList<>();
        List<MethodHandle> setters = new ArrayList<>();
        fields(codec.type()).forEach((field, type) -> {
            Part part = parts.derive(type, field.getName());
            try {
                MethodHandles.Lookup lookup =
                        MethodHandles.privateLookupIn(field.getDeclaringClass(), MethodHandles.lookup());
                field.setAccessible(true);
                Access access = new Access(lookup, lookup.unreflectGetter(field), false);
                components.add(Component.of(field.getName(), field.getType(), part, access));
                setters.add(lookup.unreflectSetter(field)
                        .asType(MethodType.methodType(void.class, Object.class, Object.class)));
            } catch (IllegalAccessException failure) {
                throw new InaccessibleException(failure);
            }
        });
        Constructor<?> constructor = codec.type().raw().getDeclaredConstructor();
        constructor.setAccessible(true);
        MethodHandle create = MethodHandles.privateLookupIn(codec.type().raw(), MethodHandles.lookup())
                .unreflectConstructor(constructor)
                .asType(MethodType.methodType(Object.class));
        MethodHandle[] set = setters.toArray(new MethodHandle[0]);
        codec.complete(components, values -> {
            Object created = (Object) create.invokeExact();
            for (int i = 0; i < set.length; i++) {
                set[i].invokeExact(created, values[i]);
            }
            return created;
        });
    }

    /** A field that the module system keeps from us. */
    static final class InaccessibleException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        InaccessibleException(Throwable cause) {
            super(cause);
        }
    }

    /** The fields that make up a POJO's state and their types, those of superclasses first. */
    private static Map<Field, JavaType> fields(JavaType type) {
        Map<Field, JavaType> fields = new LinkedHashMap<>();
        Class<?> parent = type.raw().getSuperclass();
        if (parent != null && parent != Object.class) {
            fields.putAll(fields(JavaType.resolve(type.raw().getGenericSuperclass(), type.bindings())));
        }
        for (Field field : type.raw().getDeclaredFields()) {
            if (!Modifier.isStatic(field.getModifiers())
                    && !Modifier.isTransient(field.getModifiers())
                    && !field.isSynthetic()) {
                fields.put(field, JavaType.resolve(field.getGenericType(), type.bindings()));
            }
        }
        return fields;
    }
}
