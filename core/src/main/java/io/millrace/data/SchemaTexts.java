/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.data;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;
import org.apache.avro.Schema;

/**
 * Schemas as JSON. A job has few schemas and many tables of each, so those in use lately are parsed and printed once.
 * Thread-safe.
 */
public final class SchemaTexts {
    private static final int REMEMBERED = 1_000;

    private static final Recent<String, Schema> PARSED = new Recent<>(text -> new Schema.Parser().parse(text));
    private static final Recent<Schema, String> PRINTED = new Recent<>(Schema::toString);

    private SchemaTexts() {}

    /**
     * Returns the schema that a text describes, which others may have got before: nobody may add properties to it.
     *
     * @throws org.apache.avro.AvroRuntimeException if it describes none
     */
    public static Schema parse(String text) {
        return PARSED.get(text);
    }

    /** Returns the text of a schema; documentation in it may be that of an equal schema. */
    public static String print(Schema schema) {
        return PRINTED.get(schema);
    }

    /** The values of the keys asked for last. */
    private static final class Recent<K, V> {
        private final Function<K, V> maker;
        private final Map<K, V> values = new LinkedHashMap<>(16, 0.75f, true) {
            private static final long serialVersionUID = 1L;

            @Override
            protected boolean removeEldestEntry(Map.Entry<K, V> eldest) {
                return size() > REMEMBERED;
            }
        };

        Recent(Function<K, V> maker) {
            this.maker = maker;
        }

        V get(K key) {
            synchronized (values) {
                V known = values.get(key);
                if (known != null) {
                    return known;
                }
            }
            V made = maker.apply(key);
            synchronized (values) {
                values.put(key, made);
            }
            return made;
        }
    }
}
