/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.sql.function.runtime;

import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;

/** Arrays and rows as lists, and maps as maps that keep the order of their keys. None of them ever changes. */
public final class Elements {

    private Elements() {}

    /** ARRAY and ROW: takes over the elements. */
    public static List<@Nullable Object> list(@Nullable Object[] elements) {
        return Collections.<@Nullable Object>unmodifiableList(Arrays.<@Nullable Object>asList(elements));
    }

    /** MAP, of keys and values in turn; of equal keys the last one counts. */
    public static Map<@Nullable Object, @Nullable Object> map(@Nullable Object[] keysAndValues) {
        Map<@Nullable Object, @Nullable Object> map = new LinkedHashMap<>();
        for (int index = 0; index < keysAndValues.length; index += 2) {
            map.put(keysAndValues[index], keysAndValues[index + 1]);
        }
        return Collections.unmodifiableMap(map);
    }

    /** Returns the element at a position from 1; null where there is none. */
    public static @Nullable Object at(List<?> array, int position) {
        return position >= 1 && position <= array.size() ? array.get(position - 1) : null;
    }

    /** Returns the value of a key; null where there is none. */
    public static @Nullable Object valueOf(Map<?, ?> map, Object key) {
        return map.get(key);
    }

    /** Returns a row's field of an index from 0. */
    public static @Nullable Object field(List<?> row, int index) {
        return row.get(index);
    }

    /** CARDINALITY of an array. */
    public static int size(List<?> array) {
        return array.size();
    }

    /** CARDINALITY of a map. */
    public static int size(Map<?, ?> map) {
        return map.size();
    }

    /** ELEMENT: the only element, or null of none. */
    public static @Nullable Object only(List<?> array) {
        if (array.size() > 1) {
            throw new IllegalArgumentException("ELEMENT is of arrays of one element, and not of " + array.size() + ".");
        }
        return array.isEmpty() ? null : array.get(0);
    }

    /** Returns the text of an array, of the texts of its elements. */
    public static String arrayText(@Nullable Object[] elements) {
        return joined(elements, "[", "]");
    }

    /** Returns the text of a row, of the texts of its fields. */
    public static String rowText(@Nullable Object[] fields) {
        return joined(fields, "(", ")");
    }

    private static String joined(@Nullable Object[] elements, String start, String end) {
        StringJoiner text = new StringJoiner(", ", start, end);
        for (Object element : elements) {
            text.add(shown(element));
        }
        return text.toString();
    }

    /** Returns the text of a map, of the texts of its keys and values in turn. */
    public static String mapText(@Nullable Object[] keysAndValues) {
        StringJoiner text = new StringJoiner(", ", "{", "}");
        for (int index = 0; index < keysAndValues.length; index += 2) {
            text.add(shown(keysAndValues[index]) + "=" + shown(keysAndValues[index + 1]));
        }
        return text.toString();
    }

    private static String shown(@Nullable Object element) {
        return element == null ? "NULL" : element.toString();
    }
}
