/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.simulation;

import io.millrace.function.OutputTag;
import io.millrace.stream.DataStream;
import java.util.List;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/**
 * Tests a part of a program that has two inputs; see {@link TestHarness}.
 *
 * @param <A> the type of the elements that go into the first input
 * @param <B> the type of the elements that go into the second input
 * @param <O> the type of the elements that come out
 */
public final class TwoInputTestHarness<A, B, O> extends OperatorHarness<O> {
    private TwoInputTestHarness(
            Segment<O> segment, int parallelism, List<OutputTag<?>> tags, @Nullable HarnessSnapshot snapshot) {
        super(segment, 2, parallelism, tags, snapshot);
    }

    /** Makes a harness with one subtask. */
    public static <A, B, O> TwoInputTestHarness<A, B, O> of(
            BiFunction<DataStream<A>, DataStream<B>, DataStream<O>> segment, OutputTag<?>... tags) {
        return of(segment, 1, tags);
    }

    /**
     * Makes a harness.
     *
     * @param segment appends the part under test to its inputs
     * @param parallelism of all operators that do not say otherwise
     * @param tags the side outputs to watch, of the segment's last operator
     */
    public static <A, B, O> TwoInputTestHarness<A, B, O> of(
            BiFunction<DataStream<A>, DataStream<B>, DataStream<O>> segment, int parallelism, OutputTag<?>... tags) {
        return new TwoInputTestHarness<>(
                (environment, inputs) ->
                        segment.apply(source(environment, inputs.get(0), 0), source(environment, inputs.get(1), 1)),
                parallelism,
                List.of(tags),
                null);
    }

    /** Makes a harness that goes on from a snapshot of this one, at another parallelism. */
    public TwoInputTestHarness<A, B, O> restore(HarnessSnapshot snapshot, int parallelism) {
        return new TwoInputTestHarness<>(segment(), parallelism, tags(), snapshot);
    }

    public void processElement1(A value, long timestamp) {
        feed(0, input -> input.add(value, timestamp));
    }

    public void processElement2(B value, long timestamp) {
        feed(1, input -> input.add(value, timestamp));
    }

    public void processWatermark1(long timestamp) {
        feed(0, input -> input.addWatermark(timestamp));
    }

    public void processWatermark2(long timestamp) {
        feed(1, input -> input.addWatermark(timestamp));
    }

    public void processIdle1(boolean idle) {
        feed(0, input -> input.addIdle(idle));
    }

    public void processIdle2(boolean idle) {
        feed(1, input -> input.addIdle(idle));
    }

    public void endInput1() {
        feed(0, HarnessInput::addEnd);
    }

    public void endInput2() {
        feed(1, HarnessInput::addEnd);
    }
}
