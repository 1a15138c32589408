/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.differential.operators;

import io.millrace.differential.Event;
import io.millrace.differential.Functions;
import io.millrace.differential.flink.FlinkBuild;
import io.millrace.differential.flink.FlinkFold;
import io.millrace.differential.millrace.MillraceFold;
import io.millrace.function.AggregateFunction;
import io.millrace.function.Aggregates;
import io.millrace.function.Collector;
import io.millrace.stream.SingleOutputStreamOperator;
import io.millrace.stream.WindowedStream;
import io.millrace.window.ProcessWindowFunction;
import io.millrace.window.TimeWindow;

/** The computations of windows on both engines. */
final class WindowFolds {
    private WindowFolds() {}

    static SingleOutputStreamOperator<Event> millrace(
            WindowedStream<Event, Integer, TimeWindow> windowed, Folding folding) {
        return switch (folding) {
            case SUM -> windowed.sum("value");
            case MIN -> windowed.min("value");
            case MAX -> windowed.max("value");
            case MIN_BY -> windowed.minBy("value");
            case MAX_BY -> windowed.maxBy("value");
            case REDUCE_MERGE -> windowed.reduce(Functions::merge);
            case REDUCE_CHAIN -> windowed.reduce(Functions::chain);
            case REDUCE_CHAIN_PROCESS -> windowed.reduce(Functions::chain, new OnMillrace(true));
            case AGGREGATE -> windowed.aggregate(new MillraceFold());
            case AGGREGATE_PROCESS -> windowed.aggregate(new MillraceFold(), new OnMillrace(true));
            case AGGREGATE_WITHOUT_MERGE -> windowed.aggregate(new WithoutMerge());
            case BUILT_IN_SUM -> windowed.aggregate(Aggregates.<Event>sum(event -> event.value), new SumOnMillrace());
            case PROCESS -> windowed.process(new OnMillrace(false));
            case PROCESS_IN_ORDER -> windowed.process(new OnMillrace(true));
        };
    }

    static org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator<Event> flink(
            org.apache.flink.streaming.api.datastream.WindowedStream<
                            Event, Integer, org.apache.flink.streaming.api.windowing.windows.TimeWindow>
                    windowed,
            Folding folding) {
        return switch (folding) {
            case SUM -> windowed.sum("value");
            case MIN -> windowed.min("value");
            case MAX -> windowed.max("value");
            case MIN_BY -> windowed.minBy("value");
            case MAX_BY -> windowed.maxBy("value");
            case REDUCE_MERGE -> windowed.reduce(Functions::merge);
            case REDUCE_CHAIN -> windowed.reduce(Functions::chain);
            case REDUCE_CHAIN_PROCESS -> windowed.reduce(Functions::chain, new OnFlink(true));
            case AGGREGATE, AGGREGATE_WITHOUT_MERGE ->
                windowed.aggregate(new FlinkFold(), FlinkBuild.EVENT, FlinkBuild.EVENT);
            case AGGREGATE_PROCESS ->
                windowed.aggregate(
                        new FlinkFold(), new OnFlink(true), FlinkBuild.EVENT, FlinkBuild.EVENT, FlinkBuild.EVENT);
            case BUILT_IN_SUM ->
                windowed.aggregate(
                        new FlinkFold(), new SumOnFlink(), FlinkBuild.EVENT, FlinkBuild.EVENT, FlinkBuild.EVENT);
            case PROCESS -> windowed.process(new OnFlink(false), FlinkBuild.EVENT);
            case PROCESS_IN_ORDER -> windowed.process(new OnFlink(true), FlinkBuild.EVENT);
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

    private static final class OnMillrace extends ProcessWindowFunction<Event, Event, Integer, TimeWindow> {
        private final boolean inOrder;

        OnMillrace(boolean inOrder) {
            this.inOrder = inOrder;
        }

        @Override
        public void process(Integer key, Context context, Iterable<Event> elements, Collector<Event> out) {
            out.collect(Functions.window(
                    key, context.window().getStart(), context.window().getEnd(), elements, inOrder));
        }
    }

    private static final class SumOnMillrace extends ProcessWindowFunction<Long, Event, Integer, TimeWindow> {
        @Override
        public void process(Integer key, Context context, Iterable<Long> sums, Collector<Event> out) {
            out.collect(new Event(
                    key,
                    sums.iterator().next(),
                    context.window().getStart(),
                    context.window().getEnd()));
        }
    }

    private static final class OnFlink
            extends org.apache.flink.streaming.api.functions.windowing.ProcessWindowFunction<
                    Event, Event, Integer, org.apache.flink.streaming.api.windowing.windows.TimeWindow> {
        private final boolean inOrder;

        OnFlink(boolean inOrder) {
            this.inOrder = inOrder;
        }

        @Override
        public void process(
                Integer key, Context context, Iterable<Event> elements, org.apache.flink.util.Collector<Event> out) {
            out.collect(Functions.window(
                    key, context.window().getStart(), context.window().getEnd(), elements, inOrder));
        }
    }

    private static final class SumOnFlink
            extends org.apache.flink.streaming.api.functions.windowing.ProcessWindowFunction<
                    Event, Event, Integer, org.apache.flink.streaming.api.windowing.windows.TimeWindow> {
        @Override
        public void process(
                Integer key, Context context, Iterable<Event> sums, org.apache.flink.util.Collector<Event> out) {
            out.collect(new Event(
                    key,
                    sums.iterator().next().value,
                    context.window().getStart(),
                    context.window().getEnd()));
        }
    }
}
