/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.data;

import java.io.Serializable;
import java.lang.reflect.Field;
import java.lang.reflect.InaccessibleObjectException;
import java.lang.reflect.Modifier;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.lang.reflect.TypeVariable;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Derives the codecs of a type and of all it refers to; one codec per type, so that types may refer to themselves.
 * Not thread-safe.
 */
final class Derivation {
    private static final int MAX_DEPTH = 100;
    private static final List<Class<?>> OPEN =
            List.of(Object.class, Number.class, Comparable.class, Serializable.class, CharSequence.class);

    private final Function<Derivation, TypeCodec> openPart;
    private final Map<JavaType, TypeCodec> codecs = new HashMap<>();
    private final Map<JavaType, StructCodec> structs = new HashMap<>();
    private final Deque<String> path = new ArrayDeque<>();

    /**
     * @param openPart makes the codec of a part whose type says nothing
     */
    Derivation(Function<Derivation, TypeCodec> openPart) {
        this.openPart = openPart;
    }

    /** The codec of a declared type. */
    TypeCodec codec(JavaType type) {
        if (OPEN.contains(type.raw())) {
            return openPart.apply(this);
        }
        TypeCodec known = codecs.get(type);
        return known != null ? known : derive(type);
    }

    /** The codec of a class that a value has; unlike a declared type, it has no subclasses. */
    TypeCodec concreteCodec(JavaType type) {
        return isSealed(type.raw()) && !isAbstract(type.raw()) ? struct(type) : codec(type);
    }

    private TypeCodec derive(JavaType type) {
        Class<?> raw = type.raw();
        TypeCodec scalar = ScalarCodecs.find(raw);
        TypeCodec codec;
        if (scalar != null) {
            codec = scalar;
        } else if (raw.isEnum()) {
            codec = new EnumCodec(type);
        } else if (raw == byte[].class) {
            codec = new BytesCodec();
        } else if (raw.isArray()) {
            codec = new ArrayCodec(type, inside("[]", type.argument(0)));
        } else if (type.columns() != null) {
            codec = rows(type, type.columns());
        } else if (raw == RowData.class) {
            codec = new LooseRowCodec(type, inside("[]", JavaType.of(Object.class)));
        } else if (raw == Optional.class) {
            codec = new OptionalCodec(type, inside("?", type.argument(0)));
        } else if (Collection.class.isAssignableFrom(raw) || Map.class.isAssignableFrom(raw)) {
            codec = container(type);
        } else {
            return isSealed(raw) ? union(type) : struct(type); // these enter themselves before their parts
        }
        codecs.put(type, codec);
        return codec;
    }

    private TypeCodec rows(JavaType type, List<String> columns) {
        List<Part> parts = new ArrayList<>();
        for (int column = 0; column < columns.size(); column++) {
            parts.add(Part.optional(inside("." + columns.get(column), type.argument(column))));
        }
        return new RowCodec(type, columns, parts);
    }

    private TypeCodec container(JavaType type) {
        Supplier<Collection<Object>> collection = Containers.collection(type.raw());
        if (collection != null) {
            return new CollectionCodec(type, collection, inside("[]", type.argument(0)));
        }
        Supplier<Map<Object, Object>> map = Containers.map(type.raw());
        if (map != null) {
            return new MapCodec(type, map, inside("{key}", type.argument(0)), inside("{value}", type.argument(1)));
        }
        throw refuse(
                type,
                "it is a collection that cannot be rebuilt from its elements alone."
                        + " Declare it as List, Set, Map or another collection of java.util.");
    }

    private TypeCodec union(JavaType type) {
        UnionCodec union = new UnionCodec(type);
        codecs.put(type, union);
        try {
            for (JavaType permitted : permitted(type)) {
                union.add(permitted.raw().isEnum() ? codec(permitted) : struct(permitted));
            }
            return union;
        } catch (UnsupportedTypeException refused) {
            codecs.remove(type);
            throw refused;
        }
    }

    /** The concrete classes of a sealed type, with what is known of their type arguments. */
    private Set<JavaType> permitted(JavaType type) {
        Set<JavaType> found = new LinkedHashSet<>();
        if (!isAbstract(type.raw())) {
            found.add(type);
        }
        for (Class<?> subclass : type.raw().getPermittedSubclasses()) {
            JavaType narrowed = narrow(subclass, type);
            if (isSealed(subclass)) {
                found.addAll(permitted(narrowed));
            } else if (!subclass.isEnum() && !Modifier.isFinal(subclass.getModifiers())) {
                throw refuse(
                        narrowed, "it is a non-sealed part of " + type.name() + ". Make it final, sealed or a record.");
            } else {
                found.add(narrowed);
            }
        }
        return found;
    }

    /** The subclass with those type arguments that its supertype's arguments determine. */
    private static JavaType narrow(Class<?> subclass, JavaType parent) {
        TypeVariable<?>[] variables = subclass.getTypeParameters();
        if (variables.length == 0 || parent.arguments().isEmpty()) {
            return JavaType.of(subclass);
        }
        Map<Type, JavaType> bindings = new HashMap<>();
        for (Type supertype : supertypes(subclass)) {
            if (supertype instanceof ParameterizedType generic && generic.getRawType() == parent.raw()) {
                for (int i = 0; i < generic.getActualTypeArguments().length; i++) {
                    bindings.put(generic.getActualTypeArguments()[i], parent.argument(i));
                }
            }
        }
        List<JavaType> arguments = Arrays.stream(variables)
                .map(variable -> bindings.getOrDefault(variable, JavaType.of(variable)))
                .toList();
        return new JavaType(subclass, arguments);
    }

    private static List<Type> supertypes(Class<?> subclass) {
        List<Type> supertypes = new ArrayList<>(List.of(subclass.getGenericInterfaces()));
        if (subclass.getGenericSuperclass() != null) {
            supertypes.add(subclass.getGenericSuperclass());
        }
        return supertypes;
    }

    private StructCodec struct(JavaType type) {
        StructCodec known = structs.get(type);
        if (known != null) {
            return known;
        }
        String objection = objection(type.raw());
        if (objection != null) {
            throw refuse(type, objection);
        }
        StructCodec codec = new StructCodec(type);
        structs.put(type, codec);
        codecs.putIfAbsent(type, codec);
        try {
            if (type.raw().isRecord()) {
                Structs.completeRecord(codec, (component, name) -> part(component, name, type));
            } else {
                Structs.completePojo(codec, (component, name) -> part(component, name, type));
            }
        } catch (UnsupportedTypeException refused) {
            structs.remove(type);
            codecs.remove(type, codec);
            throw refused;
        } catch (ReflectiveOperationException | InaccessibleObjectException | Structs.InaccessibleException failure) {
            throw refuse(
                    type,
                    "its components are not accessible (" + failure + "). Open its package "
                            + type.raw().getPackageName() + " to this library in module-info.java.");
        }
        return codec;
    }

    private Part part(JavaType type, String name, JavaType owner) {
        TypeCodec codec = inside(path.isEmpty() ? owner.raw().getSimpleName() + "." + name : "." + name, type);
        return type.raw().isPrimitive() ? Part.required(codec) : Part.optional(codec);
    }

    private TypeCodec inside(String step, JavaType type) {
        path.addLast(path.isEmpty() && !step.contains(".") ? "value" + step : step);
        try {
            if (path.size() > MAX_DEPTH) {
                throw refuse(
                        type, "its types grow without end. Use a recursive type whose type arguments stay the same.");
            }
            return codec(type);
        } finally {
            path.removeLast();
        }
    }

    /** Why a class can be neither a record nor a POJO; null if it can. */
    private static @Nullable String objection(Class<?> raw) {
        if (raw.isRecord()) {
            return null;
        }
        if (raw.isHidden() || raw.isSynthetic()) {
            return "it is a lambda. Name the class.";
        }
        if (raw.isInterface() || isAbstract(raw)) {
            return "it is an open " + (raw.isInterface() ? "interface" : "abstract class")
                    + ", so its classes are not known. Make it a sealed interface, or declare the class itself.";
        }
        if (raw.isAnonymousClass() || (raw.isMemberClass() && !Modifier.isStatic(raw.getModifiers()))) {
            return "it is tied to the instance around it. Make it a static or top-level class.";
        }
        if (raw.getName().startsWith("java.")
                || raw.getName().startsWith("jdk.")
                || raw.getName().startsWith("javax.")) {
            return "it has no data that could be stored.";
        }
        boolean constructible = Arrays.stream(raw.getDeclaredConstructors())
                .anyMatch(constructor -> constructor.getParameterCount() == 0);
        return constructible ? duplicateField(raw) : "it has no constructor without arguments.";
    }

    private static @Nullable String duplicateField(Class<?> raw) {
        Set<String> names = new LinkedHashSet<>();
        for (Class<?> level = raw; level != null && level != Object.class; level = level.getSuperclass()) {
            for (Field field : level.getDeclaredFields()) {
                boolean stored =
                        !Modifier.isStatic(field.getModifiers()) && !Modifier.isTransient(field.getModifiers());
                if (stored && !names.add(field.getName())) {
                    return "it and its superclasses have two fields named " + field.getName() + ". Rename one.";
                }
            }
        }
        return null;
    }

    private UnsupportedTypeException refuse(JavaType type, String reason) {
        StringBuilder place = new StringBuilder();
        for (Iterator<String> steps = path.iterator(); steps.hasNext(); ) {
            place.append(steps.next());
        }
        return new UnsupportedTypeException("Cannot encode " + type.name()
                + (place.length() == 0 ? "" : " at " + place) + ": " + reason
                + " Make it a record, a POJO with a no-argument constructor, an enum or a sealed interface of those,"
                + " or keep it out of state.");
    }

    private static boolean isSealed(Class<?> raw) {
        return raw.isSealed() && !raw.isEnum();
    }

    private static boolean isAbstract(Class<?> raw) {
        return Modifier.isAbstract(raw.getModifiers());
    }
}
