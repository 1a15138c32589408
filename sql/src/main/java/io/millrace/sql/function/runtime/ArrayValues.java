/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.sql.function.runtime;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;

/** Functions of arrays. Positions start with 1. What two arrays have in common is of one type, to which their elements have been cast before. */
public final class ArrayValues {

    private ArrayValues() {}

    private static List<@Nullable Object> unchanging(List<@Nullable Object> elements) {
        return Collections.unmodifiableList(elements);
    }

    /** ARRAY_APPEND. */
    public static List<@Nullable Object> append(List<?> array, @Nullable Object element) {
        List<@Nullable Object> longer = new ArrayList<>(array);
        longer.add(element);
        return unchanging(longer);
    }

    /** ARRAY_PREPEND. */
    public static List<@Nullable Object> prepend(List<?> array, @Nullable Object element) {
        List<@Nullable Object> longer = new ArrayList<>(array.size() + 1);
        longer.add(element);
        longer.addAll(array);
        return unchanging(longer);
    }

    /** ARRAY_CONTAINS; null is found where there is one. */
    public static boolean contains(List<?> array, @Nullable Object sought) {
        return array.stream().anyMatch(element -> ElementKey.same(element, sought));
    }

    /** ARRAY_POSITION: of the first one; 0 where there is none. */
    public static int position(List<?> array, Object sought) {
        int position = 0;
        for (Object element : array) {
            position++;
            if (ElementKey.same(element, sought)) {
                return position;
            }
        }
        return 0;
    }

    /** ARRAY_REMOVE: without all elements that are equal to one. */
    public static List<@Nullable Object> remove(List<?> array, @Nullable Object unwanted) {
        List<@Nullable Object> rest = new ArrayList<>();
        for (Object element : array) {
            if (!ElementKey.same(element, unwanted)) {
                rest.add(element);
            }
        }
        return unchanging(rest);
    }

    /** ARRAY_REVERSE. */
    public static List<@Nullable Object> reverse(List<?> array) {
        List<@Nullable Object> reversed = new ArrayList<>(array);
        Collections.reverse(reversed);
        return unchanging(reversed);
    }

    /** ARRAY_SLICE from a position to the end. */
    public static List<@Nullable Object> slice(List<?> array, int start) {
        return slice(array, start, array.size());
    }

    /** ARRAY_SLICE between two positions, both inclusive; negative ones count from the end. */
    public static List<@Nullable Object> slice(List<?> array, int start, int end) {
        int size = array.size();
        int from = Math.max(1, start < 0 ? start + size + 1 : start);
        int counted = end < 0 ? end + size + 1 : end;
        int to = counted == 0 ? 1 : Math.min(counted, size);
        return unchanging(to < from ? new ArrayList<>() : new ArrayList<>(array.subList(from - 1, to)));
    }

    /** ARRAY_DISTINCT: the first of equal elements. */
    public static List<@Nullable Object> distinct(List<?> array) {
        List<@Nullable Object> distinct = new ArrayList<>();
        addNew(array, new HashSet<>(), distinct);
        return unchanging(distinct);
    }

    /** ARRAY_UNION: each element once. */
    public static List<@Nullable Object> union(List<?> one, List<?> other) {
        List<@Nullable Object> union = new ArrayList<>();
        Set<ElementKey> known = new HashSet<>();
        addNew(one, known, union);
        addNew(other, known, union);
        return unchanging(union);
    }

    /** ARRAY_EXCEPT: each element of the first array that the second has not, once. */
    public static List<@Nullable Object> except(List<?> array, List<?> unwanted) {
        List<@Nullable Object> rest = new ArrayList<>();
        addNew(array, keys(unwanted), rest);
        return unchanging(rest);
    }

    /** ARRAY_INTERSECT: each element of the first array that the second has, too, once. */
    public static List<@Nullable Object> intersect(List<?> one, List<?> other) {
        Set<ElementKey> wanted = keys(other);
        List<@Nullable Object> common = new ArrayList<>();
        for (Object element : one) {
            if (wanted.remove(new ElementKey(element))) {
                common.add(element);
            }
        }
        return unchanging(common);
    }

    private static Set<ElementKey> keys(List<?> array) {
        Set<ElementKey> keys = new HashSet<>();
        array.forEach(element -> keys.add(new ElementKey(element)));
        return keys;
    }

    private static void addNew(List<?> array, Set<ElementKey> known, List<@Nullable Object> target) {
        for (Object element : array) {
            if (known.add(new ElementKey(element))) {
                target.add(element);
            }
        }
    }

    /** ARRAY_CONCAT. */
    public static List<@Nullable Object> concat(List<?>... arrays) {
        List<@Nullable Object> all = new ArrayList<>();
        for (List<?> array : arrays) {
            all.addAll(array);
        }
        return unchanging(all);
    }

    /** ARRAY_SORT, ascending, with nulls first. */
    public static List<@Nullable Object> sort(List<?> array) {
        return sort(array, true, true);
    }

    /** ARRAY_SORT, ascending with nulls first, or descending with nulls last. */
    public static List<@Nullable Object> sort(List<?> array, boolean ascending) {
        return sort(array, ascending, ascending);
    }

    /** ARRAY_SORT. */
    public static List<@Nullable Object> sort(List<?> array, boolean ascending, boolean nullsFirst) {
        Comparator<Object> order = ElementKey::compare;
        Comparator<Object> directed = ascending ? order : order.reversed();
        List<@Nullable Object> sorted = new ArrayList<>(array);
        sorted.sort(nullsFirst ? Comparator.nullsFirst(directed) : Comparator.nullsLast(directed));
        return unchanging(sorted);
    }

    /** ARRAY_MAX: the greatest element that is not null; null of none. */
    public static @Nullable Object max(List<?> array) {
        Object greatest = null;
        for (Object element : array) {
            if (element != null && (greatest == null || ElementKey.compare(element, greatest) > 0)) {
                greatest = element;
            }
        }
        return greatest;
    }

    /** ARRAY_MIN: the least element that is not null; null of none. */
    public static @Nullable Object min(List<?> array) {
        Object least = null;
        for (Object element : array) {
            if (element != null && (least == null || ElementKey.compare(element, least) < 0)) {
                least = element;
            }
        }
        return least;
    }

    /** ARRAY_JOIN, which leaves nulls out. */
    public static String join(List<?> array, String delimiter) {
        StringJoiner joined = new StringJoiner(delimiter);
        for (Object element : array) {
            if (element != null) {
                joined.add(element.toString());
            }
        }
        return joined.toString();
    }

    /** ARRAY_JOIN with a text for nulls. */
    public static String join(List<?> array, String delimiter, String nullReplacement) {
        StringJoiner joined = new StringJoiner(delimiter);
        for (Object element : array) {
            joined.add(element == null ? nullReplacement : element.toString());
        }
        return joined.toString();
    }
}
