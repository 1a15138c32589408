/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.sql.function.user;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Array;
import java.lang.reflect.Method;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Calls a method of one object, with boxed arguments. */
public final class MethodCall {
    private final UserMethod method;
    private final MethodHandle handle;
    private final int fixed;

    private MethodCall(UserMethod method, MethodHandle handle) {
        this.method = method;
        this.handle = handle;
        this.fixed = method.erasure().size() - (method.isVarArgs() ? 1 : 0);
    }

    /** @throws IllegalStateException if the method cannot be reached */
    public static MethodCall of(UserMethod method, Object target) {
        try {
            Method found =
                    target.getClass().getMethod(method.name(), method.erasure().toArray(new Class<?>[0]));
            found.trySetAccessible();
            MethodHandle handle = MethodHandles.lookup()
                    .unreflect(found)
                    .bindTo(target)
                    .asFixedArity()
                    .asSpreader(Object[].class, found.getParameterCount())
                    .asType(MethodType.methodType(Object.class, Object[].class));
            return new MethodCall(method, handle);
        } catch (ReflectiveOperationException unreachable) {
            throw new IllegalStateException(
                    "The method " + method.name() + " of " + method.owner().getName()
                            + " cannot be reached. Make the class public.",
                    unreachable);
        }
    }

    /** Whether the method gives nothing. */
    public boolean isVoid() {
        return method.erasedResult() == void.class;
    }

    /**
     * Calls the method.
     *
     * @param arguments all that it takes, one by one
     * @return null if it gives nothing
     */
    public @Nullable Object call(@Nullable Object... arguments) throws Exception {
        @Nullable Object[] passed = method.isVarArgs() ? packed(arguments) : arguments;
        try {
            return (Object) handle.invokeExact(passed);
        } catch (Exception | Error failure) {
            throw failure;
        } catch (Throwable other) {
            throw new IllegalStateException(other);
        }
    }

    private @Nullable Object[] packed(@Nullable Object[] arguments) {
        @Nullable Object[] packed = new Object[fixed + 1];
        System.arraycopy(arguments, 0, packed, 0, fixed);
        Class<?> component = Objects.requireNonNull(method.erasure().get(fixed).getComponentType());
        Object rest = Array.newInstance(component, arguments.length - fixed);
        for (int i = fixed; i < arguments.length; i++) {
            Array.set(rest, i - fixed, arguments[i]);
        }
        packed[fixed] = rest;
        return packed;
    }
}
