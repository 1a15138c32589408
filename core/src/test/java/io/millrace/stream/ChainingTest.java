/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.stream;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.graph.GraphCompiler;
import io.millrace.graph.Stage;
import java.util.List;
import org.junit.jupiter.api.Test;

class ChainingTest {
    private static StreamExecutionEnvironment environment() {
        return StreamExecutionEnvironment.createLocalEnvironment(2);
    }

    private static List<String> stages(StreamExecutionEnvironment environment) {
        return GraphCompiler.compile(environment.getJobGraph("chains")).stages().stream()
                .map(Stage::name)
                .toList();
    }

    @Test
    void operatorsAreFusedUnlessTheySayOtherwise() {
        StreamExecutionEnvironment env = environment();
        env.fromSequence(1, 10)
                .map(n -> n)
                .name("a")
                .filter(n -> true)
                .name("b")
                .print();

        assertThat(stages(env)).containsExactly("Sequence -> a -> b -> Print");
    }

    @Test
    void aNewChainBeginsAStage() {
        StreamExecutionEnvironment env = environment();
        env.fromSequence(1, 10)
                .map(n -> n)
                .name("a")
                .startNewChain()
                .filter(n -> true)
                .name("b")
                .print();

        assertThat(stages(env)).containsExactly("Sequence", "a -> b -> Print");
    }

    @Test
    void anOperatorThatIsNotChainedStandsAlone() {
        StreamExecutionEnvironment env = environment();
        env.fromSequence(1, 10)
                .map(n -> n)
                .name("a")
                .disableChaining()
                .filter(n -> true)
                .name("b")
                .print();

        assertThat(stages(env)).containsExactly("Sequence", "a", "b -> Print");
    }

    @Test
    void noOperatorIsChainedWhereTheEnvironmentForbidsIt() {
        StreamExecutionEnvironment env = environment().disableOperatorChaining();
        env.setParallelism(1);
        env.fromSequence(1, 10)
                .map(n -> n)
                .name("a")
                .keyBy(n -> n)
                .reduce(Long::sum)
                .print();

        assertThat(env.isChainingEnabled()).isFalse();
        assertThat(stages(env)).containsExactly("Sequence", "a", "Keyed Reduce", "Print");
    }

    @Test
    void thePlanShowsStagesExchangesAndDescriptions() {
        StreamExecutionEnvironment env = environment();
        env.fromSequence(1, 10)
                .map(n -> n)
                .uid("doubling")
                .setDescription("leaves numbers alone")
                .rescale()
                .filter(n -> true)
                .setParallelism(4)
                .print()
                .setParallelism(4);

        assertThat(env.getExecutionPlan()).isEqualTo("""
                        Stage 0, parallelism 2
                          Sequence (uid sequence-1)
                          Map (uid doubling): leaves numbers alone
                        Stage 1, parallelism 4, rescale from stage 0
                          Filter (uid filter-1)
                          Print (uid print-1)
                        """);
    }
}
