/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.rocksdb;

import io.millrace.environment.RowStore;
import io.millrace.environment.RowStoreProvider;
import java.nio.file.Path;

/** Opens RocksDB stores; they share the memory that {@link RocksMemory} says. */
public final class RocksRowStoreProvider implements RowStoreProvider {
    @Override
    public String type() {
        return "rocksdb";
    }

    @Override
    public RowStore open(String directory) {
        return RocksRowStore.open(Path.of(directory), RocksMemory.shared());
    }
}
