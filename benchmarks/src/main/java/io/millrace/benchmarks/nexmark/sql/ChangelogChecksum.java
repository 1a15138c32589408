/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.benchmarks.nexmark.sql;

/**
 * The checksum of the table that a changelog amounts to: what a row adds, the change that takes it back subtracts. So changelogs that differ,
 * and lead to the same table, have the same one. This class has the hashes of rows, the same for every engine: fields are weighted, summed, and mixed
 * once; a text enters by its length and its ends.
 */
public final class ChangelogChecksum {
    /** The connector of tables that are nothing but a checksum. */
    public static final String CONNECTOR = "checksum";

    /** The option with the number of the run in this JVM. */
    public static final String RUN = "run";

    /** The option with the label of the query, which says what of a row is checked. */
    public static final String QUERY = "query";

    /** What stands for null. */
    public static final long NULL = 0x5851F42D4C957F2DL;

    private static final long WEIGHT = 0x9E3779B97F4A7C15L;
    private static final long FACTOR = 0xD6E8FEB86659FD93L;

    private ChangelogChecksum() {}

    /** Returns what a field adds to the sum of its row. */
    public static long weighted(int field, long value) {
        return value * (WEIGHT * (2L * field + 1));
    }

    /** Returns the hash of a row by the sum of its fields. */
    public static long mixed(long sum) {
        long mixed = (sum ^ sum >>> 32) * FACTOR;
        mixed = (mixed ^ mixed >>> 32) * FACTOR;
        return mixed ^ mixed >>> 32;
    }

    /** Returns the value of a text. */
    public static long text(String text) {
        int length = text.length();
        return length == 0 ? 0 : (long) length << 32 | (long) text.charAt(0) << 16 | text.charAt(length - 1);
    }
}
