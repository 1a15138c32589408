/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.connector.basic;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** What a {@link CollectingSink} holds: rows that wait for their commit, and rows committed. Used by several threads. */
final class CollectedLedger<T> {
    private final Map<CollectedRows, List<T>> pending = new LinkedHashMap<>();
    private final Set<CollectedRows> done = new HashSet<>();
    private final List<T> committed = new ArrayList<>();

    private final @Nullable Consumer<List<T>> consumer;

    /**
     * @param consumer gets the committed rows; null where they are kept here
     */
    CollectedLedger(@Nullable Consumer<List<T>> consumer) {
        this.consumer = consumer;
    }

    synchronized void prepare(CollectedRows id, List<T> rows) {
        pending.put(id, rows);
    }

    synchronized void commit(CollectedRows id) {
        if (done.contains(id)) {
            return;
        }
        List<T> rows = pending.remove(id);
        if (rows == null) {
            throw new IllegalStateException(
                    "Cannot commit " + id + ": its rows are gone. A CollectingSink keeps its rows in"
                            + " memory; restore a snapshot in the JVM and with the sink that made it.");
        }
        if (consumer == null) {
            committed.addAll(rows);
        } else {
            consumer.accept(rows);
        }
        done.add(id);
    }

    synchronized void abortPending() {
        pending.clear();
    }

    synchronized List<T> committed() {
        return List.copyOf(committed);
    }
}
