/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.metric;

/** How often something happens. */
public interface Meter extends Metric {
    void markEvent();

    /** Notes that {@code n} events happened at once. */
    void markEvent(long n);

    /** Returns the events per second of late. */
    double getRate();

    /** Returns how many events there were in all. */
    long getCount();
}
