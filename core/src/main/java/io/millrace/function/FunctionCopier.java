/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.function;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.NotSerializableException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.ObjectStreamClass;
import java.io.Serializable;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.IdentityHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Gives each task a user function of its own where it needs one: when the function's class has fields that can change.
 * Lambdas, and classes whose fields are all final, are shared by all tasks.
 *
 * <p>The copy is made in memory, from bytes that this class wrote a moment before; nothing from outside of the process
 * is ever read here.
 */
public final class FunctionCopier {
    private FunctionCopier() {}

    /**
     * Returns the function, or a copy where its state must not be shared.
     *
     * @throws IllegalArgumentException where a copy is needed and the function, or a field of it, cannot be copied
     */
    public static <T extends Serializable> T copyIfMutable(T function) {
        return function instanceof PerTask || hasMutableFields(function.getClass()) ? copy(function) : function;
    }

    private static boolean hasMutableFields(Class<?> type) {
        for (Class<?> current = type; current != null && current != Object.class; current = current.getSuperclass()) {
            for (Field field : current.getDeclaredFields()) {
                int modifiers = field.getModifiers();
                if (!Modifier.isStatic(modifiers) && !Modifier.isFinal(modifiers)) {
                    return true;
                }
            }
        }
        return false;
    }

    @SuppressWarnings("unchecked")
    private static <T extends Serializable> T copy(T function) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
            out.writeObject(function);
        } catch (NotSerializableException e) {
            String path = path(function, String.valueOf(e.getMessage()), new IdentityHashMap<>());
            throw new IllegalArgumentException(
                    "Each task needs a copy of " + function.getClass().getName() + ", but "
                            + (path == null ? "something in it" : "its field " + path) + " is of type " + e.getMessage()
                            + ", which cannot be copied. Make that type Serializable, mark the field transient and set"
                            + " it in open(), or make it final and the function's other fields, too.",
                    e);
        } catch (IOException e) {
            throw new IllegalArgumentException(
                    "Cannot copy " + function.getClass().getName(), e);
        }
        try (ObjectInputStream in = new LoaderInput(
                new ByteArrayInputStream(bytes.toByteArray()),
                function.getClass().getClassLoader())) {
            return (T) in.readObject();
        } catch (IOException | ClassNotFoundException e) {
            throw new IllegalArgumentException(
                    "Cannot copy " + function.getClass().getName(), e);
        }
    }

    /** Finds the path of fields to the first object of a class. */
    private static @Nullable String path(Object holder, String className, Map<Object, Boolean> seen) {
        if (seen.put(holder, true) != null) {
            return null;
        }
        for (Class<?> type = holder.getClass(); type != null && type != Object.class; type = type.getSuperclass()) {
            if (type.getName().startsWith("java.")) {
                return null;
            }
            for (Field field : type.getDeclaredFields()) {
                Object value = valueOf(field, holder);
                if (value != null && value.getClass().getName().equals(className)) {
                    return field.getName();
                }
                String deeper = value == null ? null : path(value, className, seen);
                if (deeper != null) {
                    return field.getName() + "." + deeper;
                }
            }
        }
        return null;
    }

    private static @Nullable Object valueOf(Field field, Object holder) {
        int modifiers = field.getModifiers();
        if (Modifier.isStatic(modifiers)
                || Modifier.isTransient(modifiers)
                || field.getType().isPrimitive()) {
            return null;
        }
        try {
            return field.trySetAccessible() ? field.get(holder) : null;
        } catch (IllegalAccessException e) {
            return null;
        }
    }

    /** Finds classes where the function's class was found. */
    private static final class LoaderInput extends ObjectInputStream {
        private final @Nullable ClassLoader loader;

        LoaderInput(InputStream in, @Nullable ClassLoader loader) throws IOException {
            super(in);
            this.loader = loader;
        }

        @Override
        protected Class<?> resolveClass(ObjectStreamClass description) throws IOException, ClassNotFoundException {
            try {
                return Class.forName(description.getName(), false, loader);
            } catch (ClassNotFoundException e) {
                return super.resolveClass(description);
            }
        }
    }
}
