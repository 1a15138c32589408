/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.savepoint;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericRecord;
import org.jspecify.annotations.Nullable;

/**
 * A row of a snapshot's table: what one key has, or one key in one slice of time, or a value that belongs to no key.
 *
 * @param uid of the operator
 * @param table of the operator
 * @param record as it was written
 */
public record StateRow(String uid, String table, GenericRecord record) {
    private static final String KEY = "key";
    static final String STATE_NAME = "state";
    private static final String WINDOW_KEY = "io.millrace.store.WindowKey";

    /** Whether the row belongs to a key. */
    public boolean isKeyed() {
        return record.getSchema().getField(KEY) != null;
    }

    /** The key; for what belongs to a window of a key, that key. Null where the row belongs to no key. */
    public @Nullable JsonNode key() {
        JsonNode written = writtenKey();
        return written != null && isOfWindow() ? written.get(KEY) : written;
    }

    /** The window that the row belongs to, or null where it belongs to the key itself. */
    public @Nullable JsonNode window() {
        JsonNode written = writtenKey();
        return written != null && isOfWindow() ? written.get("window") : null;
    }

    private @Nullable JsonNode writtenKey() {
        Schema.Field field = record.getSchema().getField(KEY);
        return field == null ? null : AvroJson.toJson(field.schema(), record.get(field.pos()));
    }

    private boolean isOfWindow() {
        return record.get(KEY) instanceof GenericRecord key
                && WINDOW_KEY.equals(key.getSchema().getProp(AvroJson.JAVA_CLASS));
    }

    /**
     * The row as JSON: its key, then its states by their names. States that are empty are left out; maps are objects, whose
     * names are the keys as text.
     */
    public ObjectNode toJson() {
        ObjectNode json = AvroJson.object();
        for (Schema.Field field : record.getSchema().getFields()) {
            JsonNode value = AvroJson.toJson(field.schema(), record.get(field.pos()));
            boolean empty = value.isNull() || (isOfKind(field, "timers") && value.isEmpty());
            if (!empty) {
                json.set(nameOf(field), isOfKind(field, "map") ? asObject(value) : value);
            }
        }
        return json;
    }

    private static boolean isOfKind(Schema.Field field, String kind) {
        return kind.equals(field.getProp("stateKind"));
    }

    private static ObjectNode asObject(JsonNode entries) {
        ObjectNode map = AvroJson.object();
        for (JsonNode entry : entries) {
            map.set(KeyText.of(entry.get(KEY)), entry.get("value"));
        }
        return map;
    }

    /** The name of the state in a field, or that of the field where it holds no state. */
    static String nameOf(Schema.Field field) {
        String state = field.getProp(STATE_NAME);
        return state == null ? field.name() : state;
    }
}
