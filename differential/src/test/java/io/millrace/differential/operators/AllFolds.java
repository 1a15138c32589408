/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.differential.operators;

import io.millrace.differential.Event;
import io.millrace.differential.Functions;
import io.millrace.differential.flink.FlinkBuild;
import io.millrace.differential.flink.FlinkFold;
import io.millrace.differential.flink.FlinkWindowFunctions;
import io.millrace.differential.millrace.MillraceFold;
import io.millrace.differential.millrace.MillraceWindowFunctions;
import io.millrace.stream.AllWindowedStream;
import io.millrace.stream.SingleOutputStreamOperator;
import io.millrace.window.Window;
import java.util.List;

/** The computations of windows of streams without keys, on both engines. */
final class AllFolds {
    static final List<Folding> ALL = List.of(
            Folding.SUM,
            Folding.MAX_BY,
            Folding.REDUCE_MERGE,
            Folding.REDUCE_CHAIN,
            Folding.REDUCE_CHAIN_PROCESS,
            Folding.AGGREGATE,
            Folding.AGGREGATE_PROCESS,
            Folding.PROCESS,
            Folding.PROCESS_IN_ORDER);

    private AllFolds() {}

    private static IllegalStateException unknown(Folding folding) {
        return new IllegalStateException(folding + " is not among the computations of windows without keys");
    }

    static <W extends Window> SingleOutputStreamOperator<Event> millrace(
            AllWindowedStream<Event, W> windowed, Folding folding) {
        return switch (folding) {
            case SUM -> windowed.sum("value");
            case MAX_BY -> windowed.maxBy("value");
            case REDUCE_MERGE -> windowed.reduce(Functions::merge);
            case REDUCE_CHAIN -> windowed.reduce(Functions::chain);
            case REDUCE_CHAIN_PROCESS ->
                windowed.reduce(Functions::chain, new MillraceWindowFunctions.DigestAll<W>(true));
            case AGGREGATE -> windowed.aggregate(new MillraceFold());
            case AGGREGATE_PROCESS ->
                windowed.aggregate(new MillraceFold(), new MillraceWindowFunctions.DigestAll<W>(true));
            case PROCESS -> windowed.process(new MillraceWindowFunctions.DigestAll<W>(false));
            case PROCESS_IN_ORDER -> windowed.process(new MillraceWindowFunctions.DigestAll<W>(true));
            default -> throw unknown(folding);
        };
    }

    static <W extends org.apache.flink.streaming.api.windowing.windows.Window>
            org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator<Event> flink(
                    org.apache.flink.streaming.api.datastream.AllWindowedStream<Event, W> windowed, Folding folding) {
        return switch (folding) {
            case SUM -> windowed.sum("value");
            case MAX_BY -> windowed.maxBy("value");
            case REDUCE_MERGE -> windowed.reduce(Functions::merge);
            case REDUCE_CHAIN -> windowed.reduce(Functions::chain);
            case REDUCE_CHAIN_PROCESS ->
                windowed.reduce(Functions::chain, new FlinkWindowFunctions.DigestAll<W>(true), FlinkBuild.EVENT);
            case AGGREGATE -> windowed.aggregate(new FlinkFold(), FlinkBuild.EVENT, FlinkBuild.EVENT);
            case AGGREGATE_PROCESS ->
                windowed.aggregate(
                        new FlinkFold(),
                        new FlinkWindowFunctions.DigestAll<W>(true),
                        FlinkBuild.EVENT,
                        FlinkBuild.EVENT,
                        FlinkBuild.EVENT);
            case PROCESS -> windowed.process(new FlinkWindowFunctions.DigestAll<W>(false), FlinkBuild.EVENT);
            case PROCESS_IN_ORDER -> windowed.process(new FlinkWindowFunctions.DigestAll<W>(true), FlinkBuild.EVENT);
            default -> throw unknown(folding);
        };
    }
}
