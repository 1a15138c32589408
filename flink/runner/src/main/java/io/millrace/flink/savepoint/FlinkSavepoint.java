/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.flink.savepoint;

import io.millrace.environment.Location;
import io.millrace.flink.state.SavedNode;
import io.millrace.flink.translation.JobSettings;
import io.millrace.flink.translation.JobTranslator;
import io.millrace.snapshot.SnapshotException;
import java.io.DataInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.apache.flink.runtime.checkpoint.Checkpoints;
import org.apache.flink.runtime.checkpoint.OperatorState;
import org.apache.flink.runtime.checkpoint.metadata.CheckpointMetadata;
import org.apache.flink.runtime.state.CompletedCheckpointStorageLocation;
import org.apache.flink.runtime.state.filesystem.AbstractFsCheckpointStorageAccess;

/**
 * A savepoint of Flink's, or a checkpoint that it retained, of a job of ours: the operators that have state, by uid.
 *
 * @param checkpointId Flink's number of it
 * @param nodes at least one, in the order of their uids
 */
record FlinkSavepoint(long checkpointId, List<SavedNode> nodes) {
    /**
     * Reads what lies at a location. May block.
     *
     * @param location the directory that holds {@code _metadata}: a path, or a URI of a file system that Flink knows here
     * @throws SnapshotException if none does, or the job that wrote it is not one of ours through and through
     */
    static FlinkSavepoint load(String location) throws IOException {
        CheckpointMetadata metadata = metadata(location);
        List<SavedNode> nodes = new ArrayList<>();
        List<OperatorState> others = new ArrayList<>();
        for (OperatorState state : metadata.getOperatorStates()) {
            SavedNode node = SavedNode.of(state);
            if (node == null) {
                others.add(state);
            } else {
                nodes.add(node);
            }
        }
        Set<String> splits = new TreeSet<>();
        nodes.forEach(node -> splits.add(node.uid() + JobTranslator.SPLITS));
        requireNone(
                others.stream().filter(OperatorState::isFullyFinished).toList(),
                location,
                "had ended when it was taken, and Flink keeps no state of them. Take a savepoint before any source ends");
        requireNone(
                others.stream()
                        .filter(state -> state.getStateSize() > 0 && !carriesSplits(state, splits))
                        .toList(),
                location,
                "have state that Millrace did not write. Only savepoints of programs that ran by Millrace are read");
        if (nodes.isEmpty()) {
            throw new SnapshotException("The savepoint " + location + " holds no state of a program of Millrace's.");
        }
        nodes.sort(Comparator.comparing(SavedNode::uid));
        return new FlinkSavepoint(metadata.getCheckpointId(), nodes);
    }

    private static CheckpointMetadata metadata(String location) throws IOException {
        CompletedCheckpointStorageLocation place;
        try {
            place = AbstractFsCheckpointStorageAccess.resolveCheckpointPointer(JobSettings.location(location));
        } catch (IOException failure) {
            throw new SnapshotException(
                    "There is no savepoint of Flink's in " + location + ": " + failure.getMessage()
                            + (Location.schemeOf(location) == null
                                    ? ""
                                    : " If there is one, copy it to this machine first: only Flink itself knows other"
                                            + " file systems."),
                    failure);
        }
        try (DataInputStream in = new DataInputStream(place.getMetadataHandle().openInputStream())) {
            return Checkpoints.loadCheckpointMetadata(
                    in, FlinkSavepoint.class.getClassLoader(), place.getExternalPointer());
        } catch (IOException failure) {
            throw new SnapshotException(
                    "The savepoint " + location + " cannot be read: " + failure.getMessage(), failure);
        }
    }

    /** What it has are splits that no reader has begun: they are found again. Flink 2.0 does not tell uids. */
    private static boolean carriesSplits(OperatorState state, Set<String> splits) {
        return state.getOperatorUid().map(splits::contains).orElse(state.getCoordinatorState() != null);
    }

    private static void requireNone(List<OperatorState> states, String location, String why) throws SnapshotException {
        if (!states.isEmpty()) {
            List<String> names =
                    states.stream().map(FlinkSavepoint::nameOf).sorted().toList();
            throw new SnapshotException("The savepoint " + location + " cannot be read: operators "
                    + String.join(", ", names) + " " + why + ".");
        }
    }

    private static String nameOf(OperatorState state) {
        return state.getOperatorUid()
                .or(state::getOperatorName)
                .orElse(state.getOperatorID().toString());
    }
}
