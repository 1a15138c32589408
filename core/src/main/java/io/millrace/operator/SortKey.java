/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.operator;

import io.millrace.function.KeySelector;
import java.util.Comparator;

/** What the elements of a partition are sorted by, and whether the lowest comes first. */
public record SortKey(KeySelector<Object, Object> selector, boolean ascending)
        implements KeySelector<Object, Object>, Comparator<Object> {
    private static final long serialVersionUID = 1L;

    @Override
    @SuppressWarnings("ConstantValue") // the user's selector may give null all the same
    public Object getKey(Object element) throws Exception {
        Object key = selector.getKey(element);
        if (key == null) {
            throw new NullPointerException("sortPartition(...) got null as the key of " + element
                    + ". Filter such elements out before it, or give them a key.");
        }
        if (!(key instanceof Comparable<?>)) {
            throw new IllegalArgumentException("sortPartition(...) got a key of type "
                    + key.getClass().getName() + ", which cannot be compared: it must implement Comparable.");
        }
        return key;
    }

    /** Compares two keys. */
    @Override
    public int compare(Object left, Object right) {
        Comparable<Object> first = FunctionOperator.cast(left);
        int order = first.compareTo(right);
        return ascending ? order : Integer.compare(0, order);
    }
}
