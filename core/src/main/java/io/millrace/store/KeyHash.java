/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.store;

import io.millrace.data.Codec;
import io.millrace.data.Codecs;
import io.millrace.data.PerClass;
import io.millrace.data.RowData;
import java.util.Objects;

/** The hash that sends a key to its key group: the same in every JVM, and the same for equal keys. */
public final class KeyHash {
    private static final PerClass<Codec<Object>> CODECS = new PerClass<>() {
        @Override
        @SuppressWarnings("unchecked")
        protected Codec<Object> compute(Class<?> type) {
            if (type.isArray()) {
                throw new IllegalArgumentException("An array (" + type.getTypeName()
                        + ") cannot be a key, because equal arrays are not equal objects. Use a list or a record.");
            }
            return (Codec<Object>) Codecs.of(type);
        }
    };

    private KeyHash() {}

    /** The stable hash of a key of any type. */
    public static int of(Object key) {
        if (key instanceof String
                || key instanceof Long
                || key instanceof Integer
                || key instanceof Boolean
                || key instanceof RowData) {
            return key.hashCode(); // fixed by their specifications
        }
        if (key instanceof WindowKey windowKey) {
            return of(windowKey.key());
        }
        Objects.requireNonNull(key, "A key must not be null: let the key selector return a value for every record");
        return CODECS.get(key.getClass()).stableHash(key);
    }

    /** The same as {@link #of(Object)} of the boxed key. */
    public static int of(long key) {
        return Long.hashCode(key);
    }

    /** The same as {@link #of(Object)} of the boxed key. */
    public static int of(int key) {
        return key;
    }
}
