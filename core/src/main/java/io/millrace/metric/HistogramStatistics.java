/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.metric;

/** A distribution of values at one moment. Of an empty one all numbers are 0. */
public abstract class HistogramStatistics {
    /**
     * Returns the value that a share of all values does not exceed.
     *
     * @param quantile the share, from 0 to 1
     */
    public abstract double getQuantile(double quantile);

    /** Returns values that stand for all, in rising order; at most a thousand. */
    public abstract long[] getValues();

    /** Returns how many values the distribution is made from. */
    public abstract int size();

    public abstract double getMean();

    public abstract double getStdDev();

    public abstract long getMax();

    public abstract long getMin();
}
