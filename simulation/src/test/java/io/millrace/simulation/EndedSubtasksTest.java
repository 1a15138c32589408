/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.connector.Boundedness;
import io.millrace.graph.JobConfiguration.ResumeMode;
import io.millrace.process.CheckpointedFunction;
import io.millrace.process.FunctionInitializationContext;
import io.millrace.process.FunctionSnapshotContext;
import io.millrace.process.RichMapFunction;
import io.millrace.state.BroadcastState;
import io.millrace.state.ListState;
import io.millrace.state.ListStateDescriptor;
import io.millrace.state.MapStateDescriptor;
import io.millrace.task.JobStatus;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Checkpoints of jobs of which a part has ended: what that part knew is in them, and is told once. */
class EndedSubtasksTest extends TapJob {
    private final List<String> known = new ArrayList<>();

    /** Keeps each element in every kind of state that belongs to a subtask; answers with all it knows. */
    private static final class Remembering extends RichMapFunction<Long, String> implements CheckpointedFunction {
        private transient ListState<Long> list;
        private transient ListState<Long> union;
        private transient BroadcastState<Long, Long> broadcast;

        @Override
        public void initializeState(FunctionInitializationContext context) throws Exception {
            list = context.getOperatorStateStore().getListState(new ListStateDescriptor<>("list", Long.class));
            union = context.getOperatorStateStore().getUnionListState(new ListStateDescriptor<>("union", Long.class));
            broadcast = context.getOperatorStateStore()
                    .getBroadcastState(new MapStateDescriptor<>("broadcast", Long.class, Long.class));
        }

        @Override
        public void snapshotState(FunctionSnapshotContext context) {}

        @Override
        public String map(Long value) throws Exception {
            if (value < 1_000) {
                list.add(value);
                union.add(value);
                broadcast.put(value % 2, value);
            }
            return "list " + sorted(list.get()) + " union " + sorted(union.get()) + " broadcast " + broadcast.get(0L);
        }

        private static String sorted(Iterable<Long> elements) {
            List<Long> all = new ArrayList<>();
            elements.forEach(all::add);
            assertThat(all).doesNotHaveDuplicates();
            return new TreeSet<>(all).toString();
        }
    }

    private void remember() {
        operators = stream -> stream.map(new Remembering()).map(text -> {
            known.add(text);
            return 0L;
        });
    }

    /** The first subtask has read 100 and 110 and has ended; the second has read 101 and waits. */
    private TapSource startAndEndTheFirstSubtask() {
        remember();
        parallelism = 2;
        TapSource source = new TapSource(2, Boundedness.BOUNDED);
        start(each(timestamps(), source));
        source.add(0, 100, 110);
        source.add(1, 101);
        source.end(0);
        pass(100);
        assertThat(master.status()).isEqualTo(JobStatus.RUNNING);
        assertThat(read).containsExactlyInAnyOrder(100L, 110L, 101L);
        return source;
    }

    private void restart(TapSource source, int newParallelism) {
        known.clear();
        parallelism = newParallelism;
        start(ResumeMode.NEWEST, each(timestamps(), source));
    }

    /** FLIP-147, FLINK-24098 (20): subtasks that have ended give their elements to checkpoints, and each element once. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3})
    void aUnionListHoldsTheElementsOfSubtasksThatHaveEnded(int newParallelism) {
        TapSource source = startAndEndTheFirstSubtask();
        takeCheckpoint();
        restart(source, newParallelism);
        takeCheckpoint();
        restart(source, newParallelism);
        source.add(1, 1_000);
        pass(100);

        assertThat(known).hasSize(1);
        assertThat(known.get(0)).contains("union [100, 101, 110]");
    }

    /** FLINK-23475 (20): broadcast state is there whichever subtasks had ended, at any parallelism. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3})
    void broadcastStateOfAJobThatHasEndedInPartIsRestored(int newParallelism) {
        TapSource source = startAndEndTheFirstSubtask();
        takeCheckpoint();
        restart(source, newParallelism);
        source.add(1, 1_000);
        pass(100);

        assertThat(known).hasSize(1);
        assertThat(known.get(0)).endsWith("broadcast 110");
    }

    /** FLIP-147 (20): a plain list loses nothing, either. */
    @Test
    void aListOfAJobThatHasEndedInPartIsSharedOutAgain() {
        TapSource source = startAndEndTheFirstSubtask();
        takeCheckpoint();
        restart(source, 1);
        source.add(1, 1_000);
        pass(100);

        assertThat(known).hasSize(1);
        assertThat(known.get(0)).contains("list [100, 101, 110]");
    }

    /** FLIP-147: what has ended does not begin again, and the job ends with the rest of it. */
    @Test
    void aSplitThatWasReadToItsEndIsNotReadAgain() {
        TapSource source = startAndEndTheFirstSubtask();
        takeCheckpoint();
        read.clear();
        restart(source, 2);
        source.add(1, 102);
        source.end(1);
        pass(100);

        assertThat(read).containsExactly(102L);
        assertThat(master.status()).isEqualTo(JobStatus.FINISHED);
    }
}
