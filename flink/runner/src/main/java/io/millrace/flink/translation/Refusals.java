/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.flink.translation;

import io.millrace.connector.Sink;
import io.millrace.connector.TwoPhaseCommitSink;
import io.millrace.connector.basic.CollectingSink;
import io.millrace.graph.ExecutionPlan;
import io.millrace.graph.JobConfiguration;
import io.millrace.graph.JobNode;
import io.millrace.graph.StateBackendSettings;
import io.millrace.operator.SourceDriver;
import io.millrace.time.WatermarkAlignmentParams;
import java.io.IOException;
import java.io.NotSerializableException;
import java.io.ObjectOutputStream;
import java.io.OutputStream;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a job may not use on a cluster, told by name and reason before it is submitted. */
public final class Refusals {
    private Refusals() {}

    /** @throws UnsupportedOperationException if the job uses what a cluster does not have */
    public static void check(ExecutionPlan plan) {
        checkSettings(plan.graph().configuration());
        Map<String, String> groups = new HashMap<>();
        for (JobNode node : plan.nodesByUid().values()) {
            checkCollects(node);
            checkCommits(node);
            checkAlignment(node, groups);
            checkTravels(node);
        }
    }

    private static void checkSettings(JobConfiguration job) {
        StateBackendSettings backend = job.stateBackend();
        if (!backend.type().equals(StateBackendSettings.HASHMAP.type())) {
            throw refusal("the state backend '" + backend.type()
                    + "': keyed state is in the memory of the task managers there. Use StateBackendSettings.HASHMAP, and"
                    + " more task managers.");
        }
    }

    private static void checkCollects(JobNode node) {
        Sink<?> sink = node.sink();
        if (sink instanceof CollectingSink<?>) {
            throw refusal("sink '" + node.name() + "': it collects rows in the memory of this program, and the job's"
                    + " tasks are in other processes. Write to files or another system.");
        }
    }

    private static void checkCommits(JobNode node) {
        if (node.sink() instanceof TwoPhaseCommitSink<?, ?, ?> sink && sink.needsGlobalCommitter()) {
            throw refusal(
                    "sink '" + node.name() + "': it replaces what is there, all at once and at the end of the job, and"
                            + " there each subtask commits at its own end. Run it in one process, or write elsewhere.");
        }
    }

    private static void checkAlignment(JobNode node, Map<String, String> groups) {
        WatermarkAlignmentParams alignment = alignmentOf(node);
        if (alignment == null) {
            return;
        }
        String other = groups.putIfAbsent(alignment.watermarkGroup(), node.name());
        if (other != null) {
            throw refusal("watermark group '" + alignment.watermarkGroup() + "' of sources '" + other + "' and '"
                    + node.name() + "': there only the subtasks of one source keep step with each other. Give each"
                    + " source a group of its own.");
        }
    }

    /** Returns how a source keeps step with others, or null where it does not, and where the node is no source. */
    static @Nullable WatermarkAlignmentParams alignmentOf(JobNode node) {
        return node.source() != null && node.factory().create() instanceof SourceDriver driver
                ? driver.alignment()
                : null;
    }

    private static void checkTravels(JobNode node) {
        try (ObjectOutputStream out = new ObjectOutputStream(OutputStream.nullOutputStream())) {
            out.writeObject(node);
        } catch (NotSerializableException failure) {
            throw refusal("operator '" + node.name() + "': it holds a " + failure.getMessage()
                    + ", which cannot be sent to another process. Make it Serializable, or make it where it is used, in"
                    + " the open(...) of a rich function. A lambda holds what it names of its surroundings, and a field"
                    + " of an object stands for the whole object.");
        } catch (IOException failure) {
            throw refusal(
                    "operator '" + node.name() + "', which cannot be sent to another process: " + failure.getMessage());
        }
    }

    private static UnsupportedOperationException refusal(String what) {
        return new UnsupportedOperationException("On a Flink cluster the job cannot use " + what);
    }
}
