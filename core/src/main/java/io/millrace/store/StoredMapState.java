/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.store;

import io.millrace.state.MapState;
import java.util.Collections;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A {@link MapState} of the store's current key. With a time to live, each entry has its own. */
final class StoredMapState<K, V> implements MapState<K, V> {
    private final KeyedStore store;
    private final ObjectColumn<LinkedHashMap<K, @Nullable Object>> column;
    private final @Nullable Expiry expiry;

    StoredMapState(KeyedStore store, ObjectColumn<LinkedHashMap<K, @Nullable Object>> column, @Nullable Expiry expiry) {
        this.store = store;
        this.column = column;
        this.expiry = expiry;
    }

    @Override
    public @Nullable V get(K key) {
        int slot = store.requireSlot();
        LinkedHashMap<K, @Nullable Object> map = column.get(slot);
        Object held = map == null ? null : map.get(key);
        if (map == null || held == null) {
            return null;
        }
        if (expiry != null && expiry.hasExpired((Stamped) held)) {
            removeFrom(slot, map, key);
            return expiry.returnsExpired() ? unwrap(held) : null;
        }
        if (expiry != null && expiry.refreshesOnRead()) {
            map.put(key, expiry.stamp(((Stamped) held).value()));
        }
        return unwrap(held);
    }

    @Override
    public void put(K key, V value) {
        mapToPutInto().put(requireKey(key), wrap(value));
    }

    @Override
    public void putAll(Map<K, V> map) {
        if (!map.isEmpty()) {
            LinkedHashMap<K, @Nullable Object> target = mapToPutInto();
            map.forEach((key, value) -> target.put(requireKey(key), wrap(value)));
        }
    }

    @Override
    public void remove(K key) {
        int slot = store.requireSlot();
        LinkedHashMap<K, @Nullable Object> map = column.get(slot);
        if (map != null) {
            removeFrom(slot, map, key);
        }
    }

    @Override
    public boolean contains(K key) {
        if (expiry != null) {
            return get(key) != null;
        }
        LinkedHashMap<K, @Nullable Object> map = column.get(store.requireSlot());
        return map != null && map.containsKey(key);
    }

    @Override
    public Iterable<Map.Entry<K, V>> entries() {
        return this::iterator;
    }

    @Override
    public Iterable<K> keys() {
        return () -> iterate(Map.Entry::getKey);
    }

    @Override
    public Iterable<V> values() {
        return () -> iterate(Map.Entry::getValue);
    }

    @Override
    public Iterator<Map.Entry<K, V>> iterator() {
        return iterate(entry -> entry);
    }

    @Override
    public boolean isEmpty() {
        return unexpired(store.requireSlot()) == null;
    }

    @Override
    public void clear() {
        column.clear(store.requireSlot());
    }

    private <R> Iterator<R> iterate(Function<Map.Entry<K, V>, R> view) {
        int slot = store.requireSlot();
        LinkedHashMap<K, @Nullable Object> map = unexpired(slot);
        if (map == null) {
            return Collections.emptyIterator();
        }
        Iterator<Map.Entry<K, @Nullable Object>> entries = map.entrySet().iterator();
        return new Iterator<>() {
            @Override
            public boolean hasNext() {
                return entries.hasNext();
            }

            @Override
            public R next() {
                return view.apply(new HeldEntry(entries.next()));
            }

            @Override
            public void remove() {
                entries.remove();
                if (map.isEmpty()) {
                    column.clear(slot);
                }
            }
        };
    }

    /** The map without what has expired, or null where nothing is left. */
    private @Nullable LinkedHashMap<K, @Nullable Object> unexpired(int slot) {
        LinkedHashMap<K, @Nullable Object> map = column.get(slot);
        if (map != null && expiry != null) {
            Expiry rule = expiry;
            map.values().removeIf(held -> held != null && rule.hasExpired((Stamped) held));
            if (map.isEmpty()) {
                column.clear(slot);
                return null;
            }
            if (rule.refreshesOnRead()) {
                map.replaceAll((key, held) -> held == null ? null : rule.stamp(((Stamped) held).value()));
            }
        }
        return map;
    }

    private LinkedHashMap<K, @Nullable Object> mapToPutInto() {
        int slot = store.requireSlot();
        LinkedHashMap<K, @Nullable Object> map = column.get(slot);
        if (map == null) {
            map = new LinkedHashMap<>();
            column.set(slot, map);
        }
        return map;
    }

    private void removeFrom(int slot, LinkedHashMap<K, @Nullable Object> map, K key) {
        map.remove(key);
        if (map.isEmpty()) {
            column.clear(slot);
        }
    }

    private K requireKey(K key) {
        return Objects.requireNonNull(key, "A map state takes no null for a key");
    }

    private @Nullable Object wrap(@Nullable V value) {
        return expiry == null ? value : expiry.stamp(value);
    }

    @SuppressWarnings({"unchecked", "NullAway"}) // a value may be null where the user put null
    private V unwrap(@Nullable Object held) {
        return (V) (expiry != null && held instanceof Stamped stamped ? stamped.value() : held);
    }

    /** An entry whose value can be set. */
    private final class HeldEntry implements Map.Entry<K, V> {
        private final Map.Entry<K, @Nullable Object> entry;

        HeldEntry(Map.Entry<K, @Nullable Object> entry) {
            this.entry = entry;
        }

        @Override
        public K getKey() {
            return entry.getKey();
        }

        @Override
        public V getValue() {
            return unwrap(entry.getValue());
        }

        @Override
        public V setValue(V value) {
            return unwrap(entry.setValue(wrap(value)));
        }

        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof Map.Entry<?, ?> that
                    && getKey().equals(that.getKey())
                    && Objects.equals(getValue(), that.getValue());
        }

        @Override
        public int hashCode() {
            return Objects.hashCode(getKey()) ^ Objects.hashCode(getValue());
        }

        @Override
        public String toString() {
            return getKey() + "=" + getValue();
        }
    }
}
