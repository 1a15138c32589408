/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.flink.stage;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.flink.stage.SinkEvent.MayWrite;
import io.millrace.flink.stage.SinkEvent.Opened;
import io.millrace.flink.stage.SinkEvent.Settle;
import io.millrace.flink.stage.SinkEvent.Settled;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.apache.flink.runtime.executiongraph.ExecutionAttemptID;
import org.apache.flink.runtime.messages.Acknowledge;
import org.apache.flink.runtime.operators.coordination.OperatorCoordinator.SubtaskGateway;
import org.apache.flink.runtime.operators.coordination.OperatorEvent;
import org.junit.jupiter.api.Test;

/** Who settles what earlier attempts of a sink left, and who waits for it. */
class SinkCoordinatorTest {
    private final SinkCoordinator coordinator = new SinkCoordinator(2);
    private final List<String> sent = new ArrayList<>();

    private void ready(int subtask, int attempt) {
        coordinator.executionAttemptReady(subtask, attempt, new Gateway(subtask, attempt));
    }

    private void opened(int subtask, int attempt) {
        coordinator.handleEventFromOperator(subtask, attempt, new Opened());
    }

    private void settled() {
        coordinator.handleEventFromOperator(0, 0, new Settled());
    }

    private void startBoth() {
        ready(0, 0);
        ready(1, 0);
        opened(0, 0);
        opened(1, 0);
        settled();
        sent.clear();
    }

    private static String line(int subtask, int attempt, OperatorEvent event) {
        return subtask + "#" + attempt + " " + event;
    }

    @Test
    void theFirstSubtaskSettlesBeforeAnyWrites() {
        ready(1, 0);
        opened(1, 0);
        ready(0, 0);
        assertThat(sent).isEmpty();

        opened(0, 0);
        assertThat(sent).containsExactly(line(0, 0, new Settle()));

        settled();
        assertThat(sent)
                .containsExactlyInAnyOrder(
                        line(0, 0, new Settle()), line(0, 0, new MayWrite(true)), line(1, 0, new MayWrite(true)));
    }

    /** Flink's word that a task can be sent to may be overtaken by what the task sends. */
    @Test
    void aSubtaskThatIsHeardOfBeforeItCanBeSentToIsAnsweredLater() {
        opened(0, 0);
        opened(1, 0);
        assertThat(sent).isEmpty();

        ready(0, 0);
        settled();
        assertThat(sent).containsExactly(line(0, 0, new Settle()), line(0, 0, new MayWrite(true)));

        ready(1, 0);
        assertThat(sent).last().isEqualTo(line(1, 0, new MayWrite(true)));
    }

    @Test
    void aSubtaskThatRestartsAloneCommitsForItselfAndNothingIsAborted() {
        startBoth();
        coordinator.executionAttemptFailed(1, 0, null);
        coordinator.subtaskReset(1, 7);
        ready(1, 1);
        opened(1, 1);

        assertThat(sent).containsExactly(line(1, 1, new MayWrite(false)));
    }

    @Test
    void whereAllRestartAllIsSettledAgain() {
        startBoth();
        coordinator.executionAttemptFailed(0, 0, null);
        coordinator.executionAttemptFailed(1, 0, null);
        coordinator.subtaskReset(0, 7);
        coordinator.subtaskReset(1, 7);
        ready(0, 1);
        ready(1, 1);
        opened(1, 1);
        opened(0, 1);

        assertThat(sent).containsExactly(line(0, 1, new Settle()));
    }

    @Test
    void anAttemptIsNotToldWhatAnEarlierOneAsked() {
        startBoth();
        coordinator.executionAttemptFailed(1, 0, null);
        coordinator.subtaskReset(1, 7);
        opened(1, 0); // late
        ready(1, 1);
        assertThat(sent).isEmpty();

        opened(1, 1);
        assertThat(sent).containsExactly(line(1, 1, new MayWrite(false)));
    }

    /** Flink keeps back what is sent to a subtask while a checkpoint is between its coordinator and itself. */
    @Test
    void aCheckpointWaitsUntilAllSubtasksHaveBeenToldToWrite() {
        ready(0, 0);
        ready(1, 0);
        opened(0, 0);
        CompletableFuture<byte[]> early = new CompletableFuture<>();
        coordinator.checkpointCoordinator(1, early);
        opened(1, 0);
        assertThat(early).isNotDone();

        settled();
        assertThat(early).isCompleted();

        CompletableFuture<byte[]> later = new CompletableFuture<>();
        coordinator.checkpointCoordinator(2, later);
        assertThat(later).isCompleted();
    }

    @Test
    void aCheckpointFailsWithASubtaskThatItWaitsFor() {
        ready(0, 0);
        opened(0, 0);
        CompletableFuture<byte[]> result = new CompletableFuture<>();
        coordinator.checkpointCoordinator(1, result);
        coordinator.executionAttemptFailed(0, 0, null);

        assertThat(result).isCompletedExceptionally();
    }

    /** Notes what is sent to an attempt of a subtask. */
    private final class Gateway implements SubtaskGateway {
        private final int subtask;
        private final int attempt;

        Gateway(int subtask, int attempt) {
            this.subtask = subtask;
            this.attempt = attempt;
        }

        @Override
        public CompletableFuture<Acknowledge> sendEvent(OperatorEvent event) {
            sent.add(line(subtask, attempt, event));
            return CompletableFuture.completedFuture(Acknowledge.get());
        }

        @Override
        public ExecutionAttemptID getExecution() {
            throw new UnsupportedOperationException();
        }

        @Override
        public int getSubtask() {
            return subtask;
        }
    }
}
