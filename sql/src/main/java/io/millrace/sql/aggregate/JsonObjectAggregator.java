/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.sql.aggregate;

import io.millrace.data.ColumnBatch;
import io.millrace.data.ContainerType;
import io.millrace.sql.column.ColumnBuilder;
import io.millrace.sql.function.runtime.JsonTexts;
import io.millrace.store.KeyedStore;
import io.millrace.store.ObjectColumn;
import java.util.Map;
import java.util.StringJoiner;
import java.util.TreeMap;

/** JSON_OBJECTAGG: an object with its keys in order. Of equal keys the last one counts. */
final class JsonObjectAggregator implements Aggregator {
    private static final String NULL = "null";

    private final int key;
    private final int value;
    private final boolean keepsNulls;
    private ObjectColumn<TreeMap<String, String>> fields = Unopened.objects();

    /** @param value a text that is JSON */
    JsonObjectAggregator(int key, int value, boolean keepsNulls) {
        this.key = key;
        this.value = value;
        this.keepsNulls = keepsNulls;
    }

    @Override
    public void open(KeyedStore store, String name) {
        fields = store.objectColumn(name + ".fields", ContainerType.of(TreeMap.class, String.class, String.class));
    }

    private static String key(ColumnBatch batch, int column, int position) {
        if (batch.value(column, position) instanceof String text) {
            return text;
        }
        throw new IllegalArgumentException("A key of JSON_OBJECTAGG is null. Filter such rows out.");
    }

    @Override
    public void add(int slot, ColumnBatch batch, int position) {
        String name = key(batch, key, position);
        if (batch.isNull(value, position) && !keepsNulls) {
            return;
        }
        TreeMap<String, String> known = fields.get(slot);
        if (known == null) {
            known = new TreeMap<>();
            fields.set(slot, known);
        }
        known.put(name, batch.value(value, position) instanceof String json ? json : NULL);
    }

    @Override
    public void retract(int slot, ColumnBatch batch, int position) {
        TreeMap<String, String> known = fields.get(slot);
        if (known != null && (keepsNulls || !batch.isNull(value, position))) {
            known.remove(key(batch, key, position));
        }
    }

    @Override
    public void merge(int slot, int other) {
        TreeMap<String, String> added = fields.get(other);
        if (added != null) {
            TreeMap<String, String> known = fields.get(slot);
            TreeMap<String, String> all = known == null ? new TreeMap<>() : known;
            all.putAll(added);
            fields.set(slot, all);
        }
    }

    @Override
    public void emit(int slot, ColumnBuilder out) {
        StringJoiner object = new StringJoiner(",", "{", "}");
        TreeMap<String, String> known = fields.get(slot);
        if (known != null) {
            for (Map.Entry<String, String> field : known.entrySet()) {
                object.add(JsonTexts.write(field.getKey()) + ":" + field.getValue());
            }
        }
        out.append(object.toString());
    }

    @Override
    public void clear(int slot) {
        fields.clear(slot);
    }
}
