/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.task;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.operator.SourceProgress;
import io.millrace.time.WatermarkAlignmentParams;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class WatermarkAlignmentTest {
    private static final TaskId A = new TaskId(0, 0);
    private static final TaskId B = new TaskId(1, 0);
    private static final TaskId OTHER = new TaskId(2, 0);

    private final Map<TaskId, Long> limits = new LinkedHashMap<>();
    private final WatermarkAlignment alignment = new WatermarkAlignment(limits::put);

    private void join(TaskId task, String group, long drift) {
        alignment.join(task, new WatermarkAlignmentParams(group, drift, 1_000));
    }

    private void live(TaskId task, long watermark) {
        alignment.onProgress(task, new SourceProgress(true, watermark));
    }

    private void idleOrEnded(TaskId task) {
        alignment.onProgress(task, new SourceProgress(false, Long.MIN_VALUE));
    }

    @Test
    void allMayReadAsFarAsTheDriftAboveTheLowestOfTheGroup() {
        join(A, "g", 10);
        join(B, "g", 30);
        live(A, 100);
        live(B, 50);

        assertThat(limits).containsEntry(A, 60L).containsEntry(B, 80L);
    }

    @Test
    void otherGroupsAreNotTold() {
        join(A, "g", 10);
        join(OTHER, "h", 10);
        live(A, 100);

        assertThat(limits).containsOnlyKeys(A);
    }

    @Test
    void aMemberThatHasToldNothingYetHoldsTheOthers() {
        join(A, "g", 10);
        join(B, "g", 10);
        live(A, 100);

        assertThat(limits).isEmpty();
    }

    /** FLINK-32496 (3): an idle source must not keep the others waiting. */
    @Test
    void anIdleMemberDoesNotHoldTheOthers() {
        join(A, "g", 10);
        join(B, "g", 10);
        live(A, 100);
        idleOrEnded(B);

        assertThat(limits).containsEntry(A, 110L);
    }

    @Test
    void aMemberThatWakesUpTakesPartAgain() {
        join(A, "g", 10);
        join(B, "g", 10);
        live(A, 100);
        idleOrEnded(B);
        live(B, 20);

        assertThat(limits).containsEntry(A, 30L).containsEntry(B, 30L);
    }

    /** FLINK-40093, FLINK-39073 (3): a limit that outlives the last live member would keep idle splits from waking up. */
    @Test
    void thereIsNoLimitWhereNobodyIsLive() {
        join(A, "g", 10);
        join(B, "g", 10);
        live(A, 100);
        live(B, 20);
        idleOrEnded(A);
        idleOrEnded(B);

        assertThat(limits).containsEntry(A, Long.MAX_VALUE).containsEntry(B, Long.MAX_VALUE);
    }

    /** FLINK-31632 (3): the sum of the lowest watermark and the drift must not overflow. */
    @Test
    void aLimitThatWouldOverflowIsNoLimit() {
        join(A, "g", Long.MAX_VALUE);
        live(A, 1);
        assertThat(limits).containsEntry(A, Long.MAX_VALUE);

        join(B, "h", 10);
        live(B, Long.MAX_VALUE);
        assertThat(limits).containsEntry(B, Long.MAX_VALUE);
    }
}
