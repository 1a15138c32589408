/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.task;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class WatermarkMergerTest {
    @Test
    void timeIsAtItsEndWhenTheLastChannelEndsThoughItNeverSaidSo() {
        WatermarkMerger merger = new WatermarkMerger(2, 10);
        assertThat(merger.onWatermark(0, Long.MAX_VALUE)).isFalse();
        assertThat(merger.onEnd(0)).isFalse();
        assertThat(merger.merged()).isEqualTo(10);

        assertThat(merger.onEnd(1)).isTrue();

        assertThat(merger.merged()).isEqualTo(Long.MAX_VALUE);
    }

    @Test
    void anEndedChannelHoldsTimeBackNoLongerAndAnIdleOneDoesNotEndIt() {
        WatermarkMerger merger = new WatermarkMerger(3, Long.MIN_VALUE);
        merger.onWatermark(0, 5);
        merger.onWatermark(1, 7);
        assertThat(merger.merged()).isEqualTo(Long.MIN_VALUE);

        assertThat(merger.onEnd(2)).isTrue();
        assertThat(merger.merged()).isEqualTo(5);
        assertThat(merger.onEnd(0)).isTrue();
        assertThat(merger.merged()).isEqualTo(7);

        assertThat(merger.onIdleStatus(1, true)).isFalse();
        assertThat(merger.merged()).isEqualTo(7);
    }

    @Test
    void whatHasEndedTwiceIsNotPassedOnTwice() {
        WatermarkMerger merger = new WatermarkMerger(1, Long.MIN_VALUE);
        assertThat(merger.onWatermark(0, Long.MAX_VALUE)).isTrue();

        assertThat(merger.onEnd(0)).isFalse();
    }
}
