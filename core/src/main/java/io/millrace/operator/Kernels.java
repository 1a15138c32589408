/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.operator;

import io.millrace.data.Batch;
import java.io.IOException;
import java.io.InputStream;
import java.lang.invoke.MethodHandles;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Hot loops as classes of their own, defined afresh for one operator of one plan.
 *
 * <p>The JIT keeps the profile of a call site with the class that holds it. A loop class shared by every operator of
 * every job soon sees many user functions at one call site and can inline none; a copy that belongs to one operator
 * sees one. A copy is a hidden class made from the bytes of the original, so the original must be self-contained: it
 * implements an interface, has a no-argument constructor, mentions its own type nowhere, and captures nothing.
 */
public final class Kernels {
    private static final MethodHandles.Lookup LOOKUP = MethodHandles.lookup();

    private final boolean fresh;
    private final Map<Class<?>, Class<?>> copies = new LinkedHashMap<>();

    private Kernels(boolean fresh) {
        this.fresh = fresh;
    }

    /** Copies of their own: for an operator that runs long. */
    public static Kernels fresh() {
        return new Kernels(true);
    }

    /** The original classes: nothing to define, for runs of a few records. */
    public static Kernels shared() {
        return new Kernels(false);
    }

    /**
     * Returns a new instance of the loop class.
     *
     * @param type what the loop implements
     * @param loop a class of this package
     */
    public synchronized <T> T instance(Class<T> type, Class<? extends T> loop) {
        try {
            Class<?> copy = fresh ? copies.computeIfAbsent(loop, Kernels::define) : loop;
            return type.cast(LOOKUP.findConstructor(copy, java.lang.invoke.MethodType.methodType(void.class))
                    .invoke());
        } catch (Throwable e) {
            throw new IllegalStateException("Cannot make the loop " + loop.getName(), e);
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

    /** Rows that a loop sees at most in one call. */
    public static final int MAX_ROWS = Batch.CAPACITY;
}
