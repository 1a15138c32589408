/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.store;

import io.millrace.environment.ColdStorage;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.io.TempDir;

/** Random work on stores that have most of their keys in RocksDB. */
class RocksKeyedStoreModelTest extends KeyedStoreModelTest {
    private @TempDir Path directory;
    private final RocksRows rows = new RocksRows();

    @Override
    ColdStorage coldStorage(Random random) {
        return new ColdStorage(rows.open(directory), 1 + random.nextInt(20));
    }
}
