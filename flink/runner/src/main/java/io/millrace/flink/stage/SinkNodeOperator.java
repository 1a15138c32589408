/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.flink.stage;

import io.millrace.connector.Committer;
import io.millrace.connector.SinkContext;
import io.millrace.connector.TwoPhaseCommitSink;
import io.millrace.environment.Environment;
import io.millrace.flink.exchange.Envelope;
import io.millrace.flink.stage.SinkEvent.MayWrite;
import io.millrace.flink.stage.SinkEvent.Opened;
import io.millrace.flink.stage.SinkEvent.Settle;
import io.millrace.flink.stage.SinkEvent.Settled;
import io.millrace.graph.JobNode;
import io.millrace.metric.Counter;
import io.millrace.metric.SimpleCounter;
import io.millrace.operator.SinkOperator;
import io.millrace.operator.ValuesTable;
import io.millrace.task.TaskResources;
import java.util.List;
import java.util.concurrent.ConcurrentSkipListMap;
import org.apache.flink.runtime.operators.coordination.OperatorEvent;
import org.apache.flink.runtime.operators.coordination.OperatorEventGateway;
import org.apache.flink.runtime.operators.coordination.OperatorEventHandler;
import org.apache.flink.streaming.api.operators.StreamOperatorParameters;
import org.jspecify.annotations.Nullable;

/**
 * An exactly-once sink: it commits what a checkpoint holds when Flink says that it is complete. Before anything is written, the
 * first subtask commits again what the restored checkpoint holds, and aborts what it does not, for all subtasks of then: these
 * wait for it, as told by the {@link SinkCoordinator}.
 */
final class SinkNodeOperator extends NodeOperator implements OperatorEventHandler {
    private final OperatorEventGateway coordinator;
    private final ConcurrentSkipListMap<Long, List<Object>> pending = new ConcurrentSkipListMap<>(); // by checkpoint
    private @Nullable TaskResources resources;
    private @Nullable Committer<Object, Object> committer;

    SinkNodeOperator(
            StageProgram program,
            JobNode node,
            StreamOperatorParameters<Envelope> parameters,
            OperatorEventGateway coordinator) {
        super(program, node, parameters);
        this.coordinator = coordinator;
    }

    @Override
    @SuppressWarnings("unchecked")
    public void open() throws Exception {
        if (!(node().sink() instanceof TwoPhaseCommitSink<?, ?, ?> sink)) {
            throw new IllegalStateException("'" + node().name() + "' is no sink with two phases");
        }
        TaskResources opened = TaskResources.open(program().jobName(), classLoader());
        resources = opened;
        committer = (Committer<Object, Object>) sink.createCommitter(new CommitterContext(
                opened.environment(),
                node().parallelism(),
                attemptId(),
                link().stateOf(node().uid()).isRestored()));
        link().addUnsettledSink();
        coordinator.sendEventToCoordinator(new Opened());
    }

    private Committer<Object, Object> committer() {
        Committer<Object, Object> current = committer;
        if (current == null) {
            throw new IllegalStateException("The operator is not open");
        }
        return current;
    }

    @Override
    public void handleOperatorEvent(OperatorEvent event) {
        try {
            if (event instanceof Settle) {
                commitRestored();
                committer().abortAllBut(restored(SinkOperator.WRITER_STATES));
                coordinator.sendEventToCoordinator(new Settled());
            } else if (event instanceof MayWrite mayWrite) {
                if (!mayWrite.settled()) {
                    commitRestored();
                }
                link().settleSink();
            }
        } catch (Exception failure) {
            environment()
                    .failExternally(new IllegalStateException(
                            "What earlier runs left of sink '" + node().uid() + "' could not be settled", failure));
        }
    }

    private void commitRestored() throws Exception {
        committer().commit(restored(SinkOperator.COMMITTABLES));
    }

    private List<Object> restored(String table) throws Exception {
        return ValuesTable.readAll(link().stateOf(node().uid()), table);
    }

    @Override
    void onCommittables(long checkpointId, List<Object> committables) {
        pending.put(checkpointId, committables);
    }

    /** A later checkpoint holds what those before it did that were not known to be complete. */
    @Override
    public void notifyCheckpointComplete(long checkpointId) throws Exception {
        List<Object> committables = pending.get(checkpointId);
        if (committables != null) {
            pending.headMap(checkpointId, true).clear();
            commit(committables);
        }
    }

    @Override
    void commit(List<Object> committables) throws Exception {
        if (!committables.isEmpty()) {
            committer().commit(committables);
        }
    }

    @Override
    public void close() throws Exception {
        Committer<Object, Object> closing = committer;
        committer = null;
        try {
            if (closing != null) {
                closing.close();
            }
            if (resources != null) {
                resources.close();
            }
        } finally {
            super.close();
        }
    }

    /** Committers belong to the job and not to a subtask. */
    private record CommitterContext(Environment environment, int parallelism, long attemptId, boolean isRestored)
            implements SinkContext {
        @Override
        public int subtaskIndex() {
            return 0;
        }

        @Override
        public Counter counter(String name) {
            return new SimpleCounter();
        }
    }
}
