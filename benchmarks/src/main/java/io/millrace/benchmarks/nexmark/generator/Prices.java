/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.benchmarks.nexmark.generator;

/** Prices spread evenly over six orders of magnitude, from 1 to 1,000,000 in units of 100 cents, as in NEXMark. */
final class Prices {

    private static final int INDEX_BITS = 10;
    private static final int FRACTION_BITS = 20;
    private static final long[] POWERS = powers();

    private Prices() {}

    /** A price in cents from the upper 30 bits of {@code word}; interpolates a table since a power costs more. */
    static long of(long word) {
        int index = (int) (word >>> (Long.SIZE - INDEX_BITS));
        long fraction = word >>> (Long.SIZE - INDEX_BITS - FRACTION_BITS) & ((1 << FRACTION_BITS) - 1);
        long low = POWERS[index];
        return low + (((POWERS[index + 1] - low) * fraction) >>> FRACTION_BITS);
    }

    private static long[] powers() {
        long[] powers = new long[(1 << INDEX_BITS) + 1];
        for (int index = 0; index < powers.length; index++) {
            powers[index] = Math.round(100 * StrictMath.pow(10, 6.0 * index / (powers.length - 1)));
        }
        return powers;
    }
}
