/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.store;

import io.millrace.data.Codec;
import io.millrace.data.Codecs;
import io.millrace.data.RowData;
import io.millrace.data.RowType;
import java.lang.reflect.Type;
import java.util.List;
import org.apache.avro.Schema;
import org.jspecify.annotations.Nullable;

/**
 * Keys that consist of columns, as rows. In a store the key of one column of whole numbers is a {@link Long}, one of text is a {@link String}, and every other key
 * is a {@link RowData}; in snapshots all of them are rows, with the names of their columns.
 */
final class KeyColumns {
    /** Schema property: the row is a key, which is its only column where that is a number or a text. */
    private static final String KEY_COLUMNS = "keyColumns";

    private final RowType type;
    private final Codec<Object> codec;
    private final Schema schema;

    @SuppressWarnings("unchecked")
    KeyColumns(RowType type) {
        this.type = type;
        this.codec = (Codec<Object>) Codecs.of(type);
        this.schema = marked(codec.schema());
    }

    private static Schema marked(Schema row) {
        List<Schema.Field> fields = row.getFields().stream()
                .map(field -> new Schema.Field(field, field.schema()))
                .toList();
        Schema marked = Schema.createRecord(row.getFullName(), null, null, false, fields);
        row.getObjectProps().forEach(marked::addProp);
        marked.addProp(KEY_COLUMNS, true);
        return marked;
    }

    /** Whether a schema is that of keys that consist of columns. */
    static boolean isSchema(Schema schema) {
        return Boolean.TRUE.equals(schema.getObjectProp(KEY_COLUMNS));
    }

    /** Whether keys of the one type are found where keys of the other are looked for; what the columns are called is no part of a key. */
    static boolean areSameKeys(RowType first, RowType second) {
        return first.types().equals(second.types()) || (isNumber(first) && isNumber(second));
    }

    private static boolean isNumber(RowType row) {
        List<Type> types = row.types();
        return types.size() == 1 && (types.get(0) == Integer.class || types.get(0) == Long.class);
    }

    RowType type() {
        return type;
    }

    Codec<Object> codec() {
        return codec;
    }

    Schema schema() {
        return schema;
    }

    /** Returns the key as a row. */
    RowData row(Object key) {
        if (key instanceof RowData row) {
            return row;
        }
        boolean narrow = key instanceof Long && isNumber(type) && type.types().get(0) == Integer.class;
        return RowData.of(narrow ? (Object) ((Long) key).intValue() : key);
    }

    /** Returns the key that a row stands for. */
    Object key(Object read) {
        RowData row = (RowData) read;
        @Nullable Object only = row.size() == 1 ? row.get(0) : null;
        if (only instanceof Integer number) {
            return number.longValue();
        }
        return only instanceof Long || only instanceof String ? only : row;
    }
}
