/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.flink.translation;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.connector.basic.CollectingSink;
import io.millrace.connector.basic.DiscardingSink;
import io.millrace.graph.GraphCompiler;
import io.millrace.graph.StateBackendSettings;
import io.millrace.stream.DataStream;
import io.millrace.stream.StreamExecutionEnvironment;
import org.junit.jupiter.api.Test;

class RefusalsTest {
    private final StreamExecutionEnvironment environment = StreamExecutionEnvironment.createLocalEnvironment(1);
    private final DataStream<Integer> numbers = environment.fromData(1, 2, 3);

    private void check() {
        Refusals.check(GraphCompiler.compile(environment.getJobGraph("job")));
    }

    @Test
    void takesAJobThatCanTravel() {
        numbers.map(number -> number + 1).sinkTo(new DiscardingSink<>());

        assertThatCode(this::check).doesNotThrowAnyException();
    }

    @Test
    void namesTheOperatorThatHoldsWhatCannotTravel() {
        Object service = new Object();
        numbers.map(number -> number + service.hashCode()).name("priced").sinkTo(new DiscardingSink<>());

        assertThatThrownBy(this::check)
                .isInstanceOf(UnsupportedOperationException.class)
                .hasMessageContaining("'priced'")
                .hasMessageContaining("java.lang.Object");
    }

    @Test
    void refusesSinksIntoTheProgramsMemory() {
        numbers.sinkTo(new CollectingSink<>()).name("results");

        assertThatThrownBy(this::check).hasMessageContaining("sink 'results'");
    }

    @Test
    void refusesStateThatIsNotInMemory() {
        environment.setStateBackend(StateBackendSettings.rocksdb());
        numbers.sinkTo(new DiscardingSink<>());

        assertThatThrownBy(this::check).hasMessageContaining("state backend 'rocksdb'");
    }
}
