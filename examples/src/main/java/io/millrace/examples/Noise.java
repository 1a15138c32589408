/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.examples;

/**
 * Numbers that look random and are the same in every run: a generated input can be replayed from any position. The mixing
 * function is that of SplitMix64 (Steele, Lea and Flood, "Fast Splittable Pseudorandom Number Generators", 2014).
 */
public final class Noise {
    private Noise() {}

    /** Returns the number from 0 to {@code bound - 1} that belongs to a position and a purpose. */
    public static int below(int bound, long position, int purpose) {
        long z = position * 0x9E3779B97F4A7C15L + purpose * 0xD1B54A32D192ED03L;
        z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return (int) Long.remainderUnsigned(z ^ (z >>> 31), bound);
    }

    /** Returns whether something that happens in {@code percent} of all cases happens here. */
    public static boolean chance(int percent, long position, int purpose) {
        return below(100, position, purpose) < percent;
    }
}
