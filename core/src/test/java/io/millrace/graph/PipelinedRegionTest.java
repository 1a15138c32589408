/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.graph;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.connector.basic.CollectingSink;
import io.millrace.stream.DataStream;
import io.millrace.stream.StreamExecutionEnvironment;
import java.util.List;
import org.junit.jupiter.api.Test;

class PipelinedRegionTest {
    private final StreamExecutionEnvironment environment = StreamExecutionEnvironment.createLocalEnvironment(2);

    private DataStream<Integer> source() {
        return environment.fromData(1, 2, 3);
    }

    private List<Integer> sizes() {
        return GraphCompiler.compile(environment.getJobGraph("job")).regions().stream()
                .map(region -> region.stages().size())
                .toList();
    }

    @Test
    void stagesThatAreJoinedByExchangesAreOneRegion() {
        source().rebalance()
                .map(number -> number)
                .keyBy(number -> number)
                .reduce(Integer::sum)
                .sinkTo(new CollectingSink<>());
        assertThat(sizes()).hasSize(1);
    }

    @Test
    void pipelinesThatMeetNowhereAreRegionsOfTheirOwn() {
        source().sinkTo(new CollectingSink<>());
        source().keyBy(number -> number).reduce(Integer::sum).sinkTo(new CollectingSink<>());
        assertThat(sizes()).hasSize(2);
    }

    /** The third joins what the first two have begun, however long they were apart. */
    @Test
    void pipelinesThatMeetAtTheirEndAreOneRegion() {
        DataStream<Integer> left = source().rebalance().map(number -> number);
        DataStream<Integer> right = source().rebalance().map(number -> number);
        source().sinkTo(new CollectingSink<>());
        left.union(right).sinkTo(new CollectingSink<>());
        assertThat(sizes()).hasSize(2).anyMatch(size -> size > 2);
    }

    /** One that feeds two is one with both. */
    @Test
    void readersOfOneStreamAreOneRegion() {
        DataStream<Integer> source = source();
        source.keyBy(number -> number).reduce(Integer::sum).sinkTo(new CollectingSink<>());
        source.keyBy(number -> number % 2).reduce(Integer::max).sinkTo(new CollectingSink<>());
        assertThat(sizes()).hasSize(1);
    }
}
