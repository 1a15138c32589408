/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.sql.connector.datagen;

import java.io.Serializable;

/**
 * Random numbers of one column by the number of the row, so that nothing needs to be remembered: the finalizer of SplitMix64
 * (Steele, Lea, Flood: Fast Splittable Pseudorandom Number Generators, 2014) over the row's number and a salt.
 */
record RandomBits(long salt) implements Serializable {
    private static final long GOLDEN_GAMMA = 0x9E3779B97F4A7C15L;

    static RandomBits of(String column) {
        return new RandomBits(mix(column.hashCode()));
    }

    /** Returns the source of other numbers, of the same column. */
    RandomBits other(int number) {
        return new RandomBits(mix(salt + number + 1));
    }

    long bits(long row) {
        return mix(salt + (row + 1) * GOLDEN_GAMMA);
    }

    private static long mix(long bits) {
        long mixed = bits;
        mixed = (mixed ^ (mixed >>> 30)) * 0xBF58476D1CE4E5B9L;
        mixed = (mixed ^ (mixed >>> 27)) * 0x94D049BB133111EBL;
        return mixed ^ (mixed >>> 31);
    }

    /** Returns a number from {@code least} to {@code most}, both included. */
    long between(long row, long least, long most) {
        long count = most - least + 1;
        return count == 0 ? bits(row) : least + Long.remainderUnsigned(bits(row), count);
    }

    /** Returns a number from 0 on and below 1. */
    double unit(long row) {
        return (bits(row) >>> 11) * 0x1.0p-53;
    }
}
