/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.metric;

/** How values are distributed. */
public interface Histogram extends Metric {
    void update(long value);

    /** Returns how many values there were. */
    long getCount();

    /** Returns the distribution as it is now. */
    HistogramStatistics getStatistics();
}
