/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.simulation.spec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.async.AsyncFunction;
import io.millrace.async.AsyncRetryStrategies.ExponentialBackoffDelayRetryStrategyBuilder;
import io.millrace.async.AsyncRetryStrategies.FixedDelayRetryStrategyBuilder;
import io.millrace.async.AsyncRetryStrategy;
import io.millrace.async.CollectionSupplier;
import io.millrace.async.ResultFuture;
import io.millrace.async.RetryPredicates;
import io.millrace.async.RichAsyncFunction;
import io.millrace.function.Collector;
import io.millrace.process.OpenContext;
import io.millrace.simulation.EmittedRecord;
import io.millrace.simulation.HarnessSnapshot;
import io.millrace.simulation.Simulation;
import io.millrace.simulation.SimulationFailure;
import io.millrace.simulation.TestHarness;
import io.millrace.state.ValueStateDescriptor;
import io.millrace.stream.AsyncDataStream;
import io.millrace.stream.DataStream;
import io.millrace.stream.StreamExecutionEnvironment;
import io.millrace.time.WatermarkStrategy;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class AsyncTest {
    /** The attempts that were made for each element; the outside world, which forgets nothing when a job restarts. */
    private static final Map<String, List<ResultFuture<String>>> ASKED = new LinkedHashMap<>();

    private static final List<String> TIMED_OUT = new ArrayList<>();

    @BeforeEach
    void nothingWasAsked() {
        ASKED.clear();
        TIMED_OUT.clear();
    }

    /** Asks, and waits for the test to answer. */
    private static class Ask implements AsyncFunction<String, String> {
        private static final long serialVersionUID = 1L;

        @Override
        public void asyncInvoke(String input, ResultFuture<String> resultFuture) {
            ASKED.computeIfAbsent(input, unused -> new ArrayList<>()).add(resultFuture);
        }
    }

    private static final class AskOrDefault extends Ask {
        private static final long serialVersionUID = 1L;

        @Override
        public void timeout(String input, ResultFuture<String> resultFuture) {
            TIMED_OUT.add(input);
            resultFuture.complete(List.of("no " + input));
        }
    }

    private static ResultFuture<String> asked(String element) {
        List<ResultFuture<String>> attempts = ASKED.get(element);
        if (attempts == null) {
            throw new AssertionError(element + " was not asked for, only " + ASKED.keySet());
        }
        return attempts.get(attempts.size() - 1);
    }

    private static void answer(TestHarness<String, String> harness, String element) {
        asked(element).complete(List.of(element.toUpperCase(java.util.Locale.ROOT)));
        harness.proceed();
    }

    private static TestHarness<String, String> harness(Function<DataStream<String>, DataStream<String>> job) {
        return TestHarness.of(job);
    }

    private static TestHarness<String, String> ordered(int capacity) {
        return harness(stream -> AsyncDataStream.orderedWait(stream, new Ask(), 0, TimeUnit.SECONDS, capacity));
    }

    private static TestHarness<String, String> unordered(int capacity) {
        return harness(stream -> AsyncDataStream.unorderedWait(stream, new Ask(), 0, TimeUnit.SECONDS, capacity));
    }

    private static void feed(TestHarness<String, String> harness, String... elements) {
        for (String element : elements) {
            harness.processElement(element, 10);
        }
    }

    // Order

    @Test
    void orderedResultsComeInTheOrderOfTheirElements() {
        try (TestHarness<String, String> harness = ordered(10)) {
            feed(harness, "a", "b", "c");
            answer(harness, "c");
            answer(harness, "b");
            assertThat(harness.output()).isEmpty();

            answer(harness, "a");
            assertThat(harness.output()).containsExactly("A", "B", "C");
        }
    }

    @Test
    void unorderedResultsComeAtOnce() {
        try (TestHarness<String, String> harness = unordered(10)) {
            feed(harness, "a", "b", "c");
            answer(harness, "c");
            assertThat(harness.output()).containsExactly("C");
            answer(harness, "a");
            answer(harness, "b");
            assertThat(harness.output()).containsExactly("C", "A", "B");
        }
    }

    @Test
    void unorderedResultsNeverCrossAWatermark() {
        try (TestHarness<String, String> harness = unordered(10)) {
            feed(harness, "a", "b");
            harness.processWatermark(5);
            feed(harness, "c", "d");
            harness.processWatermark(6);
            feed(harness, "e");
            answer(harness, "e");
            answer(harness, "d");
            answer(harness, "b");
            assertThat(harness.output()).containsExactly("B");
            assertThat(harness.watermarks()).isEmpty();

            answer(harness, "a");
            assertThat(harness.output()).containsExactly("B", "A", "D");
            assertThat(harness.watermarks()).containsExactly(5L);

            answer(harness, "c");
            assertThat(harness.output()).containsExactly("B", "A", "D", "C", "E");
            assertThat(harness.watermarks()).containsExactly(5L, 6L);
        }
    }

    @Test
    void orderedResultsAndWatermarksKeepTheirPlaces() {
        try (TestHarness<String, String> harness = ordered(10)) {
            harness.processWatermark(1);
            assertThat(harness.watermarks()).containsExactly(1L);
            feed(harness, "a");
            harness.processWatermark(5);
            feed(harness, "b");
            answer(harness, "b");
            assertThat(harness.watermarks()).containsExactly(1L);

            answer(harness, "a");
            assertThat(harness.output()).containsExactly("A", "B");
            assertThat(harness.watermarks()).containsExactly(1L, 5L);
        }
    }

    @Test
    void resultsHaveTheTimestampOfTheirElementAndMayBeAnyNumber() {
        try (TestHarness<String, String> harness = unordered(10)) {
            harness.processElement("a", 7);
            harness.processElement("b", 8);
            asked("a").complete(List.of());
            asked("b").complete(List.of("b1", "b2"));
            harness.proceed();

            assertThat(harness.outputRecords())
                    .containsExactly(new EmittedRecord<>("b1", 8), new EmittedRecord<>("b2", 8));
        }
    }

    // Capacity

    @Test
    void asksForNoMoreThanItsCapacityAtOnce() {
        try (TestHarness<String, String> harness = ordered(2)) {
            feed(harness, "a", "b", "c", "d");
            assertThat(ASKED.keySet()).containsExactly("a", "b");

            answer(harness, "b"); // waits for a, and so it counts
            assertThat(ASKED.keySet()).containsExactly("a", "b");
            answer(harness, "a");
            assertThat(ASKED.keySet()).containsExactly("a", "b", "c", "d");
        }
    }

    @Test
    void anUnorderedAnswerMakesRoomForTheNextElement() {
        try (TestHarness<String, String> harness = unordered(2)) {
            feed(harness, "a", "b", "c", "d");
            answer(harness, "b");
            assertThat(ASKED.keySet()).containsExactly("a", "b", "c");
            answer(harness, "c");
            assertThat(ASKED.keySet()).containsExactly("a", "b", "c", "d");
        }
    }

    // End

    @Test
    void theEndOfTheInputWaitsForAllAnswers() {
        try (TestHarness<String, String> harness = unordered(10)) {
            feed(harness, "a", "b");
            harness.endInput();
            answer(harness, "b");
            assertThat(harness.isFinished()).isFalse();
            assertThat(harness.watermarks()).isEmpty();

            answer(harness, "a");
            assertThat(harness.output()).containsExactly("B", "A");
            assertThat(harness.watermarks()).containsExactly(Long.MAX_VALUE);
            assertThat(harness.isFinished()).isTrue();
        }
    }

    @Test
    void answersAfterTheEndAreHarmless() {
        TestHarness<String, String> harness = unordered(10);
        feed(harness, "a");
        harness.close();
        asked("a").complete(List.of("late"));
        asked("a").completeExceptionally(new IOException("later"));
        harness.proceed();

        assertThat(harness.output()).isEmpty();
    }

    // Answers

    @Test
    void theFirstAnswerCounts() {
        try (TestHarness<String, String> harness = unordered(10)) {
            feed(harness, "a");
            asked("a").complete(List.of("first"));
            asked("a").complete(List.of("second"));
            asked("a").completeExceptionally(new IOException("third"));
            harness.proceed();
            asked("a").complete(List.of("fourth"));
            harness.proceed();

            assertThat(harness.output()).containsExactly("first");
        }
    }

    @Test
    void anAnswerMayComeWithinTheCall() {
        try (TestHarness<String, String> harness = harness(stream -> AsyncDataStream.orderedWait(
                stream, (input, future) -> future.complete(List.of(input + "!")), 1, TimeUnit.SECONDS, 2))) {
            feed(harness, "a", "b", "c", "d", "e");
            assertThat(harness.output()).containsExactly("a!", "b!", "c!", "d!", "e!");
        }
    }

    @Test
    void aSupplierMakesTheResults() {
        try (TestHarness<String, String> harness = unordered(10)) {
            feed(harness, "a");
            asked("a").complete((CollectionSupplier<String>) () -> List.of("made"));
            harness.proceed();

            assertThat(harness.output()).containsExactly("made");
        }
    }

    @Test
    void anErrorFailsTheJobAndNamesTheElement() {
        try (TestHarness<String, String> harness = unordered(10)) {
            feed(harness, "the element");
            asked("the element").completeExceptionally(new IOException("no route"));
            assertThatThrownBy(harness::proceed)
                    .hasStackTraceContaining("Async Wait")
                    .hasStackTraceContaining("for the element failed")
                    .hasRootCauseMessage("no route");
        }
    }

    @Test
    void whatTheFunctionThrowsFailsTheJobAndNamesTheElement() {
        try (TestHarness<String, String> harness = harness(stream -> AsyncDataStream.<String, String>unorderedWait(
                stream,
                (input, future) -> {
                    throw new IOException("no client");
                },
                0,
                TimeUnit.SECONDS))) {
            assertThatThrownBy(() -> harness.processElement("the element", 1))
                    .hasStackTraceContaining("for the element failed")
                    .hasRootCauseMessage("no client");
        }
    }

    @Test
    void refusesANullResultWhereItIsGiven() {
        try (TestHarness<String, String> harness = unordered(10)) {
            feed(harness, "a");
            assertThatThrownBy(() -> asked("a").complete((List<String>) null)).isInstanceOf(NullPointerException.class);
        }
    }

    // Timeouts

    @Test
    void aTimeoutFailsTheJobUnlessTheFunctionSaysOtherwise() {
        try (TestHarness<String, String> harness =
                harness(stream -> AsyncDataStream.orderedWait(stream, new Ask(), 100, TimeUnit.MILLISECONDS))) {
            feed(harness, "slow");
            harness.setProcessingTime(99);
            assertThatThrownBy(() -> harness.setProcessingTime(100))
                    .hasStackTraceContaining("for slow failed")
                    .hasRootCauseInstanceOf(TimeoutException.class);
        }
    }

    @Test
    void aTimeoutAsksTheFunctionForAResultInstead() {
        try (TestHarness<String, String> harness = harness(
                stream -> AsyncDataStream.orderedWait(stream, new AskOrDefault(), 100, TimeUnit.MILLISECONDS, 2))) {
            feed(harness, "a");
            harness.setProcessingTime(60);
            feed(harness, "b", "c");
            harness.setProcessingTime(100);
            assertThat(harness.output()).containsExactly("no a");

            answer(harness, "a"); // too late
            answer(harness, "b");
            harness.setProcessingTime(199);
            assertThat(harness.output()).containsExactly("no a", "B");
            harness.setProcessingTime(200); // c was asked for when a made room
            assertThat(harness.output()).containsExactly("no a", "B", "no c");
            assertThat(TIMED_OUT).containsExactly("a", "c");
        }
    }

    @Test
    void requestsTimeOutWhileTheEndOfTheInputWaitsForThem() {
        try (TestHarness<String, String> harness = harness(
                stream -> AsyncDataStream.unorderedWait(stream, new AskOrDefault(), 100, TimeUnit.MILLISECONDS, 1))) {
            feed(harness, "a", "b");
            harness.endInput();
            harness.setProcessingTime(100);
            harness.setProcessingTime(200);

            assertThat(harness.output()).containsExactly("no a", "no b");
            assertThat(harness.isFinished()).isTrue();
        }
    }

    // Retries

    private static TestHarness<String, String> retrying(AsyncRetryStrategy<String> strategy) {
        return harness(stream -> AsyncDataStream.orderedWaitWithRetry(
                stream, new AskOrDefault(), 1_000, TimeUnit.MILLISECONDS, 10, strategy));
    }

    @Test
    void asksAgainAfterAnErrorAsOftenAsTheStrategySays() {
        try (TestHarness<String, String> harness = retrying(new FixedDelayRetryStrategyBuilder<String>(2, 100)
                .ifException(RetryPredicates.createExceptionTypePredicate(IOException.class))
                .build())) {
            feed(harness, "a");
            asked("a").completeExceptionally(new IOException("first"));
            harness.proceed();
            harness.setProcessingTime(99);
            assertThat(ASKED.get("a")).hasSize(1);
            harness.setProcessingTime(100);
            assertThat(ASKED.get("a")).hasSize(2);
            asked("a").completeExceptionally(new IOException("second"));
            harness.proceed();
            harness.setProcessingTime(200);
            assertThat(ASKED.get("a")).hasSize(3);
            asked("a").completeExceptionally(new IOException("third"));

            assertThatThrownBy(harness::proceed).hasRootCauseMessage("third");
        }
    }

    @Test
    void asksAgainAfterAnEmptyResultAndEmitsTheLastOne() {
        try (TestHarness<String, String> harness =
                retrying(new ExponentialBackoffDelayRetryStrategyBuilder<String>(3, 10, 25, 2)
                        .ifResult(RetryPredicates.EMPTY_RESULT_PREDICATE)
                        .build())) {
            feed(harness, "a");
            long time = 0;
            for (long delay : new long[] {10, 20, 25}) {
                int attempts = ASKED.get("a").size();
                asked("a").complete(List.of());
                harness.proceed();
                harness.setProcessingTime(time + delay - 1);
                assertThat(ASKED.get("a")).hasSize(attempts);
                time += delay;
                harness.setProcessingTime(time);
                assertThat(ASKED.get("a")).hasSize(attempts + 1);
            }
            answer(harness, "a");
            assertThat(harness.output()).containsExactly("A");
        }
    }

    @Test
    void doesNotAskAgainForOtherErrors() {
        try (TestHarness<String, String> harness = retrying(new FixedDelayRetryStrategyBuilder<String>(2, 100)
                .ifException(RetryPredicates.createExceptionTypePredicate(IOException.class))
                .build())) {
            feed(harness, "a");
            asked("a").completeExceptionally(new IllegalArgumentException("malformed"));
            assertThatThrownBy(harness::proceed).hasRootCauseMessage("malformed");
        }
    }

    @Test
    void theTimeoutCoversAllAttempts() {
        try (TestHarness<String, String> harness = retrying(new FixedDelayRetryStrategyBuilder<String>(100, 300)
                .ifException(RetryPredicates.HAS_EXCEPTION_PREDICATE)
                .build())) {
            feed(harness, "a");
            for (int time = 300; time < 1_000; time += 300) {
                asked("a").completeExceptionally(new IOException());
                harness.proceed();
                harness.setProcessingTime(time);
            }
            asked("a").completeExceptionally(new IOException());
            harness.proceed();
            harness.setProcessingTime(1_000);
            assertThat(harness.output()).containsExactly("no a");
            harness.setProcessingTime(5_000);
            assertThat(ASKED.get("a")).hasSize(4);
        }
    }

    @Test
    void answersOfEarlierAttemptsDoNotCount() {
        try (TestHarness<String, String> harness = retrying(new FixedDelayRetryStrategyBuilder<String>(5, 100)
                .ifException(RetryPredicates.HAS_EXCEPTION_PREDICATE)
                .build())) {
            feed(harness, "a");
            ResultFuture<String> first = asked("a");
            first.completeExceptionally(new IOException());
            first.complete(List.of("twice"));
            harness.proceed();
            harness.setProcessingTime(100);
            first.complete(List.of("late"));
            harness.proceed();
            answer(harness, "a");

            assertThat(harness.output()).containsExactly("A");
        }
    }

    // Snapshots

    @Test
    void aSnapshotWaitsForNoAnswerAndRequestsAreMadeAgain() {
        try (TestHarness<String, String> harness = harness(stream -> AsyncDataStream.orderedWait(
                stream.flatMap((String text, Collector<String> out) ->
                        text.chars().forEach(letter -> out.collect(String.valueOf((char) letter)))),
                new Ask(),
                0,
                TimeUnit.SECONDS,
                3))) {
            feed(harness, "abcd"); // d comes with the others, and finds no room
            answer(harness, "b");
            assertThat(ASKED.keySet()).containsExactly("a", "b", "c");
            HarnessSnapshot snapshot = harness.snapshot();
            ASKED.clear();

            try (TestHarness<String, String> restored = harness.restore(snapshot, 1)) {
                assertThat(ASKED.keySet()).containsExactly("a", "b", "c");
                answer(restored, "c");
                answer(restored, "b");
                answer(restored, "a");
                answer(restored, "d");
                assertThat(restored.output()).containsExactly("A", "B", "C", "D");
            }
        }
    }

    @Test
    void aSnapshotIsTakenWhileTheEndOfTheInputWaits() {
        try (TestHarness<String, String> harness = harness(stream -> AsyncDataStream.unorderedWait(
                stream.rebalance().map(text -> text), new Ask(), 0, TimeUnit.SECONDS, 10))) {
            feed(harness, "a", "b");
            harness.processWatermark(5);
            harness.endInput();
            answer(harness, "b");
            HarnessSnapshot snapshot = harness.snapshot();
            assertThat(harness.output()).containsExactly("B");
            ASKED.clear();

            try (TestHarness<String, String> restored = harness.restore(snapshot, 1)) {
                assertThat(ASKED.keySet()).containsExactly("a");
                restored.endInput();
                answer(restored, "a");
                assertThat(restored.output()).containsExactly("A");
                assertThat(restored.isFinished()).isTrue();
            }
        }
    }

    @Test
    void requestsAreSharedOutWhenTheParallelismChanges() {
        try (TestHarness<String, String> harness = TestHarness.of(
                stream -> AsyncDataStream.unorderedWait(stream.rebalance(), new Ask(), 0, TimeUnit.DAYS), 2)) {
            List<String> elements = new ArrayList<>();
            for (int i = 0; i < 50; i++) {
                elements.add("e" + i);
                feed(harness, "e" + i);
            }
            HarnessSnapshot snapshot = harness.snapshot();
            for (int parallelism : new int[] {1, 2, 5}) {
                ASKED.clear();
                try (TestHarness<String, String> restored = harness.restore(snapshot, parallelism)) {
                    assertThat(ASKED.keySet()).containsExactlyInAnyOrderElementsOf(elements);
                    assertThat(ASKED.values()).allMatch(attempts -> attempts.size() == 1);
                    elements.forEach(element -> answer(restored, element));
                    assertThat(restored.output()).hasSize(50);
                }
            }
        }
    }

    @Test
    void restoredRequestsHoldTheWatermarkBack() {
        try (TestHarness<String, String> harness = unordered(10)) {
            feed(harness, "a");
            harness.processWatermark(5);
            HarnessSnapshot snapshot = harness.snapshot();
            ASKED.clear();

            try (TestHarness<String, String> restored = harness.restore(snapshot, 1)) {
                restored.processWatermark(6);
                assertThat(restored.watermarks()).isEmpty();
                answer(restored, "a");
                assertThat(restored.watermarks()).containsExactly(5L, 6L);
            }
        }
    }

    // Functions and settings

    private static final class Client extends RichAsyncFunction<String, String> {
        private static final long serialVersionUID = 1L;
        private static final List<String> EVENTS = new ArrayList<>();

        @Override
        public void open(OpenContext openContext) {
            EVENTS.add("open " + getRuntimeContext().getIndexOfThisSubtask());
        }

        @Override
        public void close() {
            EVENTS.add("close");
        }

        @Override
        public void asyncInvoke(String input, ResultFuture<String> resultFuture) {
            resultFuture.complete(List.of(input));
        }
    }

    @Test
    void aRichFunctionIsOpenedAndClosed() {
        Client.EVENTS.clear();
        try (TestHarness<String, String> harness =
                harness(stream -> AsyncDataStream.orderedWait(stream, new Client(), 1, TimeUnit.SECONDS))) {
            feed(harness, "a");
            assertThat(harness.output()).containsExactly("a");
        }
        assertThat(Client.EVENTS).containsExactly("open 0", "close");
    }

    private static final class Stateful extends RichAsyncFunction<String, String> {
        private static final long serialVersionUID = 1L;

        @Override
        public void open(OpenContext openContext) {
            getRuntimeContext().getState(new ValueStateDescriptor<>("count", Long.class));
        }

        @Override
        public void asyncInvoke(String input, ResultFuture<String> resultFuture) {}
    }

    @Test
    void thereIsNoKeyedStateEvenOnAKeyedStream() {
        assertThatThrownBy(() -> harness(stream ->
                        AsyncDataStream.orderedWait(stream.keyBy(text -> text), new Stateful(), 1, TimeUnit.SECONDS)))
                .hasStackTraceContaining("Keyed state 'count'");
    }

    @Test
    void refusesSettingsThatMakeNoSense() {
        DataStream<String> stream =
                StreamExecutionEnvironment.createLocalEnvironment(1).fromData("a");
        assertThatThrownBy(() -> AsyncDataStream.orderedWait(stream, new Ask(), 1, TimeUnit.SECONDS, 0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("capacity");
        assertThatThrownBy(() -> AsyncDataStream.orderedWaitWithRetry(
                        stream,
                        new Ask(),
                        0,
                        TimeUnit.SECONDS,
                        new FixedDelayRetryStrategyBuilder<String>(1, 1).build()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("timeout");
        assertThatThrownBy(() -> new FixedDelayRetryStrategyBuilder<String>(0, 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("maxAttempts");
    }

    // Simulation

    @Test
    void aSimulationRefusesAnswersFromOtherThreads() {
        AtomicReference<Throwable> refusal = new AtomicReference<>();
        assertThatThrownBy(() -> Simulation.of((environment, io) -> AsyncDataStream.unorderedWait(
                                        environment.fromSource(
                                                io.<Integer>source("numbers"),
                                                WatermarkStrategy.noWatermarks(),
                                                "Numbers"),
                                        (Integer input, ResultFuture<Integer> future) -> {
                                            Thread thread = new Thread(() -> future.complete(List.of(input)));
                                            thread.setUncaughtExceptionHandler((unused, thrown) -> refusal.set(thrown));
                                            thread.start();
                                            thread.join();
                                        },
                                        0,
                                        TimeUnit.SECONDS)
                                .sinkTo(io.sink("same")))
                        .input("numbers", List.of(1, 2))
                        .seeds(1, 1)
                        .crashes(0)
                        .verify(outputs -> {}))
                .isInstanceOf(SimulationFailure.class)
                .hasMessageContaining("A simulation has one thread");
        assertThat(refusal.get()).hasMessageContaining("A simulation has one thread");
    }
}
