/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.flink.translation;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.connector.Committer;
import io.millrace.connector.SinkContext;
import io.millrace.connector.TwoPhaseCommitSink;
import io.millrace.connector.TwoPhaseCommitWriter;
import io.millrace.connector.basic.CollectingSink;
import io.millrace.connector.basic.DiscardingSink;
import io.millrace.graph.GraphCompiler;
import io.millrace.graph.StateBackendSettings;
import io.millrace.stream.DataStream;
import io.millrace.stream.StreamExecutionEnvironment;
import java.util.List;
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
    void refusesSinksWhoseSubtasksCannotCommitEachByItself() {
        numbers.sinkTo(new Overwriting()).name("replaced");

        assertThatThrownBy(this::check).hasMessageContaining("sink 'replaced': it replaces what is there");
    }

    private static final class Overwriting implements TwoPhaseCommitSink<Integer, Integer, Integer> {
        @Override
        public TwoPhaseCommitWriter<Integer, Integer, Integer> restoreWriter(
                SinkContext context, List<Integer> states) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Committer<Integer, Integer> createCommitter(SinkContext context) {
            throw new UnsupportedOperationException();
        }

        @Override
        public boolean needsGlobalCommitter() {
            return true;
        }
    }

    @Test
    void refusesStateThatIsNotInMemory() {
        environment.setStateBackend(StateBackendSettings.rocksdb());
        numbers.sinkTo(new DiscardingSink<>());

        assertThatThrownBy(this::check).hasMessageContaining("state backend 'rocksdb'");
    }
}
