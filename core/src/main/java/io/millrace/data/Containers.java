/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.data;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.LinkedList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.NavigableSet;
import java.util.PriorityQueue;
import java.util.Queue;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The JDK's collections and maps that can be rebuilt from their elements. */
final class Containers {
    private static final Map<Class<?>, Supplier<Collection<Object>>> COLLECTIONS = new LinkedHashMap<>();
    private static final Map<Class<?>, Supplier<Map<Object, Object>>> MAPS = new LinkedHashMap<>();

    static {
        // most specific first: an unknown implementation is taken for the first interface it has
        COLLECTIONS.put(ArrayList.class, ArrayList::new);
        COLLECTIONS.put(LinkedList.class, LinkedList::new);
        COLLECTIONS.put(ArrayDeque.class, ArrayDeque::new);
        COLLECTIONS.put(PriorityQueue.class, PriorityQueue::new);
        COLLECTIONS.put(LinkedHashSet.class, LinkedHashSet::new);
        COLLECTIONS.put(HashSet.class, HashSet::new);
        COLLECTIONS.put(TreeSet.class, TreeSet::new);
        COLLECTIONS.put(NavigableSet.class, TreeSet::new);
        COLLECTIONS.put(SortedSet.class, TreeSet::new);
        COLLECTIONS.put(Set.class, LinkedHashSet::new);
        COLLECTIONS.put(List.class, ArrayList::new);
        COLLECTIONS.put(Deque.class, ArrayDeque::new);
        COLLECTIONS.put(Queue.class, ArrayDeque::new);
        COLLECTIONS.put(Collection.class, ArrayList::new);
        MAPS.put(LinkedHashMap.class, LinkedHashMap::new);
        MAPS.put(HashMap.class, HashMap::new);
        MAPS.put(TreeMap.class, TreeMap::new);
        MAPS.put(NavigableMap.class, TreeMap::new);
        MAPS.put(SortedMap.class, TreeMap::new);
        MAPS.put(Map.class, LinkedHashMap::new);
    }

    private Containers() {}

    static @Nullable Supplier<Collection<Object>> collection(Class<?> declared) {
        return COLLECTIONS.get(declared);
    }

    static @Nullable Supplier<Map<Object, Object>> map(Class<?> declared) {
        return MAPS.get(declared);
    }

    /** The declared type that stands for an object's class: itself, or the interface of a nameless JDK implementation. */
    static Class<?> standIn(Class<?> concrete) {
        if (COLLECTIONS.containsKey(concrete)
                || MAPS.containsKey(concrete)
                || !concrete.getName().startsWith("java.util.")) {
            return concrete;
        }
        for (Class<?> known : COLLECTIONS.keySet()) {
            if (known.isInterface() && known.isAssignableFrom(concrete)) {
                return known;
            }
        }
        for (Class<?> known : MAPS.keySet()) {
            if (known.isInterface() && known.isAssignableFrom(concrete)) {
                return known;
            }
        }
        return concrete;
    }

    /** Refuses a container that would come back with another order or another behaviour. */
    static void check(Object value, JavaType declared) {
        Class<?> raw = declared.raw();
        if (!raw.isInterface() && value.getClass() != raw) {
            throw refused(
                    value,
                    declared,
                    "it would come back as another class. Declare it as what it is, or as an interface.");
        }
        boolean sorted = SortedSet.class.isAssignableFrom(raw) || SortedMap.class.isAssignableFrom(raw);
        boolean isSorted = value instanceof SortedSet || value instanceof SortedMap || value instanceof PriorityQueue;
        if (isSorted && !sorted && raw != PriorityQueue.class) {
            throw refused(value, declared, "it would come back unsorted. Declare it as the sorted type it is.");
        }
        if (isSorted && !isNatural(comparator(value))) {
            throw refused(value, declared, "its comparator cannot be stored. Use the natural order of its elements.");
        }
    }

    private static @Nullable Comparator<?> comparator(Object value) {
        if (value instanceof SortedSet<?> set) {
            return set.comparator();
        }
        if (value instanceof SortedMap<?, ?> map) {
            return map.comparator();
        }
        return ((PriorityQueue<?>) value).comparator();
    }

    private static boolean isNatural(@Nullable Comparator<?> comparator) {
        return comparator == null || comparator.equals(Comparator.naturalOrder());
    }

    private static UnsupportedTypeException refused(Object value, JavaType declared, String reason) {
        return new UnsupportedTypeException("Cannot encode " + value.getClass().getName() + " where " + declared.name()
                + " is declared: " + reason);
    }
}
