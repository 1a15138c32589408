/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.sql.aggregate;

import io.millrace.data.ColumnBatch;
import io.millrace.data.ContainerType;
import io.millrace.store.KeyedStore;
import io.millrace.store.ObjectColumn;
import java.util.LinkedHashMap;

/** Gathers values of any kind, or rows of several. */
final class DistinctValues extends GatheredValues<LinkedHashMap<Object, Long>> {
    private final DistinctKeys keys;

    DistinctValues(DistinctKeys keys) {
        this.keys = keys;
    }

    @Override
    ObjectColumn<LinkedHashMap<Object, Long>> column(KeyedStore store, String name) {
        return store.objectColumn(name, ContainerType.of(LinkedHashMap.class, keys.type(), Long.class));
    }

    @Override
    LinkedHashMap<Object, Long> none() {
        return new LinkedHashMap<>();
    }

    @Override
    void change(int slot, ColumnBatch batch, int position, long by) {
        Object key = keys.key(batch, position);
        if (key != null) {
            of(slot).merge(key, by, (before, more) -> before + more == 0 ? null : Long.valueOf(before + more));
        }
    }
}
