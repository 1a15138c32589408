/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.simulation;

import io.millrace.data.Batch;
import io.millrace.function.OutputTag;
import io.millrace.stream.DataStream;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Tests one operator, or any part of a program with one input, in virtual time.
 *
 * <pre>{@code
 * try (TestHarness<Integer, Integer> harness = TestHarness.of(stream -> stream.keyBy(n -> n % 2).reduce(Integer::sum))) {
 *     harness.processElement(1, 0);
 *     harness.processElement(3, 10);
 *     assertThat(harness.output()).containsExactly(1, 4);
 * }
 * }</pre>
 *
 * <p>Each call returns when all that it led to is done. Not thread-safe.
 *
 * @param <I> the type of the elements that go in
 * @param <O> the type of the elements that come out
 */
public final class TestHarness<I, O> extends OperatorHarness<O> {
    private TestHarness(
            Segment<O> segment, int parallelism, List<OutputTag<?>> tags, @Nullable HarnessSnapshot snapshot) {
        super(segment, 1, parallelism, tags, snapshot);
    }

    /** Makes a harness with one subtask. */
    public static <I, O> TestHarness<I, O> of(Function<DataStream<I>, DataStream<O>> segment, OutputTag<?>... tags) {
        return of(segment, 1, tags);
    }

    /**
     * Makes a harness.
     *
     * @param segment appends the part under test to its input
     * @param parallelism of all operators that do not say otherwise
     * @param tags the side outputs to watch, of the segment's last operator
     */
    public static <I, O> TestHarness<I, O> of(
            Function<DataStream<I>, DataStream<O>> segment, int parallelism, OutputTag<?>... tags) {
        return new TestHarness<>(
                (environment, inputs) -> segment.apply(source(environment, inputs.get(0), 0)),
                parallelism,
                List.of(tags),
                null);
    }

    /** Makes a harness that goes on from a snapshot of this one, at another parallelism. */
    public TestHarness<I, O> restore(HarnessSnapshot snapshot, int parallelism) {
        return new TestHarness<>(segment(), parallelism, tags(), snapshot);
    }

    public void processElement(I value, long timestamp) {
        feed(0, input -> input.add(value, timestamp));
    }

    /** Processes an element without a timestamp. */
    public void processElement(I value) {
        processElement(value, Batch.NO_TIMESTAMP);
    }

    public void processWatermark(long timestamp) {
        feed(0, input -> input.addWatermark(timestamp));
    }

    /** Tells whether the input takes no part in the watermark. */
    public void processIdle(boolean idle) {
        feed(0, input -> input.addIdle(idle));
    }

    /** Ends the input, as a bounded source does: with the last watermark. */
    public void endInput() {
        feed(0, HarnessInput::addEnd);
    }
}
