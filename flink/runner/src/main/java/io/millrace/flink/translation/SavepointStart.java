/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.flink.translation;

import io.millrace.environment.Environment;
import io.millrace.graph.ExecutionPlan;
import io.millrace.graph.JobNode;
import io.millrace.graph.SavepointRestoreSettings;
import io.millrace.operator.SourceOperator;
import io.millrace.operator.SplitState;
import io.millrace.task.RestoredCheckpoint;
import io.millrace.task.RestoredJob;
import java.io.IOException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Holds a job against the savepoint of Millrace that it starts from, before it is submitted. */
public final class SavepointStart {
    private static final Logger LOG = LoggerFactory.getLogger(SavepointStart.class);

    private SavepointStart() {}

    /**
     * Reads the whole savepoint.
     *
     * @param environment reads the storages of this machine
     * @return what the job starts from; {@link RestoredJob#NONE} where it has no savepoint
     * @throws io.millrace.snapshot.SnapshotException if it is damaged, or does not fit the job
     */
    public static RestoredJob check(ExecutionPlan plan, Environment environment) throws IOException {
        SavepointRestoreSettings savepoint = plan.graph().configuration().savepoint();
        if (savepoint == null) {
            return RestoredJob.NONE;
        }
        RestoredCheckpoint start = RestoredCheckpoint.ofSavepoint(savepoint, environment, plan.nodesByUid());
        if (plan.graph().configuration().batch() != null) {
            requireFinishedSources(plan, start);
        }
        if (!start.dropped().isEmpty()) {
            LOG.warn(
                    "Job '{}' drops the state of operators that it no longer has: {}",
                    plan.graph().name(),
                    start.dropped());
        }
        return start;
    }

    /** A batch has no middle to go on from: all records of a key have to come together. */
    private static void requireFinishedSources(ExecutionPlan plan, RestoredJob start) throws IOException {
        for (JobNode node : plan.nodesByUid().values()) {
            for (SplitState split : SourceOperator.restoredSplits(start.stateOf(node.uid()))) {
                if (!split.finished()) {
                    throw new UnsupportedOperationException("The savepoint is one of the middle of source '"
                            + node.name() + "', and a job in BATCH mode cannot go on from there. Run it in STREAMING"
                            + " mode, or without the savepoint.");
                }
            }
        }
    }
}
