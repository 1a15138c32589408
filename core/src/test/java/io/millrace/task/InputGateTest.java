/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.task;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.data.CheckpointBarrier;
import io.millrace.data.EndOfInput;
import io.millrace.data.IdleStatus;
import io.millrace.data.RecordBatch;
import io.millrace.data.StreamElement;
import io.millrace.data.Watermark;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;

/** What a task sees of its channels, told with records that know their channel and how many barriers came before them. */
class InputGateTest {
    private static final int CHECKPOINTS = 4;

    private record Row(int channel, long barriersBefore) {}

    /** A queue that somebody else fills. */
    private static final class Queue implements Channel {
        private final ArrayDeque<StreamElement> elements = new ArrayDeque<>();
        private int mostRows;

        @Override
        public void add(StreamElement element) {
            elements.add(element);
        }

        @Override
        public @Nullable StreamElement poll() {
            return elements.poll();
        }

        @Override
        public boolean isEmpty() {
            return elements.isEmpty();
        }

        @Override
        public boolean isAboveMark() {
            return false;
        }

        @Override
        public void setMostRows(int rows) {
            mostRows = rows;
        }

        @Override
        public int mostRows() {
            return mostRows;
        }
    }

    private static Queue[] queues(int count) {
        Queue[] queues = new Queue[count];
        for (int i = 0; i < count; i++) {
            queues[i] = new Queue();
        }
        return queues;
    }

    private static InputGate gate(Queue... queues) {
        return new InputGate(queues, new int[queues.length], Long.MIN_VALUE, SchedulingPolicy.IN_TURN);
    }

    private static CheckpointBarrier barrier(long checkpoint) {
        return new CheckpointBarrier(checkpoint, -1);
    }

    private static StreamElement batch(int channel, long barriersBefore) {
        RecordBatch batch = new RecordBatch();
        batch.append(new Row(channel, barriersBefore), 0);
        return batch;
    }

    private static List<StreamElement> drain(InputGate gate) {
        return drain(gate, 1 << 20);
    }

    private static List<StreamElement> drain(InputGate gate, int mostRows) {
        List<StreamElement> all = new ArrayList<>();
        for (StreamElement element = gate.poll(mostRows); element != null; element = gate.poll(mostRows)) {
            all.add(element);
        }
        return all;
    }

    /** FLINK-20645 (22): what lies in front of a barrier is seen before it and what lies behind it after, in any order of arrival. */
    @RepeatedTest(200)
    void aBarrierPassesOnceBetweenWhatLiesBeforeAndBehindItWhateverTheOrder(RepetitionInfo repetition) {
        Random random = new Random(repetition.getCurrentRepetition());
        Queue[] queues = queues(1 + random.nextInt(4));
        List<ArrayDeque<StreamElement>> scripts = new ArrayList<>();
        for (int channel = 0; channel < queues.length; channel++) {
            scripts.add(script(channel, random));
        }
        InputGate gate = new InputGate(queues, new int[queues.length], Long.MIN_VALUE, new SchedulingPolicy() {
            @Override
            public int firstChannel(int channels, int inTurn) {
                return random.nextInt(channels);
            }
        });

        long written = scripts.stream()
                .flatMap(ArrayDeque::stream)
                .filter(RecordBatch.class::isInstance)
                .count();
        List<StreamElement> seen = new ArrayList<>();
        while (scripts.stream().anyMatch(script -> !script.isEmpty())) {
            int channel = random.nextInt(queues.length);
            StreamElement element = scripts.get(channel).poll();
            if (element != null) {
                queues[channel].add(element);
            }
            if (random.nextBoolean()) {
                seen.addAll(drain(gate));
            }
        }
        seen.addAll(drain(gate));

        assertThat(seen).filteredOn(RecordBatch.class::isInstance).hasSize((int) written);
        assertThat(seen.get(seen.size() - 1)).isEqualTo(EndOfInput.INSTANCE);
        long barriers = 0;
        for (StreamElement element : seen) {
            if (element instanceof CheckpointBarrier barrier) {
                assertThat(barrier.checkpointId()).isEqualTo(++barriers);
            } else if (element instanceof RecordBatch rows) {
                assertThat(((Row) rows.values[0]).barriersBefore()).isEqualTo(barriers);
            }
        }
    }

    /** Records and barriers; the channel may end anywhere between them. */
    private static ArrayDeque<StreamElement> script(int channel, Random random) {
        ArrayDeque<StreamElement> script = new ArrayDeque<>();
        int endsAfter = random.nextInt(2 * CHECKPOINTS);
        for (long barriers = 0; barriers <= Math.min(endsAfter, CHECKPOINTS); barriers++) {
            if (barriers > 0) {
                script.add(barrier(barriers));
            }
            for (int rows = random.nextInt(3); rows > 0; rows--) {
                script.add(batch(channel, barriers));
            }
        }
        script.add(EndOfInput.INSTANCE);
        return script;
    }

    @Test
    void aBatchOfTooManyRowsComesInPiecesInFrontOfEverythingElse() {
        Queue[] queues = queues(2);
        RecordBatch rows = new RecordBatch();
        rows.longKeys = new long[rows.capacity()];
        rows.kinds = new byte[rows.capacity()];
        for (int row = 0; row < 5; row++) {
            rows.longKeys[row] = 10L + row;
            rows.kinds[row] = (byte) (row % 4);
            rows.append("row " + row, 100L + row);
        }
        InputGate gate = new InputGate(queues, new int[] {0, 1}, Long.MIN_VALUE, SchedulingPolicy.IN_TURN);
        queues[0].add(rows);
        queues[1].add(barrier(1));
        queues[0].add(barrier(1));

        RecordBatch first = (RecordBatch) gate.poll(3);
        assertThat(gate.lastInput()).isZero();
        assertThat(gate.hasElement()).isTrue();
        RecordBatch second = (RecordBatch) gate.poll(2);

        assertThat(first.values).containsExactly("row 0", "row 1", "row 2");
        assertThat(second.values).containsExactly("row 3", "row 4");
        assertThat(second.size).isEqualTo(2);
        assertThat(second.timestamps).containsExactly(103, 104);
        assertThat(second.longKeys).containsExactly(13, 14);
        assertThat(second.kinds).containsExactly(3, 0);
        assertThat(drain(gate)).containsExactly(barrier(1));
    }

    @Test
    void whatMayWaitIsSharedOutAmongTheLiveChannels() {
        Queue[] queues = queues(3);
        InputGate gate = gate(queues);
        gate.setMostRows(30);
        assertThat(queues).extracting(Channel::mostRows).containsExactly(10, 10, 10);

        queues[1].add(EndOfInput.INSTANCE);
        drain(gate);
        gate.setMostRows(30);
        assertThat(queues[2].mostRows()).isEqualTo(15);

        gate.setMostRows(1);
        assertThat(queues[2].mostRows()).isEqualTo(1);
    }

    @Test
    void aChannelWhoseBarrierHasComeIsNotReadUntilAllBarriersHave() {
        Queue[] queues = queues(2);
        InputGate gate = gate(queues);
        queues[0].add(barrier(7));
        queues[0].add(batch(0, 1));
        assertThat(drain(gate)).isEmpty();
        assertThat(gate.aligning()).isEqualTo(7);
        assertThat(gate.hasElement()).isFalse();

        queues[1].add(barrier(7));
        assertThat(drain(gate)).first().isEqualTo(barrier(7));
        assertThat(gate.aligning()).isEqualTo(-1);
    }

    /** FLINK-20645 (22): the end of a channel stands for its barrier, and no barrier follows the end of the input. */
    @Test
    void aChannelThatEndsWhileABarrierIsAlignedHoldsItNoLonger() {
        Queue[] queues = queues(2);
        InputGate gate = gate(queues);
        queues[0].add(barrier(1));
        queues[0].add(EndOfInput.INSTANCE);
        assertThat(drain(gate)).isEmpty();

        queues[1].add(EndOfInput.INSTANCE);
        assertThat(drain(gate)).containsExactly(barrier(1), new Watermark(Long.MAX_VALUE), EndOfInput.INSTANCE);
    }

    @Test
    void watermarksBehindABarrierDoNotPassIt() {
        Queue[] queues = queues(2);
        InputGate gate = gate(queues);
        queues[0].add(barrier(1));
        queues[0].add(new Watermark(10));
        queues[1].add(new Watermark(10));
        assertThat(drain(gate)).isEmpty();

        queues[1].add(barrier(1));
        assertThat(drain(gate)).containsExactly(barrier(1), new Watermark(10));
    }

    @Test
    void aLaterBarrierEndsTheAlignmentOfOneThatWasGivenUp() {
        Queue[] queues = queues(3);
        InputGate gate = gate(queues);
        StreamElement between = batch(0, 1);
        queues[0].add(barrier(1));
        queues[0].add(between);
        assertThat(drain(gate)).isEmpty();

        queues[1].add(barrier(2)); // which has never had the first
        assertThat(drain(gate)).containsExactly(between);
        queues[2].add(barrier(1));
        queues[2].add(barrier(2));
        assertThat(drain(gate)).isEmpty();
        assertThat(gate.aligning()).isEqualTo(2);

        queues[0].add(barrier(2));
        assertThat(drain(gate)).containsExactly(barrier(2));
        assertThat(gate.aligning()).isEqualTo(-1);
    }

    /** FLINK-22926 (2): readers hear that an input is idle when all of it is, and that it is awake with its first channel. */
    @Test
    void idlenessIsPassedOnWhenAllChannelsAreIdleAndEndsWithTheFirstThatWakesUp() {
        Queue[] queues = queues(2);
        InputGate gate = gate(queues);
        queues[0].add(IdleStatus.IDLE);
        assertThat(drain(gate)).isEmpty();
        queues[1].add(IdleStatus.IDLE);
        assertThat(drain(gate)).containsExactly(IdleStatus.IDLE);

        queues[0].add(IdleStatus.ACTIVE);
        queues[0].add(batch(0, 0));
        assertThat(drain(gate)).first().isEqualTo(IdleStatus.ACTIVE);
    }
}
