/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.differential.operators;

import io.millrace.differential.Event;
import io.millrace.differential.Functions;
import io.millrace.differential.flink.FlinkBuild;
import io.millrace.differential.flink.FlinkFold;
import io.millrace.differential.flink.FlinkWindowFunctions;
import io.millrace.differential.millrace.MillraceFold;
import io.millrace.differential.millrace.MillraceWindowFunctions;
import io.millrace.function.AggregateFunction;
import io.millrace.function.Aggregates;
import io.millrace.stream.SingleOutputStreamOperator;
import io.millrace.stream.WindowedStream;
import io.millrace.window.Window;

/** The computations of windows on both engines. */
final class WindowFolds {
    private WindowFolds() {}

    /** Adds the computation; where windows merge they have no state, and not always is it certain when they are over. */
    static <W extends Window> SingleOutputStreamOperator<Event> millrace(
            WindowedStream<Event, Integer, W> windowed, Folding folding, boolean merge, boolean clears) {
        return switch (folding) {
            case SUM -> windowed.sum("value");
            case MIN -> windowed.min("value");
            case MAX -> windowed.max("value");
            case MIN_BY -> windowed.minBy("value");
            case MAX_BY -> windowed.maxBy("value");
            case LAST_MIN_BY -> windowed.minBy("value", false);
            case REDUCE_MERGE -> windowed.reduce(Functions::merge);
            case REDUCE_CHAIN -> windowed.reduce(Functions::chain);
            case REDUCE_CHAIN_PROCESS -> windowed.reduce(Functions::chain, new MillraceWindowFunctions.Digest<W>(true));
            case AGGREGATE -> windowed.aggregate(new MillraceFold());
            case AGGREGATE_PROCESS ->
                windowed.aggregate(new MillraceFold(), new MillraceWindowFunctions.Digest<W>(true));
            case AGGREGATE_APPLY -> windowed.aggregate(new MillraceFold(), new MillraceWindowFunctions.Apply<W>());
            case AGGREGATE_WITHOUT_MERGE -> windowed.aggregate(new WithoutMerge());
            case BUILT_IN_SUM ->
                windowed.aggregate(Aggregates.<Event>sum(event -> event.value), new MillraceWindowFunctions.Sum<W>());
            case APPLY -> windowed.apply(new MillraceWindowFunctions.Apply<W>());
            case PROCESS -> windowed.process(new MillraceWindowFunctions.Digest<W>(false));
            case PROCESS_IN_ORDER -> windowed.process(new MillraceWindowFunctions.Digest<W>(true));
            case COUNTING -> windowed.process(new MillraceWindowFunctions.Counting<W>(!merge, clears));
        };
    }

    static <W extends org.apache.flink.streaming.api.windowing.windows.Window>
            org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator<Event> flink(
                    org.apache.flink.streaming.api.datastream.WindowedStream<Event, Integer, W> windowed,
                    Folding folding,
                    boolean merge,
                    boolean clears) {
        return switch (folding) {
            case SUM -> windowed.sum("value");
            case MIN -> windowed.min("value");
            case MAX -> windowed.max("value");
            case MIN_BY -> windowed.minBy("value");
            case MAX_BY -> windowed.maxBy("value");
            case LAST_MIN_BY -> windowed.minBy("value", false);
            case REDUCE_MERGE -> windowed.reduce(Functions::merge);
            case REDUCE_CHAIN -> windowed.reduce(Functions::chain);
            case REDUCE_CHAIN_PROCESS ->
                windowed.reduce(Functions::chain, new FlinkWindowFunctions.Digest<W>(true), FlinkBuild.EVENT);
            case AGGREGATE, AGGREGATE_WITHOUT_MERGE ->
                windowed.aggregate(new FlinkFold(), FlinkBuild.EVENT, FlinkBuild.EVENT);
            case AGGREGATE_PROCESS ->
                windowed.aggregate(
                        new FlinkFold(),
                        new FlinkWindowFunctions.Digest<W>(true),
                        FlinkBuild.EVENT,
                        FlinkBuild.EVENT,
                        FlinkBuild.EVENT);
            case AGGREGATE_APPLY ->
                windowed.aggregate(
                        new FlinkFold(), new FlinkWindowFunctions.Apply<W>(), FlinkBuild.EVENT, FlinkBuild.EVENT);
            case BUILT_IN_SUM ->
                windowed.aggregate(
                        new FlinkFold(),
                        new FlinkWindowFunctions.Sum<W>(),
                        FlinkBuild.EVENT,
                        FlinkBuild.EVENT,
                        FlinkBuild.EVENT);
            case APPLY -> windowed.apply(new FlinkWindowFunctions.Apply<W>(), FlinkBuild.EVENT);
            case PROCESS -> windowed.process(new FlinkWindowFunctions.Digest<W>(false), FlinkBuild.EVENT);
            case PROCESS_IN_ORDER -> windowed.process(new FlinkWindowFunctions.Digest<W>(true), FlinkBuild.EVENT);
            case COUNTING -> windowed.process(new FlinkWindowFunctions.Counting<W>(!merge, clears), FlinkBuild.EVENT);
        };
    }

    private static final class WithoutMerge implements AggregateFunction<Event, Event, Event> {
        @Override
        public Event createAccumulator() {
            return Functions.emptyAggregate();
        }

        @Override
        public Event add(Event event, Event accumulator) {
            return Functions.add(event, accumulator);
        }

        @Override
        public Event getResult(Event accumulator) {
            return accumulator;
        }
    }
}
