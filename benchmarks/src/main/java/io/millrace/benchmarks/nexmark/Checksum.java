/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.benchmarks.nexmark;

import java.util.Locale;

/**
 * Count and checksum of a multiset of rows, whatever the order in which they come: the sum of the rows' {@link RowHash
 * hashes}. Not thread-safe: every parallel sink has its own, and {@link #merge} brings them together.
 */
public final class Checksum {

    private long rows;
    private long sum;

    /** Reads what {@link #toString} gives. */
    public static Checksum parse(String text) {
        int dash = text.indexOf('-', 1); // rows may be negative
        Checksum checksum = new Checksum();
        checksum.rows = Long.parseLong(text.substring(0, dash));
        checksum.sum = Long.parseUnsignedLong(text.substring(dash + 1), 16);
        return checksum;
    }

    /** Adds a row by its hash. */
    public void add(long rowHash) {
        rows++;
        sum += rowHash;
    }

    /** Takes back a row that was added, or is added elsewhere. */
    public void retract(long rowHash) {
        rows--;
        sum -= rowHash;
    }

    /** Adds a row several times, or takes it back so many times where the number is negative. */
    public void addTimes(long rowHash, long times) {
        rows += times;
        sum += rowHash * times;
    }

    public void merge(Checksum other) {
        rows += other.rows;
        sum += other.sum;
    }

    /** Rows added less rows retracted. */
    public long rows() {
        return rows;
    }

    /** The checksum in a form to compare and print: rows and sum. */
    @Override
    public String toString() {
        return String.format(Locale.ROOT, "%d-%016x", rows, sum);
    }
}
