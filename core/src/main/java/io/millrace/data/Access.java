/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.data;

import java.lang.invoke.CallSite;
import java.lang.invoke.LambdaConversionException;
import java.lang.invoke.LambdaMetafactory;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.ToDoubleFunction;
import java.util.function.ToIntFunction;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/**
 * Turns a getter handle into a function. A method becomes a class of its own, which the JIT inlines like a call in
 * source code; a field is read through its handle.
 *
 * @param lookup a lookup with private access to the owner
 * @param getter takes the owner and returns the value
 * @param spins whether a class can be made of the getter: it is a method, and its owner's class loader is that of this class
 */
public record Access(MethodHandles.Lookup lookup, MethodHandle getter, boolean spins) {
    /** Each getter is a class of its own, so a type whose codec is derived again and again has them once. */
    private static final PerClass<Map<String, Object>> SPUN = new PerClass<>() {
        @Override
        protected Map<String, Object> compute(Class<?> owner) {
            return new ConcurrentHashMap<>();
        }
    };

    /**
     * Returns the access through a method without parameters.
     *
     * @throws IllegalAccessException if the module of its class is closed
     */
    public static Access of(Method getter) throws IllegalAccessException {
        MethodHandles.Lookup lookup = MethodHandles.privateLookupIn(getter.getDeclaringClass(), MethodHandles.lookup());
        return new Access(lookup, lookup.unreflect(getter), lookup.hasFullPrivilegeAccess());
    }

    /**
     * Returns the access to a field.
     *
     * @throws IllegalAccessException if the module of its class is closed
     */
    public static Access of(Field field) throws IllegalAccessException {
        MethodHandles.Lookup lookup = MethodHandles.privateLookupIn(field.getDeclaringClass(), MethodHandles.lookup());
        return new Access(lookup, lookup.unreflectGetter(field), false);
    }

    @SuppressWarnings("unchecked")
    public ToLongFunction<Object> longGetter() {
        if (spins) {
            return (ToLongFunction<Object>) spin(ToLongFunction.class, "applyAsLong", long.class);
        }
        MethodHandle handle = adapt(long.class);
        return owner -> {
            try {
                return (long) handle.invokeExact(owner);
            } catch (Throwable failure) {
                throw unexpected(failure);
            }
        };
    }

    @SuppressWarnings("unchecked")
    public ToIntFunction<Object> intGetter() {
        if (spins) {
            return (ToIntFunction<Object>) spin(ToIntFunction.class, "applyAsInt", int.class);
        }
        MethodHandle handle = adapt(int.class);
        return owner -> {
            try {
                return (int) handle.invokeExact(owner);
            } catch (Throwable failure) {
                throw unexpected(failure);
            }
        };
    }

    @SuppressWarnings("unchecked")
    public ToDoubleFunction<Object> doubleGetter() {
        if (spins) {
            return (ToDoubleFunction<Object>) spin(ToDoubleFunction.class, "applyAsDouble", double.class);
        }
        MethodHandle handle = adapt(double.class);
        return owner -> {
            try {
                return (double) handle.invokeExact(owner);
            } catch (Throwable failure) {
                throw unexpected(failure);
            }
        };
    }

    @SuppressWarnings("unchecked")
    public Predicate<Object> booleanGetter() {
        if (spins) {
            return (Predicate<Object>) spin(Predicate.class, "test", boolean.class);
        }
        MethodHandle handle = adapt(boolean.class);
        return owner -> {
            try {
                return (boolean) handle.invokeExact(owner);
            } catch (Throwable failure) {
                throw unexpected(failure);
            }
        };
    }

    @SuppressWarnings({"unchecked", "NullAway"}) // components may be null
    public Function<Object, @Nullable Object> objectGetter() {
        if (spins) {
            return (Function<Object, @Nullable Object>) spin(Function.class, "apply", Object.class);
        }
        MethodHandle handle = adapt(Object.class);
        return owner -> {
            try {
                return (Object) handle.invokeExact(owner);
            } catch (Throwable failure) {
                throw unexpected(failure);
            }
        };
    }

    private MethodHandle adapt(Class<?> result) {
        return getter.asType(MethodType.methodType(result, Object.class));
    }

    private Object spin(Class<?> function, String name, Class<?> result) {
        Class<?> owner = getter.type().parameterType(0);
        String key = lookup.revealDirect(getter).getName() + " as " + name;
        return SPUN.get(owner).computeIfAbsent(key, unused -> spin(owner, function, name, result));
    }

    private Object spin(Class<?> owner, Class<?> function, String name, Class<?> result) {
        Class<?> actual = result == Object.class ? getter.type().returnType() : result;
        try {
            CallSite site = LambdaMetafactory.metafactory(
                    lookup,
                    name,
                    MethodType.methodType(function),
                    MethodType.methodType(result, Object.class),
                    getter,
                    MethodType.methodType(actual, owner));
            return (Object)
                    site.getTarget().asType(MethodType.methodType(Object.class)).invokeExact();
        } catch (LambdaConversionException failure) {
            throw new IllegalStateException("Cannot read " + owner.getName() + " through " + getter, failure);
        } catch (Throwable failure) {
            throw unexpected(failure);
        }
    }

    /** Getters of components throw no checked exceptions. */
    static RuntimeException unexpected(Throwable failure) {
        if (failure instanceof Error error) {
            throw error;
        }
        return failure instanceof RuntimeException unchecked ? unchecked : new IllegalStateException(failure);
    }
}
