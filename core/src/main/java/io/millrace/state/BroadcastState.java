/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.state;

import java.util.Iterator;
import java.util.Map;

/** A map that every subtask of an operator holds alike; changed only by the broadcast side. */
public interface BroadcastState<K, V> extends ReadOnlyBroadcastState<K, V> {
    void put(K key, V value);

    void putAll(Map<K, V> map);

    void remove(K key);

    Iterable<Map.Entry<K, V>> entries();

    Iterator<Map.Entry<K, V>> iterator();
}
