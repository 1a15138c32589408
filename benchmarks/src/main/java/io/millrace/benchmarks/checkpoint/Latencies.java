/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.benchmarks.checkpoint;

/** A histogram of times, exact to 1/64. Written by one thread, and read by others when that one is done. */
final class Latencies {
    private static final int SUB_BITS = 6;
    private static final int SUB_BUCKETS = 1 << SUB_BITS;

    private final long[] counts = new long[(Long.SIZE - SUB_BITS + 1) * SUB_BUCKETS];
    private long max;

    void record(long nanos) {
        long value = Math.max(0, nanos);
        counts[bucket(value)]++;
        max = Math.max(max, value);
    }

    void add(Latencies other) {
        for (int i = 0; i < counts.length; i++) {
            counts[i] += other.counts[i];
        }
        max = Math.max(max, other.max);
    }

    private static int bucket(long value) {
        int magnitude = Math.max(0, Long.SIZE - SUB_BITS - 1 - Long.numberOfLeadingZeros(value));
        return magnitude * SUB_BUCKETS + (int) (value >>> magnitude);
    }

    private static long upperBound(int bucket) {
        int magnitude = Math.max(0, bucket / SUB_BUCKETS - 1);
        return ((bucket - (long) magnitude * SUB_BUCKETS + 1) << magnitude) - 1;
    }

    long count() {
        long count = 0;
        for (long inBucket : counts) {
            count += inBucket;
        }
        return count;
    }

    long max() {
        return max;
    }

    /** The time that a share of all did not exceed; 0 where there is none. */
    long atShare(double share) {
        long wanted = (long) Math.ceil(share * count());
        long seen = 0;
        for (int i = 0; i < counts.length; i++) {
            seen += counts[i];
            if (seen >= wanted && seen > 0) {
                return Math.min(max, upperBound(i));
            }
        }
        return max;
    }
}
