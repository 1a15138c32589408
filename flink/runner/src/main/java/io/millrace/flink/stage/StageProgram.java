/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.flink.stage;

import io.millrace.flink.exchange.Envelope;
import io.millrace.flink.exchange.OpaqueType;
import io.millrace.graph.Exchange;
import io.millrace.graph.JobConfiguration;
import io.millrace.graph.JobEdge;
import io.millrace.graph.JobNode;
import io.millrace.graph.SavepointRestoreSettings;
import io.millrace.graph.Stage;
import io.millrace.snapshot.SnapshotException;
import io.millrace.task.RestoredCheckpoint;
import io.millrace.task.RestoredJob;
import io.millrace.task.TaskResources;
import java.io.IOException;
import java.io.Serializable;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.flink.util.OutputTag;

/**
 * All that a task needs to know of the job: its stage, and the exchanges around it.
 *
 * @param incoming the exchanges into the stage's head, in the order of its inputs
 */
public record StageProgram(
        Stage stage, List<Incoming> incoming, List<Outgoing> outgoing, String jobName, JobConfiguration configuration)
        implements Serializable {
    /**
     * An exchange into the stage.
     *
     * @param number the same for no other exchange of the job
     * @param writers the parallelism of the stage that writes
     */
    public record Incoming(int number, JobEdge edge, int writers) implements Serializable {}

    /**
     * An exchange out of the stage.
     *
     * @param readers the parallelism of the stage that reads
     * @param maxParallelism of the operator that reads
     */
    public record Outgoing(int number, JobEdge edge, int readers, int maxParallelism) implements Serializable {
        /** Returns what tells the envelopes of this exchange from those of others. */
        public OutputTag<Envelope> tag() {
            return new OutputTag<>("exchange-" + number, OpaqueType.ofEnvelopes());
        }
    }

    /**
     * Opens the savepoint that the stage starts from where Flink restores nothing: at first, and after a failure before
     * Flink's first checkpoint. The job was held against it when it was submitted.
     *
     * @param loader finds what reads storages
     */
    RestoredJob openSavepoint(ClassLoader loader) throws IOException {
        SavepointRestoreSettings savepoint = configuration.savepoint();
        if (savepoint == null) {
            return RestoredJob.NONE;
        }
        Map<String, JobNode> nodes = new LinkedHashMap<>();
        stage.nodes().forEach(node -> nodes.put(node.uid(), node));
        try (TaskResources resources = TaskResources.open(jobName, loader)) {
            return RestoredCheckpoint.partOfSavepoint(savepoint.path(), resources.environment(), nodes);
        } catch (SnapshotException failure) {
            throw new SnapshotException(
                    failure.getMessage() + " The job starts from it, so the machines of all tasks must see it.",
                    failure);
        }
    }

    /** Whether each writer has one reader of its own. */
    static boolean isOneToOne(JobEdge edge, int writers, int readers) {
        return edge.exchange() instanceof Exchange.Forward && writers == readers;
    }
}
