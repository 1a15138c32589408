/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.store;

import io.millrace.environment.ColdStorage;
import io.millrace.environment.SortedRows;
import java.util.Random;

/** The same with few keys in memory, so that they come and go all the time. */
class ColdKeyedStoreModelTest extends KeyedStoreModelTest {
    @Override
    ColdStorage coldStorage(Random random) {
        return new ColdStorage(new SortedRows(), 1 + random.nextInt(20));
    }
}
