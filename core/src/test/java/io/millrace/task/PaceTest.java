/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.task;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PaceTest {
    private static final long MILLI = 1_000_000;

    private final Pace pace = new Pace();

    private void work(int steps, int records, long nanos) {
        for (int step = 0; step < steps; step++) {
            pace.addRecords(records);
            pace.addTime(nanos);
            pace.settle();
        }
    }

    @Test
    void startsAsASlowTask() {
        assertThat(pace.records()).isEqualTo(50);
    }

    @Test
    void letsAFastTaskTakeManyRecordsWithinFewSteps() {
        work(30, 1_000, MILLI / 10);

        assertThat(pace.records()).isGreaterThan(100_000);
    }

    @Test
    void leavesASlowTaskWithWhatItDoesInAShortWhile() {
        work(30, 1_000, MILLI / 10);
        work(10, 100, 1_000 * MILLI);

        assertThat(pace.records()).isEqualTo(5);
    }

    @Test
    void neverStopsATaskThatTakesLongForOneRecord() {
        work(10, 1, 60_000 * MILLI);

        assertThat(pace.records()).isEqualTo(1);
    }

    @Test
    void laysTimeWithoutRecordsOnTheNextOnes() {
        work(50, 100, MILLI);
        pace.addTime(4_000 * MILLI);
        pace.settle();
        assertThat(pace.records()).isGreaterThan(4_000);

        work(1, 100, MILLI);

        assertThat(pace.records()).isEqualTo(4);
    }
}
