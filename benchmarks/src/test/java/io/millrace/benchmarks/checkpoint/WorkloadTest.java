/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.benchmarks.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WorkloadTest {
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 10, 1_000, 4_096, 9_973})
    void everyRoundUpdatesEachKeyOnce(long keys) {
        Workload workload = new Workload(keys);
        for (long round = 0; round < 3; round++) {
            Set<Long> seen = new HashSet<>();
            for (long number = round * keys; number < (round + 1) * keys; number++) {
                assertThat(workload.keyOf(number)).isBetween(0L, keys - 1);
                assertThat(workload.countAfter(number)).isEqualTo(round + 1);
                seen.add(workload.keyOf(number));
            }
            assertThat(seen).hasSize((int) keys);
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {10_000, 1_000_000})
    void aStretchOfALaterRoundIsScatteredOverAllKeys(long keys) {
        Workload workload = new Workload(keys);
        Set<Long> hundredths = new HashSet<>();
        for (long number = keys; number < keys + 300; number++) {
            hundredths.add(workload.keyOf(number) * 100 / keys);
        }
        assertThat(hundredths).hasSize(100);
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 1, 123_456_789})
    void anAccountHasAboutAHundredBytes(long key) {
        assertThat(Account.textOf(key)).hasSize(85).isNotEqualTo(Account.textOf(key + 1));
    }
}
