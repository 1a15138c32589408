/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.task;

import io.millrace.graph.JobNode;
import io.millrace.operator.RestoredState;
import io.millrace.operator.ValuesTable;
import io.millrace.snapshot.AvroTableReader;
import io.millrace.snapshot.Manifest;
import io.millrace.snapshot.SnapshotDirectory;
import io.millrace.snapshot.SnapshotException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A checkpoint that an attempt starts from, matched to the job's operators by uid. */
final class RestoredCheckpoint implements RestoredJob {
    private final SnapshotDirectory directory;
    private final Manifest manifest;
    private final ClassLoader classLoader;
    private final Map<String, Manifest.Operator> operators = new LinkedHashMap<>();
    private final Map<String, Long> watermarks = new LinkedHashMap<>();

    /**
     * @param classLoader finds the classes of the state
     */
    RestoredCheckpoint(
            SnapshotDirectory directory, Manifest manifest, Map<String, JobNode> nodes, ClassLoader classLoader)
            throws IOException {
        this.classLoader = classLoader;
        this.directory = directory;
        this.manifest = manifest;
        for (Manifest.Operator operator : manifest.operators()) {
            operators.put(operator.uid(), operator);
            requireFit(operator, nodes.get(operator.uid()));
        }
    }

    private void requireFit(Manifest.Operator operator, @org.jspecify.annotations.Nullable JobNode node)
            throws IOException {
        String where = "Checkpoint " + manifest.checkpointId() + " of job '" + manifest.jobName() + "'";
        if (node == null && !hasState(operator)) {
            return;
        }
        if (node == null) {
            throw new SnapshotException(where + " holds state of operator '" + operator.uid() + "' (" + operator.name()
                    + "), which the job no longer has. Give the operator that replaces it this uid, or start afresh.");
        }
        long lowest = Long.MAX_VALUE;
        for (Object value : ValuesTable.readAll(stateOf(operator.uid()), OperatorTaskState.TABLE)) {
            OperatorTaskState state = (OperatorTaskState) value;
            lowest = Math.min(lowest, state.watermark());
            if (state.maxParallelism() != node.maxParallelism()) {
                throw new SnapshotException(where + " divides the keys of operator '" + operator.uid() + "' into "
                        + state.maxParallelism() + " key groups, but the job wants " + node.maxParallelism()
                        + ". Set the max parallelism back to " + state.maxParallelism()
                        + ": the number of key groups cannot change.");
            }
        }
        watermarks.put(operator.uid(), lowest == Long.MAX_VALUE && !hasEnded(operator) ? Long.MIN_VALUE : lowest);
    }

    private static boolean hasState(Manifest.Operator operator) {
        return !operator.tables().isEmpty()
                || operator.entries().stream().anyMatch(entry -> !entry.name().equals(OperatorTaskState.TABLE));
    }

    private static boolean hasEnded(Manifest.Operator operator) {
        return operator.entries().stream().anyMatch(entry -> entry.name().equals(OperatorTaskState.TABLE));
    }

    long checkpointId() {
        return manifest.checkpointId();
    }

    @Override
    public long watermarkOf(String uid) {
        return watermarks.getOrDefault(uid, Long.MIN_VALUE);
    }

    @Override
    public RestoredState stateOf(String uid) {
        return new RestoredState() {
            @Override
            public boolean isRestored() {
                return true;
            }

            @Override
            public long checkpointId() {
                return manifest.checkpointId();
            }

            @Override
            public List<AvroTableReader> open(String table) throws IOException {
                return openTables(uid, table);
            }
        };
    }

    private List<AvroTableReader> openTables(String uid, String table) throws IOException {
        List<AvroTableReader> readers = new ArrayList<>();
        Manifest.Operator operator = operators.get(uid);
        if (operator == null) {
            return readers;
        }
        List<Manifest.Entry> entries = new ArrayList<>(operator.entries());
        entries.sort(Comparator.comparingInt(Manifest.Entry::subtask));
        for (Manifest.Entry entry : entries) {
            if (entry.name().equals(table)) {
                readers.add(new AvroTableReader(uid + "/" + table, entry.bytes()).withClassLoader(classLoader));
            }
        }
        List<Manifest.Table> tables = new ArrayList<>(operator.tables());
        tables.sort(Comparator.comparingInt(Manifest.Table::subtask));
        for (Manifest.Table file : tables) {
            if (file.name().equals(table)) {
                readers.add(directory.open(manifest, file).withClassLoader(classLoader));
            }
        }
        return readers;
    }
}
