/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.sql.codegen;

import java.lang.reflect.Modifier;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** How generated source names the classes of programs. */
final class ClassNames {
    private static final Map<Class<?>, Class<?>> UNBOXED = Map.of(
            Boolean.class, boolean.class,
            Byte.class, byte.class,
            Short.class, short.class,
            Integer.class, int.class,
            Long.class, long.class,
            Float.class, float.class,
            Double.class, double.class);

    private ClassNames() {}

    /** Whether source in another package can name a class: it is public, and in a package itself. */
    static boolean isNameable(Class<?> type) {
        if (type.isArray()) {
            return isNameable(type.getComponentType());
        }
        return type.isPrimitive()
                || (Modifier.isPublic(type.getModifiers())
                        && type.getCanonicalName() != null
                        && !type.getPackageName().isEmpty()
                        && (type.getEnclosingClass() == null || isNameable(type.getEnclosingClass())));
    }

    /** Returns a class as source writes it without importing it. */
    static String of(Class<?> type) {
        String name = type.getCanonicalName();
        return name == null ? "Object" : name;
    }

    /** Returns the primitive class that a box is of, or null. */
    static @Nullable Class<?> unboxed(Class<?> type) {
        return UNBOXED.get(type);
    }

    /** Returns the name of the box of a primitive class. */
    static String box(Class<?> type) {
        if (type == int.class) {
            return "Integer";
        }
        String name = type.getName();
        return Character.toUpperCase(name.charAt(0)) + name.substring(1);
    }
}
