/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.benchmarks.checkpoint;

/**
 * Which key each event updates. The first round goes through the keys in order; each later round updates every key once,
 * in an order that scatters any stretch of events evenly over the keys. So every stretch of a round touches as many keys
 * as it has events, and what must come out for an event follows from its number.
 */
final class Workload {
    private static final double GOLDEN_RATIO = 0.6180339887498949;

    private final long keys;
    private final long stride;

    Workload(long keys) {
        if (keys < 1 || keys > (1L << 31)) {
            throw new IllegalArgumentException("There must be from 1 to 2^31 keys, not " + keys);
        }
        this.keys = keys;
        long candidate = (long) (keys * GOLDEN_RATIO) | 1;
        while (greatestCommonDivisor(candidate, keys) != 1) {
            candidate += 2;
        }
        this.stride = candidate;
    }

    private static long greatestCommonDivisor(long a, long b) {
        return b == 0 ? a : greatestCommonDivisor(b, a % b);
    }

    long keys() {
        return keys;
    }

    long keyOf(long number) {
        return number < keys ? number : number % keys * stride % keys;
    }

    /** The count that has to come out for an event. */
    long countAfter(long number) {
        return number / keys + 1;
    }
}
