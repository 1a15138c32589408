/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.benchmarks.nexmark.generator;

/** Random words as pure functions: the SplitMix64 sequence, entered at any place. */
final class RandomWords {

    private static final long GOLDEN_GAMMA = 0x9E3779B97F4A7C15L;

    private RandomWords() {}

    /** The first word of event {@code number}. */
    static long first(long seed, long number) {
        return mix(seed + number * GOLDEN_GAMMA);
    }

    /** The word that follows {@code word} within the same event. */
    static long after(long word) {
        return mix(word + GOLDEN_GAMMA);
    }

    /** A number in {@code [0, bound)} from 16 bits of {@code word}, starting at bit {@code shift}. */
    static long below(long bound, long word, int shift) {
        return ((word >>> shift & 0xFFFF) * bound) >>> 16;
    }

    private static long mix(long value) {
        long mixed = (value ^ value >>> 30) * 0xBF58476D1CE4E5B9L;
        mixed = (mixed ^ mixed >>> 27) * 0x94D049BB133111EBL;
        return mixed ^ mixed >>> 31;
    }
}
