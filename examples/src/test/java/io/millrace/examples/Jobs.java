/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.examples;

import io.millrace.connector.basic.CollectingSink;
import io.millrace.stream.DataStream;
import io.millrace.stream.StreamExecutionEnvironment;
import java.util.List;
import java.util.function.Function;

/** Runs a job on given elements with the real engine. */
public final class Jobs {
    private Jobs() {}

    /** Returns what the job gives; the watermark follows each element. */
    public static <A, B> List<B> run(List<A> elements, int parallelism, Function<DataStream<A>, DataStream<B>> job)
            throws Exception {
        StreamExecutionEnvironment environment = StreamExecutionEnvironment.getExecutionEnvironment();
        environment.setParallelism(parallelism).setWatermarkIntervalRecords(1);
        CollectingSink<B> sink = new CollectingSink<>();
        job.apply(environment.fromData(elements)).sinkTo(sink);
        environment.execute("test");
        return sink.results();
    }
}
