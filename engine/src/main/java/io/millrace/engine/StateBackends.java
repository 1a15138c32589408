/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.engine;

import io.millrace.environment.RowStoreProvider;
import io.millrace.graph.StateBackendSettings;
import java.util.ServiceLoader;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** The stores for keyed state that are on the class path. */
final class StateBackends {
    private StateBackends() {}

    /**
     * Finds a store by its type; returns null for memory.
     *
     * @throws IllegalStateException if there is none
     */
    static @Nullable RowStoreProvider find(String type, ClassLoader loader) {
        String memory = StateBackendSettings.HASHMAP.type();
        if (type.equals(memory)) {
            return null;
        }
        TreeSet<String> known = new TreeSet<>();
        known.add(memory);
        for (RowStoreProvider provider : ServiceLoader.load(RowStoreProvider.class, loader)) {
            if (provider.type().equals(type)) {
                return provider;
            }
            known.add(provider.type());
        }
        throw new IllegalStateException("The job wants the state backend '" + type
                + "', and there are " + known + " on the class path. Add "
                + (type.equals("rocksdb") ? "io.millrace:millrace-rocksdb" : "the jar that has it")
                + " to the program's dependencies, or set another backend.");
    }
}
