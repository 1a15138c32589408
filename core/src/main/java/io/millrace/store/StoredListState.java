/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.store;

import io.millrace.state.ListState;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A {@link ListState} of the store's current key. With a time to live, each element has its own. */
final class StoredListState<T> implements ListState<T>, MergeableState {
    private final KeyedStore store;
    private final ObjectColumn<ArrayList<Object>> column;
    private final @Nullable Expiry expiry;

    StoredListState(KeyedStore store, ObjectColumn<ArrayList<Object>> column, @Nullable Expiry expiry) {
        this.store = store;
        this.column = column;
        this.expiry = expiry;
    }

    /** The list as it is now; elements may be changed in place, the list itself only through this state. */
    @Override
    @SuppressWarnings("unchecked")
    public Iterable<T> get() {
        int slot = store.requireSlot();
        ArrayList<Object> list = column.get(slot);
        if (list == null) {
            return List.of();
        }
        return expiry == null ? (List<T>) Collections.unmodifiableList(list) : unexpired(slot, list, expiry);
    }

    @SuppressWarnings("unchecked")
    private List<T> unexpired(int slot, ArrayList<Object> list, Expiry expiry) {
        List<T> values = new ArrayList<>(list.size());
        boolean expired = false;
        for (Object element : list) {
            Stamped stamped = (Stamped) element;
            boolean gone = expiry.hasExpired(stamped);
            expired |= gone;
            if (!gone || expiry.returnsExpired()) {
                values.add((T) stamped.value());
            }
        }
        if (expired) {
            list.removeIf(element -> expiry.hasExpired((Stamped) element));
        }
        if (list.isEmpty()) {
            column.clear(slot);
        } else if (expiry.refreshesOnRead()) {
            list.replaceAll(element -> expiry.stamp(((Stamped) element).value()));
        }
        return values;
    }

    @Override
    public void add(T value) {
        Object element = element(value);
        listToAddTo(store.requireSlot()).add(element);
    }

    @Override
    public void addAll(List<T> values) {
        if (values.isEmpty()) {
            return;
        }
        List<Object> elements = elements(values);
        listToAddTo(store.requireSlot()).addAll(elements);
    }

    @Override
    public void update(List<T> values) {
        int slot = store.requireSlot();
        if (values.isEmpty()) {
            column.clear(slot);
        } else {
            column.set(slot, elements(values));
        }
    }

    @Override
    public void merge(int target, int source) {
        ArrayList<Object> merged = column.get(source);
        if (merged != null) {
            column.clear(source);
            listToAddTo(target).addAll(merged);
        }
    }

    @Override
    public void clear() {
        column.clear(store.requireSlot());
    }

    private ArrayList<Object> listToAddTo(int slot) {
        ArrayList<Object> list = column.get(slot);
        if (list == null) {
            list = new ArrayList<>(4);
            column.set(slot, list);
        }
        return list;
    }

    private ArrayList<Object> elements(List<T> values) {
        ArrayList<Object> elements = new ArrayList<>(values.size());
        for (T value : values) {
            elements.add(element(value));
        }
        return elements;
    }

    private Object element(T value) {
        Objects.requireNonNull(value, "A list state takes no null");
        return expiry == null ? value : expiry.stamp(value);
    }
}
