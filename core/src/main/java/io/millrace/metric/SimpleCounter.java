/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.metric;

/** A counter for one thread. */
public final class SimpleCounter implements Counter {
    private long count;

    @Override
    public void inc(long by) {
        count += by;
    }

    @Override
    public long getCount() {
        return count;
    }
}
