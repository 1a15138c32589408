/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.store;

import io.millrace.environment.RowStore;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

/** What a store does with more keys than it may have in memory, with the others in RocksDB. */
class RocksBeyondMemoryTest extends BeyondMemoryTest {
    private static @TempDir Path directory; // there before the instance is
    private static final RocksRows ROWS = new RocksRows();

    @Override
    RowStore newRows() {
        return ROWS.open(directory);
    }
}
