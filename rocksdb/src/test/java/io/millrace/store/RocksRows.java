/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.store;

import io.millrace.environment.RowStore;
import io.millrace.rocksdb.RocksRowStoreProvider;
import java.nio.file.Path;

/** Makes stores in a directory of a test. */
final class RocksRows {
    private int count;

    RowStore open(Path directory) {
        return new RocksRowStoreProvider()
                .open(directory.resolve("rows-" + count++).toString());
    }
}
