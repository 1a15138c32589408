/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.connector.Boundedness;
import io.millrace.graph.JobConfiguration.ResumeMode;
import io.millrace.operator.SplitStatus;
import io.millrace.stream.StreamExecutionEnvironment;
import io.millrace.task.JobStatus;
import io.millrace.task.OperatorTask;
import io.millrace.time.IngestionTimeAssigner;
import io.millrace.time.WatermarkStrategy;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How sources make event time: which splits are read, which are idle, and how far the watermark is. */
class SourceTimeTest extends TapJob {
    @Test
    void aSourceThatIsTooFarAheadOfItsGroupIsNotRead() {
        TapSource fast = tap(1);
        TapSource slow = tap(1);
        start(each(aligned(), fast, slow));
        fast.add(0, 1_000, 1_010, 1_020);
        pass(1_000);
        assertThat(read).containsExactly(1_000L);
        assertThat(split(0, 0).paused()).isTrue();

        slow.add(0, 955);
        pass(200);
        assertThat(read).containsExactly(1_000L, 955L, 1_010L);

        slow.add(0, 2_000);
        pass(200);
        assertThat(read).containsExactly(1_000L, 955L, 1_010L, 2_000L, 1_020L);
        assertThat(split(0, 0).paused()).isFalse();
    }

    @Test
    void splitsOfOneSourceKeepStepWithOneAnother() {
        TapSource source = tap(2);
        start(each(aligned(), source));
        source.add(0, 1_000, 1_001);
        pass(500);
        assertThat(read).containsExactly(1_000L);

        source.add(1, 990);
        pass(500);
        assertThat(read).containsExactly(1_000L, 990L, 1_001L);
    }

    /** FLINK-32496, FLINK-40093 (3): the others do not wait for a source that is idle, and wait again when it wakes up. */
    @Test
    void anIdleSourceHoldsNobodyUntilItWakesUp() {
        TapSource fast = tap(1);
        TapSource slow = tap(1);
        start(each(aligned().withIdleness(Duration.ofMillis(300)), fast, slow));
        slow.add(0, 900);
        fast.add(0, 1_000, 1_100, 1_200);
        pass(2_000);
        assertThat(split(1, 0).idle()).isTrue();
        assertThat(read).contains(1_200L);

        slow.add(0, 901);
        pass(20);
        fast.add(0, 1_300, 1_400);
        pass(100);
        assertThat(read).contains(901L).doesNotContain(1_300L, 1_400L);

        slow.end();
        pass(500);
        assertThat(read).contains(1_400L);
    }

    /** FLINK-39073 (3): what alignment keeps from being read is not idle. */
    @Test
    void aPausedSplitIsNotIdle() {
        TapSource fast = tap(1);
        TapSource slow = tap(1);
        Map<TapSource, WatermarkStrategy<Long>> sources = each(aligned(), slow);
        sources.put(fast, aligned().withIdleness(Duration.ofMillis(300)));
        start(sources);
        fast.add(0, 1_000);
        slow.add(0, 500);
        pass(5_000);

        assertThat(split(1, 0).paused()).isTrue();
        assertThat(split(1, 0).idle()).isFalse();
    }

    @Test
    void aSourceThatEndsNoLongerHoldsItsGroup() {
        TapSource fast = new TapSource(1, Boundedness.BOUNDED);
        TapSource slow = new TapSource(1, Boundedness.BOUNDED);
        start(each(aligned(), fast, slow));
        fast.add(0, 1_000, 2_000, 3_000);
        fast.end();
        pass(300);
        assertThat(master.status()).isEqualTo(JobStatus.RUNNING);

        slow.end();
        pass(300);
        assertThat(read).containsExactly(1_000L, 2_000L, 3_000L);
        assertThat(master.status()).isEqualTo(JobStatus.FINISHED);
    }

    /** FLINK-32414 (3): a source that has nothing to read holds nobody. */
    @Test
    void aSourceWithoutSplitsHoldsNobody() {
        TapSource fast = tap(1);
        start(each(aligned(), tap(0), fast));
        fast.add(0, 1_000, 2_000, 3_000);
        pass(500);

        assertThat(read).containsExactly(1_000L, 2_000L, 3_000L);
    }

    /** FLINK-32414 (3): a restored split holds its group before it has given anything. */
    @Test
    void aRestoredSourceHoldsItsGroupFromTheStart() {
        TapSource fast = tap(1);
        TapSource slow = tap(1);
        start(each(aligned(), fast, slow));
        slow.add(0, 990);
        fast.add(0, 1_000);
        pass(200);
        takeCheckpoint();
        fast.add(0, 1_041, 1_042, 1_043);
        read.clear();
        start(ResumeMode.NEWEST, each(aligned(), fast, slow));
        pass(1_000);

        assertThat(read).containsExactly(1_041L);
    }

    /** FLINK-32828 (1): after a restore a silent split holds the watermark before its first record. */
    @Test
    void aRestoredSplitThatIsSilentHoldsTheWatermark() {
        TapSource source = tap(2);
        start(each(timestamps(), source));
        source.add(0, 100);
        source.add(1, 200);
        pass(200);
        assertThat(watermark(0)).isEqualTo(99);
        takeCheckpoint();

        source.add(1, 5_000);
        start(ResumeMode.NEWEST, each(timestamps(), source));
        pass(400);
        assertThat(watermark(0)).isEqualTo(99);

        source.add(0, 300);
        pass(200);
        assertThat(watermark(0)).isEqualTo(299);
    }

    /** FLINK-32828 (1): idleness is no part of a snapshot, since nobody knows what has come in the meantime. */
    @Test
    void anIdleSplitIsAwakeAfterARestoreUntilItsTimeoutHasPassedAgain() {
        TapSource source = tap(2);
        WatermarkStrategy<Long> strategy = timestamps().withIdleness(Duration.ofMillis(300));
        start(each(strategy, source));
        source.add(0, 100);
        source.add(1, 200);
        pass(200);
        source.add(1, 1_000);
        pass(150);
        assertThat(split(0, 0).idle()).isTrue();
        assertThat(watermark(0)).isEqualTo(999);
        takeCheckpoint();

        source.add(1, 5_000);
        start(ResumeMode.NEWEST, each(strategy, source));
        pass(100);
        assertThat(split(0, 0).idle()).isFalse();
        assertThat(watermark(0)).isEqualTo(999);

        pass(500);
        assertThat(split(0, 0).idle()).isTrue();
        assertThat(watermark(0)).isEqualTo(4_999);
    }

    /** FLINK-7143 (21): splits are known by their ids, and each is read by one subtask, where it was, at any parallelism. */
    @Test
    void eachSplitIsReadOnceAfterARestoreAtAnotherParallelism() {
        for (int after : new int[] {1, 2, 3, 4}) {
            read.clear();
            parallelism = 2;
            TapSource five = tap(5);
            TapSource six = tap(6);
            start(each(timestamps(), five));
            for (int split = 0; split < 5; split++) {
                five.add(split, 10 + split, 20 + split);
                six.add(split, 10 + split, 20 + split, 30 + split);
            }
            six.add(5, 35);
            pass(100);
            assertThat(read).hasSize(10);
            takeCheckpoint();

            parallelism = after;
            start(ResumeMode.NEWEST, each(timestamps(), six));
            pass(100);
            assertThat(read.subList(10, read.size()))
                    .as("at parallelism %d", after)
                    .containsExactlyInAnyOrder(30L, 31L, 32L, 33L, 34L, 35L);
            master.cancel();
            host.runUntilQuiet();
        }
    }

    /** 65: idleness is measured in time that passes, and not by a clock that is set. */
    @ParameterizedTest
    @ValueSource(longs = {-3_600_000, 3_600_000})
    void aClockThatJumpsMakesNobodyIdleAndKeepsNobodyAwake(long jump) {
        TapSource source = tap(2);
        start(each(timestamps().withIdleness(Duration.ofMillis(300)), source));
        source.add(0, 100);
        source.add(1, 200);
        pass(100);
        world.jumpClock(jump);
        source.add(1, 300);
        pass(100);
        assertThat(split(0, 0).idle()).isFalse();
        assertThat(watermark(0)).isEqualTo(99);

        pass(500);
        assertThat(split(0, 0).idle()).isTrue();
        assertThat(watermark(0)).isEqualTo(299);
    }

    @Test
    void aSplitOfABoundedSourceThatWaitsForItsDataIsIdleToo() {
        TapSource source = new TapSource(2, Boundedness.BOUNDED);
        start(each(timestamps().withIdleness(Duration.ofMillis(300)), source));
        source.add(0, 100);
        source.add(1, 200);
        pass(200);
        assertThat(watermark(0)).isEqualTo(99);

        for (long time = 300; time < 1_300; time += 100) {
            source.add(1, time);
            pass(100);
        }
        assertThat(split(0, 0).idle()).isTrue();
        assertThat(split(0, 1).idle()).isFalse();
        assertThat(watermark(0)).isEqualTo(1_199);

        source.add(0, 150);
        pass(100);
        assertThat(split(0, 0).idle()).isFalse();
        assertThat(watermark(0)).isEqualTo(1_199);
    }

    /** FLINK-39167 (4): a source that is empty emits the last watermark, and the job ends. */
    @Test
    void anEmptySourceEndsWithTheLastWatermark() {
        TapSource source = new TapSource(0, Boundedness.BOUNDED);
        start(each(timestamps(), source));
        pass(100);

        assertThat(watermark(0)).isEqualTo(Long.MAX_VALUE);
        assertThat(master.status()).isEqualTo(JobStatus.FINISHED);
    }

    @Test
    void theStatusOfSplitsNamesTheOneThatHoldsTheWatermark() {
        TapSource source = tap(2);
        start(each(timestamps(), source));
        source.add(0, 100);
        source.add(1, 200);
        pass(100);

        assertThat(master.tasks().stream().map(OperatorTask::splits).flatMap(List::stream))
                .containsExactly(
                        new SplitStatus("tap-0", 99, false, false), new SplitStatus("tap-1", 199, false, false));
    }

    @Test
    void ingestionTimeIsTheProcessingTimeAtWhichAnElementCame() {
        TapSource source = tap(1);
        start(each(
                WatermarkStrategy.<Long>forMonotonousTimestamps().withTimestampAssigner(IngestionTimeAssigner::new),
                source));
        source.add(0, 7);
        pass(10);

        assertThat(watermark(0)).isEqualTo(world.clockMillis() - 1);
    }

    @Test
    void alignmentIsRefusedWhereNothingCanBePaused() {
        StreamExecutionEnvironment environment = StreamExecutionEnvironment.createLocalEnvironment(1);

        assertThatThrownBy(() -> environment.fromData(1L).assignTimestampsAndWatermarks(aligned()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("fromSource");
    }

    @Test
    void alignmentRefusesWhatMakesNoSense() {
        assertThatThrownBy(() -> timestamps().withWatermarkAlignment("g", Duration.ofMillis(-1)))
                .hasMessageContaining("'g'");
        assertThatThrownBy(() -> timestamps().withWatermarkAlignment("g", Duration.ZERO, Duration.ZERO))
                .hasMessageContaining("interval");
        assertThatThrownBy(() -> timestamps().withWatermarkAlignment("", Duration.ZERO))
                .hasMessageContaining("name");
    }
}
