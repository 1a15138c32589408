/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.metric;

import java.util.ArrayDeque;

/**
 * A meter over a counter: its rate is the average over the last seconds. It has no clock; who holds it tells it the time
 * now and then ({@link #update}), which what makes metric groups does once a second.
 */
public final class MeterView implements Meter {
    private static final int DEFAULT_TIME_SPAN_SECONDS = 60;
    private static final long SAMPLE_MILLIS = 1_000;

    private final Counter counter;
    private final long spanMillis;
    private final ArrayDeque<Sample> samples = new ArrayDeque<>();
    private double rate;

    /** A count at a time. */
    private record Sample(long millis, long count) {}

    /** A meter over the last 60 seconds. */
    public MeterView(Counter counter) {
        this(counter, DEFAULT_TIME_SPAN_SECONDS);
    }

    /** A meter with a counter of its own. */
    public MeterView(int timeSpanInSeconds) {
        this(new SimpleCounter(), timeSpanInSeconds);
    }

    /**
     * @param timeSpanInSeconds what the rate is averaged over, at least 1
     */
    public MeterView(Counter counter, int timeSpanInSeconds) {
        if (timeSpanInSeconds < 1) {
            throw new IllegalArgumentException(
                    "A meter's time span must be at least one second, not " + timeSpanInSeconds);
        }
        this.counter = counter;
        this.spanMillis = timeSpanInSeconds * 1_000L;
    }

    @Override
    public void markEvent() {
        counter.inc();
    }

    @Override
    public void markEvent(long n) {
        counter.inc(n);
    }

    @Override
    public long getCount() {
        return counter.getCount();
    }

    /** Returns the rate as of the last {@link #update}. */
    @Override
    public synchronized double getRate() {
        return rate;
    }

    /** Tells the time, in milliseconds since the epoch. May be called from any thread. */
    public synchronized void update(long nowMillis) {
        Sample last = samples.peekLast();
        if (last != null && nowMillis - last.millis() < SAMPLE_MILLIS) {
            return;
        }
        samples.addLast(new Sample(nowMillis, counter.getCount()));
        Sample first = samples.getFirst();
        while (samples.size() > 2 && nowMillis - first.millis() > spanMillis) {
            samples.removeFirst();
            first = samples.getFirst();
        }
        long elapsed = nowMillis - first.millis();
        rate = elapsed <= 0 ? 0 : 1_000.0 * (samples.getLast().count() - first.count()) / elapsed;
    }
}
