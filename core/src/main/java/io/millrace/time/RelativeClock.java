/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.time;

/** A clock whose readings mean something only as differences. It follows processing time, and never runs backwards. */
public interface RelativeClock {
    long relativeTimeMillis();

    /** Returns the same time in nanoseconds; no finer than {@link #relativeTimeMillis}. */
    default long relativeTimeNanos() {
        return relativeTimeMillis() * 1_000_000;
    }
}
