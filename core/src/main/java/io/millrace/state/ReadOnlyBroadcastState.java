/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.state;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Broadcast state as the non-broadcast side sees it. */
public interface ReadOnlyBroadcastState<K, V> extends State {
    @Nullable
    V get(K key);

    boolean contains(K key);

    Iterable<Map.Entry<K, V>> immutableEntries();
}
