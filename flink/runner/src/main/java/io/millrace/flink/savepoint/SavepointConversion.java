/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.flink.savepoint;

import io.millrace.environment.Environment;
import io.millrace.environment.Location;
import io.millrace.environment.Storage;
import io.millrace.flink.state.SavedNode;
import io.millrace.snapshot.CheckpointWriter;
import io.millrace.snapshot.Manifest;
import io.millrace.snapshot.SnapshotException;
import io.millrace.snapshot.StateTable;
import io.millrace.task.TaskResources;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Writes what a savepoint of Flink's holds as a savepoint of Millrace's, which embedded jobs start from at any parallelism. */
public final class SavepointConversion {
    private SavepointConversion() {}

    /**
     * Converts a savepoint, which is only read. What it becomes is there as a whole, or not at all. May block.
     *
     * @param from the directory that holds {@code _metadata}: a path, or a URI of a file system that Flink knows here
     * @param to a directory that is new or empty: a path, or such as {@code s3://bucket/path}
     * @throws SnapshotException if there is no savepoint of a program of Millrace's, or something lies where it shall go
     */
    public static void convert(String from, String to) throws IOException {
        try (TaskResources resources = TaskResources.open("convert", SavepointConversion.class.getClassLoader())) {
            convert(from, to, resources.environment());
        }
    }

    private static void convert(String from, String to, Environment environment) throws IOException {
        FlinkSavepoint savepoint = FlinkSavepoint.load(from);
        Location place = Location.of(to);
        if (place.name().isEmpty()) {
            throw new SnapshotException("A savepoint needs a directory of its own, not " + to);
        }
        Storage storage = environment.storage(place.directory());
        CheckpointWriter writer = CheckpointWriter.beginSavepoint(storage, place.name(), savepoint.checkpointId());
        try {
            writer.commit(write(savepoint, writer, environment.clockMillis()));
        } catch (IOException | RuntimeException failure) {
            storage.delete(place.name());
            throw failure;
        }
    }

    private static Manifest write(FlinkSavepoint savepoint, CheckpointWriter writer, long nowMillis)
            throws IOException {
        List<Manifest.Operator> operators = new ArrayList<>();
        int maxParallelism = 1;
        for (SavedNode node : savepoint.nodes()) {
            List<Manifest.Table> tables = new ArrayList<>();
            for (int subtask = 0; subtask < node.parallelism(); subtask++) {
                for (StateTable table : node.keyedTables(subtask)) {
                    tables.add(writer.write(node.uid(), subtask, table));
                }
            }
            operators.add(new Manifest.Operator(node.uid(), node.name(), node.parallelism(), tables, node.entries()));
            maxParallelism = Math.max(maxParallelism, node.maxParallelism());
        }
        return new Manifest(
                Manifest.FORMAT_VERSION,
                savepoint.nodes().get(0).jobName(),
                savepoint.checkpointId(),
                nowMillis,
                maxParallelism,
                operators);
    }
}
