/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.benchmarks.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Random;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;

class LatenciesTest {
    @Test
    void sharesAreThoseOfTheSortedTimesToASixtyFourth() {
        Random random = new Random(1);
        Latencies first = new Latencies();
        Latencies second = new Latencies();
        long[] times = new long[10_001];
        for (int i = 0; i < times.length; i++) {
            times[i] = random.nextLong() >>> (1 + random.nextInt(62));
            (i % 2 == 0 ? first : second).record(times[i]);
        }
        first.add(second);
        Arrays.sort(times);
        assertThat(first.count()).isEqualTo(times.length);
        assertThat(first.max()).isEqualTo(times[times.length - 1]);
        for (double share : new double[] {0.01, 0.5, 0.99, 0.999, 1}) {
            long exact = times[(int) Math.ceil(share * times.length) - 1];
            assertThat(first.atShare(share)).isCloseTo(exact, Percentage.withPercentage(100.0 / 64));
        }
    }

    @Test
    void takesAnyTime() {
        Latencies latencies = new Latencies();
        latencies.record(-5);
        latencies.record(Long.MAX_VALUE);
        assertThat(latencies.atShare(0.5)).isZero();
        assertThat(latencies.atShare(1)).isEqualTo(Long.MAX_VALUE);
        assertThat(new Latencies().atShare(0.5)).isZero();
    }
}
