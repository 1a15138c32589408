/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.simulation.spec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.function.Collector;
import io.millrace.process.KeyedProcessFunction;
import io.millrace.process.OpenContext;
import io.millrace.simulation.EmittedRecord;
import io.millrace.simulation.HarnessSnapshot;
import io.millrace.simulation.TestHarness;
import io.millrace.state.ListState;
import io.millrace.state.ListStateDescriptor;
import io.millrace.state.MapState;
import io.millrace.state.MapStateDescriptor;
import io.millrace.state.StateTtlConfig;
import io.millrace.state.ValueState;
import io.millrace.state.ValueStateDescriptor;
import io.millrace.time.TimeDomain;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class KeyedProcessTest {
    /** An order to the function: what to do, and with what number. */
    public record Command(String key, String action, long number) {}

    private static TestHarness<Command, String> harness(int parallelism) {
        return TestHarness.of(stream -> stream.keyBy(Command::key).process(new Timers()), parallelism);
    }

    /** Does with timers what commands say, and tells what fires. */
    private static final class Timers extends KeyedProcessFunction<String, Command, String> {
        @Override
        public void processElement(Command value, Context ctx, Collector<String> out) {
            switch (value.action()) {
                case "event" -> ctx.timerService().registerEventTimeTimer(value.number());
                case "processing" -> ctx.timerService().registerProcessingTimeTimer(value.number());
                case "delete event" -> ctx.timerService().deleteEventTimeTimer(value.number());
                case "delete processing" -> ctx.timerService().deleteProcessingTimeTimer(value.number());
                case "time" -> out.collect(ctx.timerService().currentWatermark() + "");
                default -> throw new IllegalArgumentException(value.action());
            }
        }

        @Override
        public void onTimer(long timestamp, OnTimerContext ctx, Collector<String> out) {
            String domain = ctx.timeDomain() == TimeDomain.EVENT_TIME ? "event" : "processing";
            out.collect(ctx.getCurrentKey() + " " + domain + " " + timestamp);
            if (timestamp == 1_000) {
                ctx.timerService().registerEventTimeTimer(1_001);
            }
        }
    }

    @Test
    void anEventTimeTimerFiresWhenTheWatermarkReachesIt() {
        try (TestHarness<Command, String> harness = harness(1)) {
            harness.processElement(new Command("a", "event", 10), 1);
            harness.processWatermark(9);
            assertThat(harness.output()).isEmpty();

            harness.processWatermark(10);
            assertThat(harness.outputRecords()).containsExactly(new EmittedRecord<>("a event 10", 10));
        }
    }

    @Test
    void aTimerRegisteredTwiceFiresOnceForItsKey() {
        try (TestHarness<Command, String> harness = harness(1)) {
            harness.processElement(new Command("a", "event", 10), 1);
            harness.processElement(new Command("a", "event", 10), 2);
            harness.processElement(new Command("b", "event", 10), 3);
            harness.processWatermark(20);

            assertThat(harness.output()).containsExactly("a event 10", "b event 10");
        }
    }

    @Test
    void timersFireInTheOrderOfTheirTime() {
        try (TestHarness<Command, String> harness = harness(1)) {
            for (long time : new long[] {30, -5, 20, 10, 25}) {
                harness.processElement(new Command("k" + time, "event", time), 1);
            }
            harness.processWatermark(100);

            assertThat(harness.output())
                    .containsExactly("k-5 event -5", "k10 event 10", "k20 event 20", "k25 event 25", "k30 event 30");
        }
    }

    @Test
    void aDeletedTimerDoesNotFire() {
        try (TestHarness<Command, String> harness = harness(1)) {
            harness.processElement(new Command("a", "event", 10), 1);
            harness.processElement(new Command("a", "event", 11), 1);
            harness.processElement(new Command("a", "delete event", 10), 1);
            harness.processElement(new Command("a", "processing", 5), 1);
            harness.processElement(new Command("a", "delete processing", 5), 1);
            harness.processWatermark(20);
            harness.setProcessingTime(20);

            assertThat(harness.output()).containsExactly("a event 11");
        }
    }

    @Test
    void aTimerInThePastFiresAtTheNextAdvance() {
        try (TestHarness<Command, String> harness = harness(1)) {
            harness.processWatermark(50);
            harness.processElement(new Command("a", "event", 10), 60);
            assertThat(harness.output()).isEmpty();

            harness.processWatermark(51);
            assertThat(harness.output()).containsExactly("a event 10");
        }
    }

    @Test
    void aTimerMayRegisterAnotherThatIsDueAtOnce() {
        try (TestHarness<Command, String> harness = harness(1)) {
            harness.processElement(new Command("a", "event", 1_000), 1);
            harness.processWatermark(2_000);

            assertThat(harness.output()).containsExactly("a event 1000", "a event 1001");
        }
    }

    @Test
    void timersFireBeforeTheWatermarkIsPassedOn() {
        try (TestHarness<Command, String> harness = TestHarness.of(stream -> stream.keyBy(Command::key)
                .process(new Timers())
                .keyBy(text -> text)
                .process(new SeenAt()))) {
            harness.processWatermark(3);
            harness.processElement(new Command("a", "event", 10), 5);
            harness.processWatermark(10);

            assertThat(harness.output()).containsExactly("a event 10 seen at 3");
        }
    }

    private static final class SeenAt extends KeyedProcessFunction<String, String, String> {
        @Override
        public void processElement(String value, Context ctx, Collector<String> out) {
            out.collect(value + " seen at " + ctx.timerService().currentWatermark());
        }
    }

    @Test
    void aProcessingTimeTimerFiresWhenTheClockReachesIt() {
        try (TestHarness<Command, String> harness = harness(1)) {
            harness.processElement(new Command("a", "processing", 100), 1);
            harness.setProcessingTime(99);
            assertThat(harness.output()).isEmpty();

            harness.setProcessingTime(100);
            assertThat(harness.output()).containsExactly("a processing 100");
        }
    }

    /** 65: a timer fires once, when the clock shows its time or a later one, whatever it shows before and afterwards. */
    @Test
    void aProcessingTimeTimerFiresOnceThoughTheClockJumps() {
        try (TestHarness<Command, String> harness = harness(1)) {
            harness.setProcessingTime(1_000);
            harness.processElement(new Command("a", "processing", 1_100), 1);
            harness.setProcessingTime(200);
            harness.processElement(new Command("b", "processing", 300), 1);
            harness.setProcessingTime(299);
            assertThat(harness.output()).isEmpty();

            harness.setProcessingTime(50_000);
            assertThat(harness.output()).containsExactly("b processing 300", "a processing 1100");
            harness.setProcessingTime(1_000);
            harness.setProcessingTime(50_000);
            assertThat(harness.output()).hasSize(2);
        }
    }

    @Test
    void allEventTimeTimersFireBeforeTheJobEnds() {
        try (TestHarness<Command, String> harness = harness(2)) {
            harness.processElement(new Command("a", "event", Long.MAX_VALUE), 1);
            harness.processElement(new Command("b", "event", 1_000_000), 1);
            harness.endInput();

            assertThat(harness.output()).containsExactlyInAnyOrder("a event " + Long.MAX_VALUE, "b event 1000000");
            assertThat(harness.isFinished()).isTrue();
        }
    }

    /** FLINK-21486, FLINK-21344, FLINK-15406 (17): timers are state of their keys, and go where the keys go. */
    @Test
    void timersOfBothKindsSurviveARestoreAtAnotherParallelism() {
        try (TestHarness<Command, String> harness = harness(1)) {
            for (int key = 0; key < 20; key++) {
                harness.processElement(new Command("k" + key, "event", 10), 1);
                harness.processElement(new Command("k" + key, "processing", 1_000), 1);
            }
            HarnessSnapshot snapshot = harness.snapshot();

            try (TestHarness<Command, String> restored = harness.restore(snapshot, 3)) {
                restored.processWatermark(10);
                assertThat(restored.output()).hasSize(20).contains("k0 event 10", "k19 event 10");
                restored.setProcessingTime(1_000);
                assertThat(restored.output()).hasSize(40).contains("k0 processing 1000");
            }
        }
    }

    /** FLINK-26063 (16): a deleted timer stays deleted, and a restored one can be deleted, wherever its key group is now. */
    @Test
    void timersCanBeDeletedBeforeAndAfterARestoreAtAnotherParallelism() {
        try (TestHarness<Command, String> harness = harness(3)) {
            for (int key = 0; key < 20; key++) {
                harness.processElement(new Command("k" + key, "event", 10), 1);
                harness.processElement(new Command("k" + key, "event", 20), 1);
                harness.processElement(new Command("k" + key, "delete event", 10), 1);
            }
            HarnessSnapshot snapshot = harness.snapshot();

            try (TestHarness<Command, String> restored = harness.restore(snapshot, 2)) {
                for (int key = 1; key < 20; key++) {
                    restored.processElement(new Command("k" + key, "delete event", 20), 1);
                }
                restored.processWatermark(30);
                assertThat(restored.output()).containsExactly("k0 event 20");
                assertThat(restored.numKeyedStateEntries()).isZero();
            }
        }
    }

    /** Semantics (19): keys would be looked for in other groups than they were written to. */
    @Test
    void anotherNumberOfKeyGroupsIsRefused() {
        int[] maxParallelism = {16};
        try (TestHarness<Command, String> harness = TestHarness.of(stream -> {
            stream.getExecutionEnvironment().setMaxParallelism(maxParallelism[0]);
            return stream.keyBy(Command::key).process(new Timers());
        })) {
            harness.processElement(new Command("a", "event", 10), 1);
            HarnessSnapshot snapshot = harness.snapshot();
            maxParallelism[0] = 32;

            assertThatThrownBy(() -> harness.restore(snapshot, 1).close())
                    .hasMessageContaining("16 key groups")
                    .hasMessageContaining("Set the max parallelism back to 16");
        }
    }

    /** A source repeats the watermark it had come to, and that is no advance. */
    @Test
    void aTimerInThePastFiresAtTheNextAdvanceAfterARestoreToo() {
        try (TestHarness<Command, String> harness = harness(1)) {
            harness.processWatermark(7);
            harness.processElement(new Command("a", "event", 5), 9);
            HarnessSnapshot snapshot = harness.snapshot();

            try (TestHarness<Command, String> restored = harness.restore(snapshot, 2)) {
                restored.processWatermark(7);
                assertThat(restored.output()).isEmpty();
                restored.processWatermark(8);
                assertThat(restored.output()).containsExactly("a event 5");
            }
        }
    }

    /** FLINK-36663 (5): what an operator knew of event time is not forgotten. */
    @Test
    void theWatermarkOfAKeyedOperatorSurvivesARestore() {
        try (TestHarness<Command, String> harness = harness(1)) {
            harness.processWatermark(77);
            HarnessSnapshot snapshot = harness.snapshot();

            try (TestHarness<Command, String> restored = harness.restore(snapshot, 2)) {
                restored.processElement(new Command("a", "time", 0), 1);
                assertThat(restored.output()).containsExactly("77");
            }
        }
    }

    @Test
    void aRestoredSourceThatStartsLowerDoesNotPullAFusedOperatorBack() {
        try (TestHarness<Command, String> harness = harness(1)) {
            harness.processWatermark(77);
            HarnessSnapshot snapshot = harness.snapshot();

            try (TestHarness<Command, String> restored = harness.restore(snapshot, 1)) {
                restored.processWatermark(20);
                restored.processElement(new Command("a", "time", 0), 1);
                assertThat(restored.output()).containsExactly("77");
            }
        }
    }

    @Test
    void firingMoreTimersThanAStepTakesLosesNone() {
        int keys = 40_000;
        try (TestHarness<Command, String> harness = TestHarness.of(stream -> stream.<Command>flatMap((value, out) -> {
                    for (int key = 0; key < keys; key++) {
                        out.collect(new Command("k" + key, "event", 5));
                    }
                })
                .keyBy(Command::key)
                .process(new Timers()))) {
            harness.processElement(new Command("", "", 0), 1);
            harness.endInput();

            assertThat(harness.output()).hasSize(keys).doesNotHaveDuplicates();
            assertThat(harness.watermarks()).containsExactly(Long.MAX_VALUE);
            assertThat(harness.isFinished()).isTrue();
        }
    }

    /** Has states of the names that the timers have in snapshots. */
    private static final class Misleading extends KeyedProcessFunction<String, Command, String> {
        private transient ListState<Long> eventTimers;
        private transient ValueState<Long> processingTimers;

        @Override
        public void open(OpenContext context) {
            eventTimers = getRuntimeContext().getListState(new ListStateDescriptor<>("eventTimers", Long.class));
            processingTimers = getRuntimeContext().getState(new ValueStateDescriptor<>("processingTimers", Long.class));
        }

        @Override
        public void processElement(Command command, Context ctx, Collector<String> out) {
            if (command.action().equals("add")) {
                eventTimers.add(command.number());
                processingTimers.update(command.number());
                ctx.timerService().registerEventTimeTimer(100);
            } else {
                out.collect(eventTimers.get() + " " + processingTimers.value());
            }
        }

        @Override
        public void onTimer(long timestamp, OnTimerContext ctx, Collector<String> out) {
            out.collect("timer " + timestamp);
        }
    }

    /** FLINK-19741 (18): what a function keeps is not read as timers, nor timers as what it keeps. */
    @Test
    void stateIsNotTakenForTimersThoughItHasTheirNames() {
        try (TestHarness<Command, String> harness =
                TestHarness.of(stream -> stream.keyBy(Command::key).process(new Misleading()))) {
            harness.processElement(new Command("a", "add", 5), 0);
            HarnessSnapshot snapshot = harness.snapshot();

            for (int parallelism : new int[] {1, 3}) {
                try (TestHarness<Command, String> restored = harness.restore(snapshot, parallelism)) {
                    restored.setProcessingTime(50);
                    restored.processWatermark(50);
                    assertThat(restored.output()).isEmpty();

                    restored.processElement(new Command("a", "show", 0), 0);
                    restored.processWatermark(100);
                    assertThat(restored.output()).containsExactly("[5] 5", "timer 100");
                }
            }
        }
    }

    // State

    private abstract static class Stateful extends KeyedProcessFunction<String, Command, String> {
        transient ValueState<Long> value;
        transient ListState<Long> list;
        transient MapState<String, Long> map;

        @Override
        public void open(OpenContext context) {
            value = getRuntimeContext().getState(new ValueStateDescriptor<>("value", Long.class));
            list = getRuntimeContext().getListState(new ListStateDescriptor<>("list", Long.class));
            map = getRuntimeContext().getMapState(new MapStateDescriptor<>("map", String.class, Long.class));
        }
    }

    /** Adds to all states, or clears them. */
    private static final class Adding extends Stateful {
        @Override
        public void processElement(Command command, Context ctx, Collector<String> out) {
            switch (command.action()) {
                case "add" -> {
                    Long before = value.value();
                    value.update(before == null ? command.number() : before + command.number());
                    list.add(command.number());
                    map.put("n" + command.number() % 3, command.number());
                }
                case "clear" -> {
                    value.clear();
                    list.clear();
                    map.clear();
                }
                default -> {
                    List<Long> elements = new ArrayList<>();
                    list.get().forEach(elements::add);
                    List<String> entries = new ArrayList<>();
                    map.entries().forEach(entry -> entries.add(entry.getKey() + "=" + entry.getValue()));
                    out.collect(command.key() + " " + value.value() + " " + elements + " " + entries);
                }
            }
        }
    }

    private static TestHarness<Command, String> adding() {
        return TestHarness.of(stream -> stream.keyBy(Command::key).process(new Adding()), 1);
    }

    @Test
    void eachKeyHasStateOfItsOwn() {
        try (TestHarness<Command, String> harness = adding()) {
            harness.processElement(new Command("a", "add", 1), 0);
            harness.processElement(new Command("a", "add", 4), 0);
            harness.processElement(new Command("b", "add", 2), 0);
            harness.processElement(new Command("a", "show", 0), 0);
            harness.processElement(new Command("b", "show", 0), 0);
            harness.processElement(new Command("c", "show", 0), 0);

            assertThat(harness.output()).containsExactly("a 5 [1, 4] [n1=4]", "b 2 [2] [n2=2]", "c null [] []");
        }
    }

    @Test
    void aKeyWithoutStateAndTimersIsForgotten() {
        try (TestHarness<Command, String> harness = adding()) {
            harness.processElement(new Command("a", "add", 1), 0);
            harness.processElement(new Command("b", "add", 1), 0);
            harness.processElement(new Command("c", "show", 1), 0);
            assertThat(harness.numKeyedStateEntries()).isEqualTo(2);

            harness.processElement(new Command("a", "clear", 1), 0);
            assertThat(harness.numKeyedStateEntries()).isEqualTo(1);
        }
    }

    @Test
    void stateSurvivesARestoreAtAnyParallelism() {
        try (TestHarness<Command, String> harness = adding()) {
            for (int key = 0; key < 30; key++) {
                harness.processElement(new Command("k" + key, "add", key), 0);
            }
            HarnessSnapshot snapshot = harness.snapshot();
            harness.processElement(new Command("k1", "add", 1_000), 0);

            for (int parallelism : new int[] {1, 2, 5}) {
                try (TestHarness<Command, String> restored = harness.restore(snapshot, parallelism)) {
                    for (int key = 0; key < 30; key++) {
                        restored.processElement(new Command("k" + key, "show", 0), 0);
                    }
                    assertThat(restored.output()).hasSize(30).contains("k1 1 [1] [n1=1]", "k29 29 [29] [n2=29]");
                }
            }
        }
    }

    /** Keeps a list in a value state and changes it in place. */
    private static final class InPlace extends KeyedProcessFunction<String, Command, String> {
        private transient ValueState<List<Long>> state;

        @Override
        public void open(OpenContext context) {
            state = getRuntimeContext().getState(new ValueStateDescriptor<>("list"));
        }

        @Override
        public void processElement(Command command, Context ctx, Collector<String> out) {
            List<Long> numbers = state.value();
            if (numbers == null) {
                numbers = new ArrayList<>();
            }
            numbers.add(command.number());
            state.update(numbers);
            out.collect(numbers.toString());
        }
    }

    @Test
    void whatIsChangedInPlaceAfterASnapshotDoesNotShowInIt() {
        try (TestHarness<Command, String> harness =
                TestHarness.of(stream -> stream.keyBy(Command::key).process(new InPlace()))) {
            harness.processElement(new Command("a", "", 1), 0);
            HarnessSnapshot snapshot = harness.snapshot();
            harness.processElement(new Command("a", "", 2), 0);
            assertThat(harness.output()).containsExactly("[1]", "[1, 2]");

            try (TestHarness<Command, String> restored = harness.restore(snapshot, 1)) {
                restored.processElement(new Command("a", "", 3), 0);
                assertThat(restored.output()).containsExactly("[1, 3]");
            }
        }
    }

    // Time to live

    private static final class Expiring extends KeyedProcessFunction<String, Command, String> {
        private final StateTtlConfig config;
        private transient ValueState<Long> value;
        private transient ListState<Long> list;

        Expiring(StateTtlConfig config) {
            this.config = config;
        }

        @Override
        public void open(OpenContext context) {
            ValueStateDescriptor<Long> valueDescriptor = new ValueStateDescriptor<>("value", Long.class);
            valueDescriptor.enableTimeToLive(config);
            value = getRuntimeContext().getState(valueDescriptor);
            ListStateDescriptor<Long> listDescriptor = new ListStateDescriptor<>("list", Long.class);
            listDescriptor.enableTimeToLive(config);
            list = getRuntimeContext().getListState(listDescriptor);
        }

        @Override
        public void processElement(Command command, Context ctx, Collector<String> out) {
            if (command.action().equals("add")) {
                value.update(command.number());
                list.add(command.number());
            } else {
                List<Long> elements = new ArrayList<>();
                list.get().forEach(elements::add);
                out.collect(value.value() + " " + elements);
            }
        }
    }

    private static TestHarness<Command, String> expiring(StateTtlConfig config) {
        return TestHarness.of(stream -> stream.keyBy(Command::key).process(new Expiring(config)));
    }

    @Test
    void stateExpiresAfterItsTimeToLive() {
        try (TestHarness<Command, String> harness =
                expiring(StateTtlConfig.newBuilder(Duration.ofMillis(100)).build())) {
            harness.processElement(new Command("a", "add", 1), 0);
            harness.setProcessingTime(60);
            harness.processElement(new Command("a", "show", 0), 0);
            harness.setProcessingTime(99);
            harness.processElement(new Command("a", "show", 0), 0);
            harness.setProcessingTime(101);
            harness.processElement(new Command("a", "show", 0), 0);

            assertThat(harness.output()).containsExactly("1 [1]", "1 [1]", "null []");
        }
    }

    @Test
    void aWriteRefreshesTheTimeToLiveOfTheValueButNotOfOldListElements() {
        try (TestHarness<Command, String> harness =
                expiring(StateTtlConfig.newBuilder(Duration.ofMillis(100)).build())) {
            harness.processElement(new Command("a", "add", 1), 0);
            harness.setProcessingTime(80);
            harness.processElement(new Command("a", "add", 2), 0);
            harness.setProcessingTime(150);
            harness.processElement(new Command("a", "show", 0), 0);

            assertThat(harness.output()).containsExactly("2 [2]");
        }
    }

    @Test
    void aReadRefreshesTheTimeToLiveWhereAsked() {
        try (TestHarness<Command, String> harness = expiring(StateTtlConfig.newBuilder(Duration.ofMillis(100))
                .updateTtlOnReadAndWrite()
                .build())) {
            harness.processElement(new Command("a", "add", 1), 0);
            harness.setProcessingTime(80);
            harness.processElement(new Command("a", "show", 0), 0);
            harness.setProcessingTime(150);
            harness.processElement(new Command("a", "show", 0), 0);

            assertThat(harness.output()).containsExactly("1 [1]", "1 [1]");
        }
    }

    @Test
    void theTimeToLiveGoesOnAcrossARestore() {
        try (TestHarness<Command, String> harness =
                expiring(StateTtlConfig.newBuilder(Duration.ofMillis(100)).build())) {
            harness.processElement(new Command("a", "add", 1), 0);
            harness.setProcessingTime(50);
            HarnessSnapshot snapshot = harness.snapshot();

            try (TestHarness<Command, String> restored = harness.restore(snapshot, 1)) {
                restored.setProcessingTime(90);
                restored.processElement(new Command("a", "show", 0), 0);
                restored.setProcessingTime(120);
                restored.processElement(new Command("a", "show", 0), 0);
                assertThat(restored.output()).containsExactly("1 [1]", "null []");
            }
        }
    }

    // Reductions

    @Test
    void aRollingReductionEmitsAfterEachElement() {
        try (TestHarness<Integer, Integer> harness =
                TestHarness.of(stream -> stream.keyBy(n -> n % 2).reduce(Integer::sum))) {
            harness.processElement(1, 5);
            harness.processElement(2, 6);
            harness.processElement(3, 7);
            HarnessSnapshot snapshot = harness.snapshot();

            assertThat(harness.outputRecords())
                    .containsExactly(new EmittedRecord<>(1, 5), new EmittedRecord<>(2, 6), new EmittedRecord<>(4, 7));
            try (TestHarness<Integer, Integer> restored = harness.restore(snapshot, 4)) {
                restored.processElement(5, 8);
                assertThat(restored.output()).containsExactly(9);
            }
        }
    }

    @Test
    void minByKeepsTheFirstOfEqualsAndMinTheOtherFieldsOfTheFirstElement() {
        try (TestHarness<Command, Command> minBy =
                        TestHarness.of(stream -> stream.keyBy(Command::key).minBy("number"));
                TestHarness<Command, Command> min =
                        TestHarness.of(stream -> stream.keyBy(Command::key).min("number"))) {
            for (Command command : List.of(
                    new Command("a", "first", 5), new Command("a", "second", 3), new Command("a", "third", 3))) {
                minBy.processElement(command, 0);
                min.processElement(command, 0);
            }

            assertThat(minBy.output()).extracting(Command::action).containsExactly("first", "second", "second");
            assertThat(min.output())
                    .containsExactly(
                            new Command("a", "first", 5), new Command("a", "first", 3), new Command("a", "first", 3));
        }
    }
}
