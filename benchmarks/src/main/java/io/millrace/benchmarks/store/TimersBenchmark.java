/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.benchmarks.store;

import io.millrace.store.KeyGroupRange;
import io.millrace.store.KeyedStore;
import io.millrace.store.TimerQueue;
import java.io.PrintStream;
import java.util.Locale;

/** What a timer of one task costs, when there are many: of many keys, one each, and of one key, all. */
public final class TimersBenchmark {
    private static final int ROUNDS = 5;

    private final KeyedStore store = new KeyedStore("timers", 128, new KeyGroupRange(0, 127), () -> 0);
    private final TimerQueue timers = store.eventTimers();
    private final int count;
    private final boolean oneKey;
    private final int[] slots;
    private final long[] nanos = new long[3];
    private long seed;

    private TimersBenchmark(int count, boolean oneKey) {
        this.count = count;
        this.oneKey = oneKey;
        this.slots = new int[count];
        for (int i = 0; i < count; i++) {
            slots[i] = oneKey && i > 0 ? slots[0] : store.select((long) i);
        }
    }

    /** Prints nanoseconds for each operation. */
    public static void run(PrintStream output, int most) {
        output.printf("%12s %-10s %12s %12s %12s%n", "timers", "of", "register ns", "delete ns", "fire ns");
        for (boolean oneKey : new boolean[] {false, true}) {
            for (int count = 1_000; count <= most; count *= 10) {
                TimersBenchmark benchmark = new TimersBenchmark(count, oneKey);
                int rounds = ROUNDS * Math.max(1, 200_000 / count);
                for (int round = 0; round < rounds; round++) {
                    if (round == rounds / 2) {
                        java.util.Arrays.fill(benchmark.nanos, 0); // the first half warms up
                    }
                    benchmark.round();
                }
                benchmark.report(output, rounds - rounds / 2);
            }
        }
    }

    /** Registers all timers at random times, deletes every other one in another order, and fires the rest. */
    private void round() {
        seed = 42;
        long start = System.nanoTime();
        for (int i = 0; i < count; i++) {
            timers.register(slots[i], timeOf(i));
        }
        long registered = System.nanoTime();
        for (int i = 0; i < count; i += 2) {
            int deleted = (int) ((i + count / 2L) % count) & -2;
            timers.delete(slots[deleted], timeOf(deleted));
        }
        long deleted = System.nanoTime();
        long last = Long.MIN_VALUE;
        int fired = 0;
        while (timers.pollDue(Long.MAX_VALUE) >= 0) {
            if (timers.polledTimestamp() < last) {
                throw new IllegalStateException("Timers fire out of order");
            }
            last = timers.polledTimestamp();
            fired++;
        }
        nanos[0] += registered - start;
        nanos[1] += deleted - registered;
        nanos[2] += System.nanoTime() - deleted;
        if (fired != count / 2) {
            throw new IllegalStateException(fired + " timers fired of " + count / 2);
        }
    }

    /** Distinct, in random order. */
    private long timeOf(int number) {
        return ((number + seed) * 0x9E3779B97F4A7C15L) >>> 1;
    }

    private void report(PrintStream output, int rounds) {
        double all = (double) rounds * count;
        output.printf(
                Locale.ROOT,
                "%,12d %-10s %12.0f %12.0f %12.0f%n",
                count,
                oneKey ? "one key" : "a key each",
                nanos[0] / all,
                nanos[1] / (all / 2),
                nanos[2] / (all / 2));
        output.flush();
    }
}
