/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.state;

import java.lang.reflect.Type;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Declares a {@link MapState} or a {@link BroadcastState}. */
public final class MapStateDescriptor<K, V> extends StateDescriptor<MapState<K, V>, Map<K, V>> {
    private static final long serialVersionUID = 1L;

    private final @Nullable Type keyType;
    private final @Nullable Type valueType;

    public MapStateDescriptor(String name) {
        super(name);
        this.keyType = null;
        this.valueType = null;
    }

    public MapStateDescriptor(String name, Class<K> keyType, Class<V> valueType) {
        super(name);
        this.keyType = keyType;
        this.valueType = valueType;
    }

    /** As above, of types such as {@link io.millrace.data.RowType}s or {@link io.millrace.data.ContainerType}s. */
    public MapStateDescriptor(String name, Type keyType, Type valueType) {
        super(name);
        this.keyType = keyType;
        this.valueType = valueType;
    }

    public @Nullable Type getKeyType() {
        return keyType;
    }

    @Override
    public @Nullable Type getType() {
        return valueType;
    }
}
