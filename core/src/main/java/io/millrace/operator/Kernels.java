/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.operator;

import io.millrace.data.PerClass;
import java.io.IOException;
import java.io.InputStream;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Hot loops as classes of their own, one for each set of user functions that a loop calls.
 *
 * <p>The JIT keeps the profile of a call site with the class that holds it. A loop class shared by every operator of
 * every job soon sees many user functions at one call site and can inline none; a copy for these very functions sees
 * one. Operators with the same functions, such as those of a job that is started again, share a copy and what the JIT
 * made of it. A copy is a hidden class made from the bytes of the original, so the original must be self-contained: it
 * implements an interface, has a no-argument constructor, mentions its own type nowhere, and captures nothing.
 */
public final class Kernels {
    private static final MethodHandles.Lookup LOOKUP = MethodHandles.lookup();

    /** The copies hang off the class of the first function, and go when it goes. */
    private static final PerClass<Map<List<Class<?>>, Class<?>>> COPIES = new PerClass<>() {
        @Override
        protected Map<List<Class<?>>, Class<?>> compute(Class<?> function) {
            return new LinkedHashMap<>();
        }
    };

    private static final Kernels FRESH = new Kernels(true);
    private static final Kernels SHARED = new Kernels(false);

    private final boolean copies;

    private Kernels(boolean copies) {
        this.copies = copies;
    }

    /** Copies of their own: for operators that run long. */
    public static Kernels fresh() {
        return FRESH;
    }

    /** The original classes: nothing to define, for runs of a few records. */
    public static Kernels shared() {
        return SHARED;
    }

    /**
     * Returns a new instance of the loop class. Thread-safe.
     *
     * @param type what the loop implements
     * @param loop a class of this package
     * @param functions the user functions that the loop will call, at least one
     */
    public <T> T instance(Class<T> type, Class<? extends T> loop, Object... functions) {
        try {
            Class<?> used = copies ? copyFor(loop, functions) : loop;
            return type.cast(LOOKUP.findConstructor(used, MethodType.methodType(void.class))
                    .invoke());
        } catch (Throwable e) {
            throw new IllegalStateException("Cannot make the loop " + loop.getName(), e);
        }
    }

    private static Class<?> copyFor(Class<?> loop, Object[] functions) {
        List<Class<?>> key = new ArrayList<>();
        key.add(loop);
        for (Object function : functions) {
            key.add(function.getClass());
        }
        Map<List<Class<?>>, Class<?>> known = COPIES.get(functions[0].getClass());
        synchronized (known) {
            return known.computeIfAbsent(key, unused -> define(loop));
        }
    }

    private static Class<?> define(Class<?> loop) {
        String resource = loop.getName().substring(loop.getPackageName().length() + 1) + ".class";
        try (InputStream in = loop.getResourceAsStream(resource)) {
            if (in == null) {
                throw new IllegalStateException("The class file of " + loop.getName() + " is not on the class path");
            }
            return LOOKUP.defineHiddenClass(in.readAllBytes(), true, MethodHandles.Lookup.ClassOption.NESTMATE)
                    .lookupClass();
        } catch (IOException | IllegalAccessException e) {
            throw new IllegalStateException("Cannot define a copy of " + loop.getName(), e);
        }
    }
}
