/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.benchmarks.nexmark.loop;

/** Where a key belongs in an open-addressing table. */
final class HashSlot {

    private HashSlot() {}

    /** A slot in {@code [0, mask]}, by Fibonacci hashing. */
    static int of(long key, int mask) {
        long hash = key * 0x9E3779B97F4A7C15L;
        return (int) (hash ^ hash >>> 32) & mask;
    }
}
