/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.sql.function.runtime;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Functions of maps. */
public final class MapValues {

    private static final String PAIRS = ",";
    private static final String KEY_AND_VALUE = "=";

    private MapValues() {}

    /** MAP_KEYS, in the order of the map. */
    public static List<@Nullable Object> keys(Map<?, ?> map) {
        return Collections.unmodifiableList(new ArrayList<@Nullable Object>(map.keySet()));
    }

    /** MAP_VALUES, in the order of the map. */
    public static List<@Nullable Object> values(Map<?, ?> map) {
        return Collections.unmodifiableList(new ArrayList<@Nullable Object>(map.values()));
    }

    /** MAP_ENTRIES: rows of a key and its value. */
    public static List<List<@Nullable Object>> entries(Map<?, ?> map) {
        List<List<@Nullable Object>> entries = new ArrayList<>();
        map.forEach((key, value) -> entries.add(Elements.list(new Object[] {key, value})));
        return Collections.unmodifiableList(entries);
    }

    /**
     * MAP_FROM_ARRAYS; of equal keys the last one counts.
     *
     * @throws IllegalArgumentException if there are not as many keys as values
     */
    public static Map<@Nullable Object, @Nullable Object> fromArrays(List<?> keys, List<?> values) {
        if (keys.size() != values.size()) {
            throw new IllegalArgumentException("MAP_FROM_ARRAYS has as many values as keys, and was given "
                    + values.size() + " values for " + keys.size() + " keys.");
        }
        Map<@Nullable Object, @Nullable Object> map = new LinkedHashMap<>();
        for (int index = 0; index < keys.size(); index++) {
            map.put(keys.get(index), values.get(index));
        }
        return Collections.unmodifiableMap(map);
    }

    /** MAP_UNION; of equal keys the one of the last map counts. */
    public static Map<@Nullable Object, @Nullable Object> union(Map<?, ?>... maps) {
        Map<@Nullable Object, @Nullable Object> union = new LinkedHashMap<>();
        for (Map<?, ?> map : maps) {
            union.putAll(map);
        }
        return Collections.unmodifiableMap(union);
    }

    /** STR_TO_MAP of pairs such as {@code k1=v1,k2=v2}. */
    public static Map<@Nullable Object, @Nullable Object> ofText(String text) {
        return ofText(text, PAIRS, KEY_AND_VALUE);
    }

    /** STR_TO_MAP of pairs between delimiters, both of which are regular expressions. A key without a value has null. */
    public static Map<@Nullable Object, @Nullable Object> ofText(String text, String pairs, String keyAndValue) {
        Map<@Nullable Object, @Nullable Object> map = new LinkedHashMap<>();
        if (!text.isEmpty()) {
            for (String pair : Regexes.pattern(pairs).split(text)) {
                String[] parts = Regexes.pattern(keyAndValue).split(pair, 2);
                map.put(parts[0], parts.length > 1 ? parts[1] : null);
            }
        }
        return Collections.unmodifiableMap(map);
    }
}
