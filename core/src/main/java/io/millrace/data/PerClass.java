/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.data;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Something that is computed for each class once. Thread-safe.
 *
 * <p>It is kept with the class, as by a {@link ClassValue}, and goes when the class goes. But classes of the JDK never do: on a
 * cluster, where each program brings this library along in a class loader of its own, what is kept with them would keep the
 * whole library in memory long after the program has ended. For classes that outlive the library it is kept here.
 */
public abstract class PerClass<V> {
    private static final @Nullable ClassLoader OWN = PerClass.class.getClassLoader();
    private static final boolean STAYS = OWN == null || OWN == ClassLoader.getSystemClassLoader();

    private final Map<Class<?>, V> ofOthers = new ConcurrentHashMap<>();
    private final ClassValue<V> withClass = new ClassValue<>() {
        @Override
        protected V computeValue(Class<?> type) {
            return compute(type);
        }
    };

    /** Computes it; where several threads ask at once perhaps several times, of which one counts. */
    protected abstract V compute(Class<?> type);

    public final V get(Class<?> type) {
        return STAYS || !outlivesUs(type.getClassLoader()) ? withClass.get(type) : getOfOther(type);
    }

    private V getOfOther(Class<?> type) {
        V known = ofOthers.get(type);
        if (known == null) {
            V computed = compute(type);
            V before = ofOthers.putIfAbsent(type, computed);
            known = before == null ? computed : before;
        }
        return known;
    }

    private static boolean outlivesUs(@Nullable ClassLoader loader) {
        ClassLoader above = OWN == null || loader == OWN ? null : OWN.getParent();
        while (above != null && above != loader) {
            above = above.getParent();
        }
        return loader == null || above != null;
    }
}
