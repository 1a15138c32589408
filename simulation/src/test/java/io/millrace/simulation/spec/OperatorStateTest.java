/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.simulation.spec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.function.CoMapFunction;
import io.millrace.function.Collector;
import io.millrace.function.MapFunction;
import io.millrace.process.CheckpointListener;
import io.millrace.process.CheckpointedFunction;
import io.millrace.process.FunctionInitializationContext;
import io.millrace.process.FunctionSnapshotContext;
import io.millrace.process.OpenContext;
import io.millrace.process.RichFlatMapFunction;
import io.millrace.process.RichMapFunction;
import io.millrace.simulation.HarnessSnapshot;
import io.millrace.simulation.TestHarness;
import io.millrace.simulation.TwoInputTestHarness;
import io.millrace.state.BroadcastState;
import io.millrace.state.ListState;
import io.millrace.state.ListStateDescriptor;
import io.millrace.state.MapStateDescriptor;
import io.millrace.state.StateTtlConfig;
import io.millrace.state.ValueState;
import io.millrace.state.ValueStateDescriptor;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

/** State that belongs to a subtask. */
class OperatorStateTest {
    private static final ListStateDescriptor<Integer> NUMBERS = new ListStateDescriptor<>("numbers", Integer.class);

    /** Puts each number into its state; answers with the subtask and all it knows. */
    private static class Remembering extends RichMapFunction<Integer, String> implements CheckpointedFunction {
        private final boolean union;
        private transient ListState<Integer> state;

        Remembering(boolean union) {
            this.union = union;
        }

        @Override
        public void initializeState(FunctionInitializationContext context) throws Exception {
            state = union
                    ? context.getOperatorStateStore().getUnionListState(NUMBERS)
                    : context.getOperatorStateStore().getListState(NUMBERS);
        }

        @Override
        public void snapshotState(FunctionSnapshotContext context) {}

        void clear() {
            state.clear();
        }

        @Override
        public String map(Integer value) throws Exception {
            if (value >= 0) {
                state.add(value);
            }
            List<Integer> known = new ArrayList<>();
            state.get().forEach(known::add);
            return getRuntimeContext().getTaskInfo().getIndexOfThisSubtask() + ":" + known;
        }
    }

    private static TestHarness<Integer, String> remembering(boolean union, int parallelism) {
        return TestHarness.of(stream -> stream.rebalance().map(new Remembering(union)), parallelism);
    }

    private static List<String> ask(TestHarness<Integer, String> harness, int times) {
        harness.clearOutput();
        for (int i = 0; i < times; i++) {
            harness.processElement(-1);
        }
        return harness.output().stream().sorted().toList();
    }

    private static HarnessSnapshot fiveNumbersIn(boolean union, int parallelism) {
        try (TestHarness<Integer, String> harness = remembering(union, parallelism)) {
            for (int number = 0; number < 5; number++) {
                harness.processElement(number);
            }
            return harness.snapshot();
        }
    }

    @Test
    void eachSubtaskGetsItsPartBackAtTheSameParallelism() {
        try (TestHarness<Integer, String> before = remembering(false, 2)) {
            for (int number = 0; number < 5; number++) {
                before.processElement(number);
            }
            List<String> known = ask(before, 2);
            HarnessSnapshot snapshot = before.snapshot();

            try (TestHarness<Integer, String> after = before.restore(snapshot, 2)) {
                assertThat(ask(after, 2)).isEqualTo(known).hasSize(2);
            }
        }
    }

    @Test
    void aListIsDealtOutOneByOneAtAnotherParallelism() {
        HarnessSnapshot snapshot = fiveNumbersIn(false, 1);
        try (TestHarness<Integer, String> any = remembering(false, 1);
                TestHarness<Integer, String> after = any.restore(snapshot, 3)) {
            assertThat(ask(after, 3)).containsExactly("0:[0, 3]", "1:[1, 4]", "2:[2]");

            try (TestHarness<Integer, String> again = any.restore(after.snapshot(), 1)) {
                assertThat(ask(again, 1)).containsExactly("0:[0, 3, 1, 4, 2]");
            }
        }
    }

    /** flink-agents #824 (20): a subtask writes its own elements alone, however many it has been given. */
    @Test
    void aUnionListReachesEverySubtaskAndIsWrittenOnce() {
        HarnessSnapshot snapshot = fiveNumbersIn(true, 1);
        try (TestHarness<Integer, String> any = remembering(true, 1);
                TestHarness<Integer, String> after = any.restore(snapshot, 2)) {
            assertThat(ask(after, 2)).containsExactly("0:[0, 1, 2, 3, 4]", "1:[0, 1, 2, 3, 4]");

            try (TestHarness<Integer, String> again = any.restore(after.snapshot(), 2)) {
                assertThat(ask(again, 2)).containsExactly("0:[0, 2, 4, 1, 3]", "1:[0, 2, 4, 1, 3]");
            }
        }
    }

    /** flink-agents #824 (20): what its owner has removed does not come back from a subtask that was given it, too. */
    @Test
    void anElementOfAUnionListThatItsOwnerRemovesIsGone() {
        AtomicBoolean removing = new AtomicBoolean();
        try (TestHarness<Integer, String> any =
                TestHarness.of(stream -> stream.rebalance().map(new Owning(removing.get())), 2)) {
            for (int number = 0; number < 4; number++) {
                any.processElement(number);
            }
            HarnessSnapshot snapshot = any.snapshot();
            removing.set(true);
            try (TestHarness<Integer, String> second = any.restore(snapshot, 2);
                    TestHarness<Integer, String> third = second.restore(second.snapshot(), 2)) {
                assertThat(ask(third, 2)).containsExactly("0:[1, 3]", "1:[1, 3]");
            }
        }
    }

    /** Its first subtask, when told so, forgets all at a checkpoint. */
    private static final class Owning extends Remembering {
        private final boolean removing;

        Owning(boolean removing) {
            super(true);
            this.removing = removing;
        }

        @Override
        public void snapshotState(FunctionSnapshotContext context) {
            if (removing && getRuntimeContext().getTaskInfo().getIndexOfThisSubtask() == 0) {
                clear();
            }
        }
    }

    @Test
    void stateThatNoFunctionDeclaresAnyMoreIsKept() {
        AtomicBoolean declared = new AtomicBoolean(true);
        try (TestHarness<Integer, String> first = TestHarness.of(stream -> declared.get()
                ? stream.map(new Remembering(false)).uid("op")
                : stream.map(number -> "plain").uid("op"))) {
            first.processElement(7);
            HarnessSnapshot snapshot = first.snapshot();
            declared.set(false);
            try (TestHarness<Integer, String> without = first.restore(snapshot, 1)) {
                HarnessSnapshot later = without.snapshot();
                declared.set(true);
                try (TestHarness<Integer, String> again = without.restore(later, 1)) {
                    assertThat(ask(again, 1)).containsExactly("0:[7]");
                }
            }
        }
    }

    /** Buffers in a field, in a function without a life cycle; puts the buffer into the state at checkpoints alone. */
    private static final class Buffering implements MapFunction<Integer, String>, CheckpointedFunction {
        private final List<Integer> buffer = new ArrayList<>();
        private transient ListState<Integer> state;
        private transient String start;

        @Override
        public void initializeState(FunctionInitializationContext context) throws Exception {
            state = context.getOperatorStateStore().getListState(NUMBERS);
            state.get().forEach(buffer::add);
            start = context.isRestored() + "@"
                    + context.getRestoredCheckpointId().orElse(-1);
        }

        @Override
        public void snapshotState(FunctionSnapshotContext context) throws Exception {
            state.update(buffer);
        }

        @Override
        public String map(Integer value) {
            buffer.add(value);
            return start + buffer;
        }
    }

    @Test
    void aFunctionWithoutALifeCycleKeepsStateAndKnowsWhereItStarted() {
        try (TestHarness<Integer, String> before = TestHarness.of(stream -> stream.map(new Buffering()))) {
            before.processElement(1);
            assertThat(before.output()).containsExactly("false@-1[1]");
            try (TestHarness<Integer, String> after = before.restore(before.snapshot(), 1)) {
                before.processElement(3);
                after.processElement(2);
                assertThat(after.output()).containsExactly("true@1[1, 2]");
            }
        }
    }

    /** Declares keyed state where it declares operator state. */
    private static final class CountingTwice extends RichFlatMapFunction<Integer, String>
            implements CheckpointedFunction {
        private transient ValueState<Integer> keyed;
        private transient ListState<Integer> all;

        @Override
        public void initializeState(FunctionInitializationContext context) throws Exception {
            keyed = context.getKeyedStateStore().getState(new ValueStateDescriptor<>("keyed", Integer.class));
            all = context.getOperatorStateStore().getListState(NUMBERS);
        }

        @Override
        public void snapshotState(FunctionSnapshotContext context) {}

        @Override
        public void flatMap(Integer value, Collector<String> out) throws Exception {
            keyed.update(keyed.value() == null ? 1 : keyed.value() + 1);
            all.add(value);
            int count = 0;
            for (int ignored : all.get()) {
                count++;
            }
            out.collect(value + " of its key: " + keyed.value() + ", of all: " + count);
        }
    }

    @Test
    void aKeyedFunctionHasKeyedAndOperatorState() {
        try (TestHarness<Integer, String> before =
                TestHarness.of(stream -> stream.keyBy(number -> number % 2).flatMap(new CountingTwice()))) {
            before.processElement(1);
            before.processElement(2);
            try (TestHarness<Integer, String> after = before.restore(before.snapshot(), 1)) {
                after.processElement(3);
                assertThat(after.output()).containsExactly("3 of its key: 2, of all: 3");
            }
        }
    }

    @Test
    void keyedStateIsRefusedWhereThereAreNoKeys() {
        assertThatThrownBy(() -> TestHarness.of(stream -> stream.map(new NeedsKeys())))
                .hasStackTraceContaining("which is not on a keyed stream. Call keyBy(...)");
    }

    private static final class NeedsKeys implements MapFunction<Object, Object>, CheckpointedFunction {
        @Override
        public void initializeState(FunctionInitializationContext context) {
            context.getKeyedStateStore().getState(new ValueStateDescriptor<>("keyed", Integer.class));
        }

        @Override
        public void snapshotState(FunctionSnapshotContext context) {}

        @Override
        public Object map(Object value) {
            return value;
        }
    }

    @Test
    void aListThatBecomesAUnionIsRefusedByName() {
        AtomicBoolean union = new AtomicBoolean();
        try (TestHarness<Integer, String> first = TestHarness.of(
                stream -> stream.map(new Remembering(union.get())).uid("op"))) {
            first.processElement(7);
            HarnessSnapshot snapshot = first.snapshot();
            union.set(true);

            assertThatThrownBy(() -> first.restore(snapshot, 1))
                    .hasStackTraceContaining("State 'numbers' of operator 'Map' is a plain list")
                    .hasStackTraceContaining("another name");
        }
    }

    @Test
    void aTimeToLiveIsRefused() {
        assertThatThrownBy(() -> TestHarness.of(stream -> stream.map(new Expiring())))
                .hasStackTraceContaining("has a time to live, which only keyed state can have");
    }

    private static final class Expiring implements MapFunction<Object, Object>, CheckpointedFunction {
        @Override
        public void initializeState(FunctionInitializationContext context) throws Exception {
            ListStateDescriptor<Integer> descriptor = new ListStateDescriptor<>("numbers", Integer.class);
            descriptor.enableTimeToLive(
                    StateTtlConfig.newBuilder(Duration.ofSeconds(1)).build());
            context.getOperatorStateStore().getListState(descriptor);
        }

        @Override
        public void snapshotState(FunctionSnapshotContext context) {}

        @Override
        public Object map(Object value) {
            return value;
        }
    }

    /** Keeps in broadcast state what every subtask sees. */
    private static final class Broadcasting implements MapFunction<Integer, String>, CheckpointedFunction {
        private transient BroadcastState<Integer, Integer> seen;

        @Override
        public void initializeState(FunctionInitializationContext context) throws Exception {
            seen = context.getOperatorStateStore()
                    .getBroadcastState(new MapStateDescriptor<>("seen", Integer.class, Integer.class));
        }

        @Override
        public void snapshotState(FunctionSnapshotContext context) {}

        @Override
        public String map(Integer value) {
            seen.put(value, value);
            List<Integer> all = new ArrayList<>();
            seen.entries().forEach(entry -> all.add(entry.getKey()));
            return all.toString();
        }
    }

    @Test
    void broadcastStateReachesEverySubtaskOfAnyFunction() {
        try (TestHarness<Integer, String> before =
                TestHarness.of(stream -> stream.broadcast().map(new Broadcasting()), 2)) {
            before.processElement(1);
            try (TestHarness<Integer, String> after = before.restore(before.snapshot(), 3)) {
                after.processElement(2);
                assertThat(after.output()).containsExactly("[1, 2]", "[1, 2]", "[1, 2]");
            }
        }
    }

    /** Tells what it found when it was opened. */
    private static final class Opening extends RichMapFunction<Integer, String> implements CheckpointedFunction {
        private final List<String> events = new ArrayList<>();
        private transient ListState<Integer> state;

        @Override
        public void initializeState(FunctionInitializationContext context) throws Exception {
            state = context.getOperatorStateStore().getListState(NUMBERS);
            events.add("initialize");
        }

        @Override
        public void open(OpenContext context) throws Exception {
            events.add("open with " + state.get());
        }

        @Override
        public void snapshotState(FunctionSnapshotContext context) {}

        @Override
        public String map(Integer value) {
            state.add(value);
            return events.toString();
        }
    }

    @Test
    void aFunctionIsOpenedBehindItsRestoreAndBeforeItsFirstRecord() {
        try (TestHarness<Integer, String> before = TestHarness.of(stream -> stream.map(new Opening()))) {
            before.processElement(7);
            assertThat(before.output()).containsExactly("[initialize, open with []]");
            try (TestHarness<Integer, String> after = before.restore(before.snapshot(), 1)) {
                after.processElement(8);
                assertThat(after.output()).containsExactly("[initialize, open with [7]]");
            }
        }
    }

    /** Tells which checkpoint it has heard of. */
    private static final class Listening implements MapFunction<Integer, String>, CheckpointListener {
        private final List<Long> complete = new ArrayList<>();

        @Override
        public void notifyCheckpointComplete(long checkpointId) {
            complete.add(checkpointId);
        }

        @Override
        public String map(Integer value) {
            return complete.toString();
        }
    }

    @Test
    void aFunctionHearsOfCheckpointsThatAreComplete() {
        try (TestHarness<Integer, String> harness = TestHarness.of(stream -> stream.map(new Listening()))) {
            harness.processElement(1);
            harness.snapshot();
            harness.processElement(2);
            harness.snapshot();
            harness.processElement(3);

            assertThat(harness.output()).containsExactly("[]", "[1]", "[1, 2]");
        }
    }

    @Test
    void functionsOfConnectedStreamsKeepOperatorState() {
        try (TwoInputTestHarness<Integer, Integer, String> before =
                TwoInputTestHarness.of((left, right) -> left.connect(right).map(new CoBuffering()))) {
            before.processElement1(1, 0);
            before.processElement2(2, 0);
            try (TwoInputTestHarness<Integer, Integer, String> after = before.restore(before.snapshot(), 1)) {
                after.processElement1(3, 0);
                assertThat(after.output()).containsExactly("[1, 2, 3]");
            }
        }
    }

    private static final class CoBuffering implements CoMapFunction<Integer, Integer, String>, CheckpointedFunction {
        private transient ListState<Integer> state;

        @Override
        public void initializeState(FunctionInitializationContext context) throws Exception {
            state = context.getOperatorStateStore().getListState(NUMBERS);
        }

        @Override
        public void snapshotState(FunctionSnapshotContext context) {}

        @Override
        public String map1(Integer value) throws Exception {
            state.add(value);
            return state.get().toString();
        }

        @Override
        public String map2(Integer value) throws Exception {
            return map1(value);
        }
    }
}
