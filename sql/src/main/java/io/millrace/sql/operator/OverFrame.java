/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.sql.operator;

/**
 * Which rows around a row an aggregate of OVER is of.
 *
 * @param isRows whether bounds count rows, where they else are distances of the sort key, in its units
 * @param lower where it begins: negative for what precedes the row; {@link #UNBOUNDED_PRECEDING} for the begin of the partition
 * @param upper where it ends; {@link #UNBOUNDED_FOLLOWING} for the end of the partition
 */
public record OverFrame(boolean isRows, long lower, long upper) {
    public static final long UNBOUNDED_PRECEDING = Long.MIN_VALUE;
    public static final long UNBOUNDED_FOLLOWING = Long.MAX_VALUE;

    boolean beginsWithPartition() {
        return lower == UNBOUNDED_PRECEDING;
    }

    /** Whether it ends with the row itself, or its peers. */
    public boolean endsWithRow() {
        return upper == 0;
    }

    /** Whether a distance of sort keys has to be computed. */
    public boolean hasDistance() {
        return !isRows && (isDistance(lower) || isDistance(upper));
    }

    private static boolean isDistance(long bound) {
        return bound != 0 && bound != UNBOUNDED_PRECEDING && bound != UNBOUNDED_FOLLOWING;
    }

    @Override
    public String toString() {
        return (isRows ? "ROWS " : "RANGE ") + text(lower) + ".." + text(upper);
    }

    private static String text(long bound) {
        return bound == UNBOUNDED_PRECEDING || bound == UNBOUNDED_FOLLOWING ? "*" : Long.toString(bound);
    }
}
