/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.benchmarks.windows;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class WindowRunTest {
    @Test
    void runsAgreeWhereTheWindowsThatBothCompletedHaveTheSameRows() {
        assertThat(run(1L, 2L, 3L).agreesWith(run(1L, 2L))).isTrue();
        assertThat(run().agreesWith(run(1L, 2L))).isTrue();
        assertThat(run(1L, 2L).agreesWith(run(1L, 3L, 3L))).isFalse();
    }

    @Test
    void anEngineThatAddsAnEventToAllItsWindowsIsNotCountedTheMoreForIt() {
        Progress.Mark start = new Progress.Mark(0, 0, 0, 0, 0);
        Progress.Mark end = new Progress.Mark(1, 1, 6_000, 10, 5);
        WindowCase flink = new WindowCase("flink", 60, WindowCase.SUM, 10);
        WindowCase millrace = new WindowCase("millrace", 60, WindowCase.SUM, 10);
        assertThat(WindowRun.between(start, end, flink, List.of(start, end)).events())
                .isEqualTo(100);
        assertThat(WindowRun.between(start, end, millrace, List.of(start, end)).events())
                .isEqualTo(6_000);
    }

    @Test
    void everySlideHasAboutTwoEventsForEachKey() {
        int[] perKey = new int[100];
        for (long number = 0; number < 200; number++) {
            Reading reading = Reading.of(number, 100);
            assertThat(reading.time()).isBetween(0L, Reading.SLIDE_MILLIS - 1);
            perKey[(int) reading.key()]++;
        }
        assertThat(Reading.of(200, 100).time()).isEqualTo(Reading.SLIDE_MILLIS);
        assertThat(perKey).doesNotContain(200);
    }

    private static WindowRun run(Long... checksums) {
        return new WindowRun(1, 1, 1, 1, checksums.length, new ArrayList<>(List.of(checksums)));
    }
}
