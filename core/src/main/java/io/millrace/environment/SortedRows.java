/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.environment;

import java.util.Arrays;
import java.util.Iterator;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Rows in memory: what a {@link RowStore} is, in few words. For simulations and tests; a view copies the map. */
public final class SortedRows implements RowStore {
    private final NavigableMap<byte[], byte[]> rows;

    public SortedRows() {
        this(new TreeMap<>(Arrays::compareUnsigned));
    }

    private SortedRows(NavigableMap<byte[], byte[]> rows) {
        this.rows = rows;
    }

    @Override
    public byte @Nullable [] get(byte[] key) {
        return rows.get(key);
    }

    @Override
    public void put(byte[] key, byte[] value) {
        rows.put(key, value);
    }

    @Override
    public void delete(byte[] key) {
        rows.remove(key);
    }

    @Override
    public void deleteRange(byte[] from, byte[] until) {
        rows.subMap(from, until).clear();
    }

    @Override
    public RowView view() {
        return new SortedRows(new TreeMap<>(rows));
    }

    @Override
    public Cursor rows(byte[] from, byte[] until) {
        Iterator<Map.Entry<byte[], byte[]>> entries =
                rows.subMap(from, until).entrySet().iterator();
        return new Cursor() {
            private Map.@Nullable Entry<byte[], byte[]> current;

            @Override
            public boolean next() {
                current = entries.hasNext() ? entries.next() : null;
                return current != null;
            }

            private Map.Entry<byte[], byte[]> current() {
                if (current == null) {
                    throw new IllegalStateException("The cursor stands on no row");
                }
                return current;
            }

            @Override
            public byte[] key() {
                return current().getKey();
            }

            @Override
            public byte[] value() {
                return current().getValue();
            }

            @Override
            public void close() {}
        };
    }

    @Override
    public void close() {
        rows.clear();
    }
}
