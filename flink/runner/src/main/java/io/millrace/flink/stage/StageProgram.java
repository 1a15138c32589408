/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.flink.stage;

import io.millrace.flink.exchange.Envelope;
import io.millrace.flink.exchange.OpaqueType;
import io.millrace.graph.Exchange;
import io.millrace.graph.JobConfiguration;
import io.millrace.graph.JobEdge;
import io.millrace.graph.Stage;
import java.io.Serializable;
import java.util.List;
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

    /** Whether each writer has one reader of its own. */
    static boolean isOneToOne(JobEdge edge, int writers, int readers) {
        return edge.exchange() instanceof Exchange.Forward && writers == readers;
    }
}
