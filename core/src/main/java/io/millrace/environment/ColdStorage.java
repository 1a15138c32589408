/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.environment;

/**
 * Where one keyed store puts keys that were not used lately.
 *
 * @param rows a store of its own, which it closes
 * @param keysInMemory how many keys it may have in memory, about; at least 1
 */
public record ColdStorage(RowStore rows, int keysInMemory) {
    public ColdStorage {
        if (keysInMemory < 1) {
            throw new IllegalArgumentException("At least one key must be in memory, not " + keysInMemory);
        }
    }
}
