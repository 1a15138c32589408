/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.metric;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A histogram of all values since its making, in buckets whose width grows with the value: a quantile is at most one part
 * in 64 off. Below 128, buckets are exact. Memory follows the spread of the values: half a kilobyte for each power of two
 * that came up. Updating costs a few shifts.
 */
public final class LogHistogram implements Histogram {
    private static final int SUB_BITS = 6;
    private static final int SUB_BUCKETS = 1 << SUB_BITS;
    private static final int ROWS = 64;

    private final long[] @Nullable [] positive = new long[ROWS][];
    private final long[] @Nullable [] negative = new long[ROWS][];
    private long count;
    private double sum;
    private double sumOfSquares;
    private long min = Long.MAX_VALUE;
    private long max = Long.MIN_VALUE;

    @Override
    public void update(long value) {
        if (value >= 0) {
            add(positive, value);
        } else {
            add(negative, value == Long.MIN_VALUE ? Long.MAX_VALUE : -value);
        }
        count++;
        sum += value;
        sumOfSquares += (double) value * value;
        min = Math.min(min, value);
        max = Math.max(max, value);
    }

    private static void add(long[] @Nullable [] rows, long magnitude) {
        int row = row(magnitude);
        long[] buckets = rows[row];
        if (buckets == null) {
            buckets = new long[SUB_BUCKETS];
            rows[row] = buckets;
        }
        buckets[(int) (magnitude >>> shift(row)) & SUB_BUCKETS - 1]++;
    }

    /** Row 0 holds the values below 64, row n those from 2^(n+5) on. */
    private static int row(long magnitude) {
        return Math.max(0, Long.SIZE - Long.numberOfLeadingZeros(magnitude) - SUB_BITS);
    }

    private static int shift(int row) {
        return Math.max(0, row - 1);
    }

    /** Returns the middle of a bucket. */
    private static long middle(int row, int bucket) {
        if (row == 0) {
            return bucket;
        }
        long low = (long) (SUB_BUCKETS + bucket) << shift(row);
        return low + (1L << shift(row)) / 2;
    }

    @Override
    public long getCount() {
        return count;
    }

    @Override
    public HistogramStatistics getStatistics() {
        long[] values = new long[2 * ROWS * SUB_BUCKETS];
        long[] counts = new long[values.length];
        int size = 0;
        for (int row = ROWS - 1; row >= 0; row--) {
            for (int bucket = SUB_BUCKETS - 1; negative[row] != null && bucket >= 0; bucket--) {
                size = take(values, counts, size, -middle(row, bucket), at(negative, row, bucket));
            }
        }
        for (int row = 0; row < ROWS; row++) {
            for (int bucket = 0; positive[row] != null && bucket < SUB_BUCKETS; bucket++) {
                size = take(values, counts, size, middle(row, bucket), at(positive, row, bucket));
            }
        }
        return new Statistics(Arrays.copyOf(values, size), Arrays.copyOf(counts, size), sum, sumOfSquares, min, max);
    }

    private static long at(long[] @Nullable [] rows, int row, int bucket) {
        long[] buckets = rows[row];
        return buckets == null ? 0 : buckets[bucket];
    }

    private static int take(long[] values, long[] counts, int size, long value, long times) {
        if (times > 0) {
            values[size] = value;
            counts[size] = times;
            return size + 1;
        }
        return size;
    }

    private static final class Statistics extends HistogramStatistics {
        private static final int MAX_VALUES = 1_000;

        private final long[] values;
        private final long[] counts;
        private final long total;
        private final double sum;
        private final double sumOfSquares;
        private final long min;
        private final long max;

        Statistics(long[] values, long[] counts, double sum, double sumOfSquares, long min, long max) {
            this.values = values;
            this.counts = counts;
            this.total = Arrays.stream(counts).sum();
            this.sum = sum;
            this.sumOfSquares = sumOfSquares;
            this.min = min;
            this.max = max;
        }

        @Override
        public double getQuantile(double quantile) {
            if (!(quantile >= 0 && quantile <= 1)) {
                throw new IllegalArgumentException("A quantile must be from 0 to 1, not " + quantile);
            }
            return total == 0 ? 0 : valueAt(Math.max(1, (long) Math.ceil(quantile * total)));
        }

        private long valueAt(long rank) {
            long seen = 0;
            for (int i = 0; i < values.length; i++) {
                seen += counts[i];
                if (seen >= rank) {
                    return Math.max(min, Math.min(max, values[i]));
                }
            }
            return max;
        }

        @Override
        public long[] getValues() {
            int size = (int) Math.min(total, MAX_VALUES);
            long[] sample = new long[size];
            for (int i = 0; i < size; i++) {
                sample[i] = valueAt(1 + (long) ((double) i * total / size));
            }
            return sample;
        }

        @Override
        public int size() {
            return (int) Math.min(total, Integer.MAX_VALUE);
        }

        @Override
        public double getMean() {
            return total == 0 ? 0 : sum / total;
        }

        @Override
        public double getStdDev() {
            if (total == 0) {
                return 0;
            }
            double mean = sum / total;
            return Math.sqrt(Math.max(0, sumOfSquares / total - mean * mean));
        }

        @Override
        public long getMax() {
            return total == 0 ? 0 : max;
        }

        @Override
        public long getMin() {
            return total == 0 ? 0 : min;
        }
    }
}
