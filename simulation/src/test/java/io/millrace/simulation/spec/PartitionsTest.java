/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.simulation.spec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.function.AggregateFunction;
import io.millrace.function.Collector;
import io.millrace.function.Order;
import io.millrace.process.OpenContext;
import io.millrace.process.RichMapPartitionFunction;
import io.millrace.simulation.EmittedRecord;
import io.millrace.simulation.HarnessSnapshot;
import io.millrace.simulation.TestHarness;
import io.millrace.stream.DataStream;
import io.millrace.stream.SingleOutputStreamOperator;
import io.millrace.stream.StreamExecutionEnvironment;
import io.millrace.tuple.Tuple;
import io.millrace.tuple.Tuple2;
import io.millrace.tuple.Tuple3;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/** What is held until the end of the input, and projections of tuples. */
class PartitionsTest {
    private static final int[] NUMBERS = {5, 2, 9, 4, 7};

    private static SingleOutputStreamOperator<String> list(DataStream<Integer> stream) {
        return stream.fullWindowPartition().mapPartition(PartitionsTest::toText);
    }

    private static void toText(Iterable<Integer> values, Collector<String> out) {
        List<Integer> all = new ArrayList<>();
        values.forEach(all::add);
        out.collect(all.toString());
    }

    private static <O> List<O> ofNumbers(Function<DataStream<Integer>, DataStream<O>> job) {
        try (TestHarness<Integer, O> harness = TestHarness.of(job)) {
            for (int number : NUMBERS) {
                harness.processElement(number);
            }
            harness.processWatermark(1_000);
            assertThat(harness.output()).isEmpty();
            harness.endInput();
            return harness.output();
        }
    }

    @Test
    void aPartitionIsHandedOverOnceItsInputHasEnded() {
        assertThat(ofNumbers(PartitionsTest::list)).containsExactly("[5, 2, 9, 4, 7]");
    }

    @Test
    void watermarksWaitForThePartition() {
        try (TestHarness<Integer, String> harness = TestHarness.of(PartitionsTest::list)) {
            harness.processElement(1, 10);
            harness.processWatermark(20);
            assertThat(harness.watermarks()).isEmpty();
            harness.endInput();
            assertThat(harness.watermarks()).containsExactly(Long.MAX_VALUE);
            assertThat(harness.outputRecords()).containsExactly(new EmittedRecord<>("[1]", Long.MIN_VALUE));
        }
    }

    @Test
    void aPartitionWithoutElementsIsMappedAndAggregatedButNotReduced() {
        assertThat(ofNothing(PartitionsTest::list)).containsExactly("[]");
        assertThat(ofNothing(stream -> stream.fullWindowPartition().aggregate(new Sum())))
                .containsExactly(0L);
        assertThat(ofNothing(stream -> stream.fullWindowPartition().reduce(Integer::sum)))
                .isEmpty();
        assertThat(ofNothing(stream -> list(stream.keyBy(number -> number % 2))))
                .isEmpty();
    }

    private static <O> List<O> ofNothing(Function<DataStream<Integer>, DataStream<O>> job) {
        try (TestHarness<Integer, O> harness = TestHarness.of(job)) {
            harness.endInput();
            return harness.output();
        }
    }

    @Test
    void aPartitionIsFoldedIntoOneResult() {
        assertThat(ofNumbers(stream -> stream.fullWindowPartition().reduce(Integer::sum)))
                .containsExactly(27);
        assertThat(ofNumbers(stream -> stream.fullWindowPartition().aggregate(new Sum())))
                .containsExactly(27L);
    }

    @Test
    void aKeysPartitionIsItsOwn() {
        assertThat(ofNumbers(stream -> list(stream.keyBy(number -> number % 2))))
                .containsExactlyInAnyOrder("[5, 9, 7]", "[2, 4]");
        assertThat(ofNumbers(stream ->
                        stream.keyBy(number -> number % 2).fullWindowPartition().reduce(Integer::sum)))
                .containsExactlyInAnyOrder(21, 6);
        assertThat(ofNumbers(stream ->
                        stream.keyBy(number -> number % 2).fullWindowPartition().aggregate(new Sum())))
                .containsExactlyInAnyOrder(21L, 6L);
    }

    @Test
    void aPartitionIsSortedByFieldPositionOrKey() {
        assertThat(ofNumbers(stream -> stream.fullWindowPartition().sortPartition(0, Order.ASCENDING)))
                .containsExactly(2, 4, 5, 7, 9);
        assertThat(ofNumbers(stream -> stream.fullWindowPartition().sortPartition(n -> n % 3, Order.DESCENDING)))
                .containsExactly(5, 2, 4, 7, 9);
        assertThat(ofNumbers(stream -> stream.map(n -> Tuple2.of("n", n))
                        .fullWindowPartition()
                        .sortPartition("f1", Order.DESCENDING)
                        .map(tuple -> tuple.f1)))
                .containsExactly(9, 7, 5, 4, 2);
    }

    @Test
    void aSortedPartitionStaysSortedForTheNextOperation() {
        assertThat(ofNumbers(stream -> list(stream.fullWindowPartition().sortPartition(n -> n, Order.ASCENDING))))
                .containsExactly("[2, 4, 5, 7, 9]");
        assertThat(ofNumbers(stream -> list(stream.keyBy(n -> n % 2)
                        .fullWindowPartition()
                        .sortPartition(n -> n, Order.ASCENDING)
                        .keyBy(n -> n % 2))))
                .containsExactlyInAnyOrder("[2, 4]", "[5, 7, 9]");
    }

    @Test
    void whatIsHeldIsInSnapshots() {
        heldAcross(PartitionsTest::list, "[1, 2, 3]");
        heldAcross(stream -> list(stream.keyBy(n -> "all")), "[1, 2, 3]");
        heldAcross(stream -> stream.fullWindowPartition().reduce(Integer::sum), 6);
        heldAcross(stream -> stream.fullWindowPartition().aggregate(new Sum()), 6L);
        heldAcross(stream -> list(stream.fullWindowPartition().sortPartition(n -> -n, Order.ASCENDING)), "[3, 2, 1]");
    }

    private static <O> void heldAcross(Function<DataStream<Integer>, DataStream<O>> job, O result) {
        try (TestHarness<Integer, O> before = TestHarness.of(job)) {
            before.processElement(1);
            before.processElement(2);
            HarnessSnapshot snapshot = before.snapshot();
            before.processElement(100);
            try (TestHarness<Integer, O> after = before.restore(snapshot, 1)) {
                after.processElement(3);
                after.endInput();
                assertThat(after.output()).containsExactly(result);
            }
        }
    }

    @Test
    void aPartitionStaysWholeWhenThereAreMoreSubtasksAndIsJoinedWithOthersWhenThereAreFewer() {
        HarnessSnapshot ofOne;
        try (TestHarness<Integer, String> one = partitions(1)) {
            one.processElement(1);
            one.processElement(2);
            ofOne = one.snapshot();
        }
        try (TestHarness<Integer, String> any = partitions(1);
                TestHarness<Integer, String> two = any.restore(ofOne, 2)) {
            HarnessSnapshot ofTwo = two.snapshot();
            two.endInput();
            assertThat(two.output()).containsExactlyInAnyOrder("[1, 2]", "[]");
            try (TestHarness<Integer, String> again = any.restore(ofTwo, 1)) {
                again.endInput();
                assertThat(again.output()).containsExactly("[1, 2]");
            }
        }
    }

    private static TestHarness<Integer, String> partitions(int parallelism) {
        return TestHarness.of(stream -> list(stream.rebalance().map(n -> n)), parallelism);
    }

    @Test
    void accumulatorsOfSeveralSubtasksNeedMerge() {
        try (TestHarness<Integer, Long> two = TestHarness.of(
                stream -> stream.rebalance().map(n -> n).fullWindowPartition().aggregate(new Sum()), 2)) {
            two.processElement(1);
            two.processElement(2);
            HarnessSnapshot snapshot = two.snapshot();
            try (TestHarness<Integer, Long> one = two.restore(snapshot, 1)) {
                assertThatThrownBy(one::endInput)
                        .hasStackTraceContaining("Partition Aggregate")
                        .hasStackTraceContaining("Implement merge(a, b)");
            }
        }
    }

    @Test
    void aRichFunctionOfAPartitionHasALifeCycle() {
        assertThat(ofNumbers(stream -> stream.fullWindowPartition().mapPartition(new Counting())))
                .containsExactly("opened, 5");
        assertThat(ofNumbers(
                        stream -> stream.keyBy(n -> 0).fullWindowPartition().mapPartition(new Counting())))
                .containsExactly("opened, 5");
    }

    @Test
    void thePartitionOfASubtaskIsGoneThroughOnce() {
        assertThatThrownBy(
                        () -> ofNumbers(stream -> stream.fullWindowPartition().<Integer>mapPartition((values, out) -> {
                            values.forEach(out::collect);
                            values.forEach(out::collect);
                        })))
                .hasStackTraceContaining("can be gone through once");
    }

    @Test
    void aSortNeedsAnOrderAndKeysThatCanBeCompared() {
        assertThatThrownBy(
                        () -> ofNumbers(stream -> stream.fullWindowPartition().sortPartition(n -> n, Order.ANY)))
                .hasMessageContaining("ASCENDING or DESCENDING");
        assertThatThrownBy(
                        () -> ofNumbers(stream -> stream.fullWindowPartition().sortPartition(-1, Order.ASCENDING)))
                .hasMessageContaining("not -1");
        assertThatThrownBy(() -> ofNumbers(
                        stream -> stream.fullWindowPartition().sortPartition(n -> new Object(), Order.ASCENDING)))
                .hasStackTraceContaining("must implement Comparable");
    }

    @Test
    void aPartitionHasAsManySubtasksAsTheOperatorBefore() {
        StreamExecutionEnvironment environment = StreamExecutionEnvironment.createLocalEnvironment(4);
        DataStream<Integer> numbers = environment.fromData(1, 2, 3);

        assertThat(list(numbers).getParallelism()).isEqualTo(1);
    }

    @Test
    void aProjectionMakesTuplesOfFields() {
        List<Tuple2<Boolean, Integer>> projected = ofNumbersAtOnce(
                stream -> stream.map(n -> Tuple3.of(n, "n" + n, n > 4)).project(2, 0));

        assertThat(projected).containsExactly(Tuple2.of(true, 5), Tuple2.of(false, 2));
    }

    private static <O> List<O> ofNumbersAtOnce(Function<DataStream<Integer>, DataStream<O>> job) {
        try (TestHarness<Integer, O> harness = TestHarness.of(job)) {
            harness.processElement(5);
            harness.processElement(2);
            return harness.output();
        }
    }

    @Test
    void aProjectionOfMoreThanFiveFieldsOrOfOtherThingsThanTuplesIsRefused() {
        DataStream<Integer> numbers =
                StreamExecutionEnvironment.createLocalEnvironment(1).fromData(1);

        assertThatThrownBy(() -> numbers.project(0, 1, 2, 3, 4, 0)).hasMessageContaining("map(...) to a record");
        assertThatThrownBy(numbers::project).hasMessageContaining("1 to 5 fields, not of 0");
        assertThatThrownBy(() -> numbers.project(5)).hasMessageContaining("project(5) asks for field 5");
        assertThatThrownBy(() -> ofNumbersAtOnce(stream -> stream.<Tuple>project(0)))
                .hasStackTraceContaining("project(0) is for tuples, and got a java.lang.Integer");
        assertThatThrownBy(() -> ofNumbersAtOnce(
                        stream -> stream.map(n -> Tuple2.of(n, n)).<Tuple>project(2)))
                .hasStackTraceContaining("is a Tuple2, with the fields 0 to 1");
    }

    private static final class Sum implements AggregateFunction<Integer, Long, Long> {
        private static final long serialVersionUID = 1L;

        @Override
        public Long createAccumulator() {
            return 0L;
        }

        @Override
        public Long add(Integer value, Long accumulator) {
            return accumulator + value;
        }

        @Override
        public Long getResult(Long accumulator) {
            return accumulator;
        }
    }

    private static final class Counting extends RichMapPartitionFunction<Integer, String> {
        private static final long serialVersionUID = 1L;

        private transient String opened;

        @Override
        public void open(OpenContext openContext) {
            opened = "opened";
        }

        @Override
        public void mapPartition(Iterable<Integer> values, Collector<String> out) {
            int count = 0;
            for (int ignored : values) {
                count++;
            }
            out.collect(opened + ", " + count);
        }
    }
}
