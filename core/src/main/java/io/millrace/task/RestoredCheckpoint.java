/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.task;

import io.millrace.environment.Environment;
import io.millrace.graph.JobNode;
import io.millrace.graph.SavepointRestoreSettings;
import io.millrace.operator.RestoredState;
import io.millrace.operator.ValuesTable;
import io.millrace.snapshot.AvroTableReader;
import io.millrace.snapshot.Manifest;
import io.millrace.snapshot.SnapshotException;
import io.millrace.snapshot.StoredSnapshot;
import io.millrace.snapshot.StoredTable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A checkpoint that an attempt starts from, matched to the job's operators by uid. */
public final class RestoredCheckpoint implements RestoredJob {
    private final StoredSnapshot snapshot;
    private final Manifest manifest;
    private final ClassLoader classLoader;
    private final Map<String, Manifest.Operator> operators = new LinkedHashMap<>();
    private final Map<String, Long> watermarks = new LinkedHashMap<>();
    private final List<String> dropped = new ArrayList<>();

    /**
     * @param nodes the job's operators by uid
     * @param classLoader finds the classes of the state
     * @param dropsState whether state of operators that the job has not is dropped, and not refused
     */
    RestoredCheckpoint(
            StoredSnapshot snapshot,
            Manifest manifest,
            Map<String, JobNode> nodes,
            ClassLoader classLoader,
            boolean dropsState)
            throws IOException {
        this.classLoader = classLoader;
        this.snapshot = snapshot;
        this.manifest = manifest;
        for (Manifest.Operator operator : manifest.operators()) {
            JobNode node = nodes.get(operator.uid());
            if (node != null) {
                operators.put(operator.uid(), operator);
                requireFit(operator, node);
            } else if (hasState(operator)) {
                dropped.add(operator.uid());
            }
        }
        if (!dropped.isEmpty() && !dropsState) {
            throw new SnapshotException(where() + " holds state of operators that the job no longer has: "
                    + String.join(", ", dropped) + ". Give the operators that replace them these uids, or, to drop the"
                    + " state, start from this snapshot's directory as a savepoint that allows non-restored state.");
        }
    }

    /**
     * Restores from a savepoint, or from a checkpoint given by its directory, which is checked to the last byte. May block.
     *
     * @param nodes the job's operators by uid
     * @throws SnapshotException if there is none, or it does not fit the job
     */
    public static RestoredCheckpoint ofSavepoint(
            SavepointRestoreSettings settings, Environment environment, Map<String, JobNode> nodes) throws IOException {
        StoredSnapshot snapshot = savepoint(settings.path(), environment);
        return new RestoredCheckpoint(
                snapshot, snapshot.read(), nodes, environment.classLoader(), settings.allowNonRestoredState());
    }

    /**
     * As {@link #ofSavepoint}, for some of the job's operators, where the whole job was held against the savepoint before:
     * files are checked as they are read, and what others have is passed over.
     */
    public static RestoredCheckpoint partOfSavepoint(String path, Environment environment, Map<String, JobNode> nodes)
            throws IOException {
        StoredSnapshot snapshot = savepoint(path, environment);
        return new RestoredCheckpoint(snapshot, snapshot.readQuickly(), nodes, environment.classLoader(), true);
    }

    private static StoredSnapshot savepoint(String path, Environment environment) throws IOException {
        StoredSnapshot snapshot = StoredSnapshot.at(path, environment::storage);
        if (!snapshot.isComplete()) {
            throw new SnapshotException("There is no savepoint in " + path
                    + ": it has no manifest.json. Give the directory that holds it, such as DIR/savepoint-5.");
        }
        return snapshot;
    }

    private String where() {
        return "Checkpoint " + manifest.checkpointId() + " of job '" + manifest.jobName() + "'";
    }

    /** The uids of operators whose state is dropped. */
    public List<String> dropped() {
        return List.copyOf(dropped);
    }

    private void requireFit(Manifest.Operator operator, JobNode node) throws IOException {
        long lowest = Long.MAX_VALUE;
        for (Object value : ValuesTable.readAll(stateOf(operator.uid()), OperatorTaskState.TABLE)) {
            OperatorTaskState state = (OperatorTaskState) value;
            lowest = Math.min(lowest, state.watermark());
            if (state.maxParallelism() != node.maxParallelism()) {
                throw new SnapshotException(where() + " divides the keys of operator '" + operator.uid() + "' into "
                        + state.maxParallelism() + " key groups, but the job wants " + node.maxParallelism()
                        + ". Set the max parallelism back to " + state.maxParallelism()
                        + ": the number of key groups cannot change.");
            }
        }
        watermarks.put(operator.uid(), lowest == Long.MAX_VALUE && !hasEnded(operator) ? Long.MIN_VALUE : lowest);
    }

    /** Returns whether a snapshot holds more of an operator than its watermark. */
    static boolean hasState(Manifest.Operator operator) {
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
            public List<StoredTable> tables(String name) {
                return storedTables(uid, name);
            }
        };
    }

    private List<StoredTable> storedTables(String uid, String name) {
        List<StoredTable> found = new ArrayList<>();
        Manifest.Operator operator = operators.get(uid);
        if (operator == null) {
            return found;
        }
        List<Manifest.Entry> entries = new ArrayList<>(operator.entries());
        entries.sort(Comparator.comparingInt(Manifest.Entry::subtask));
        for (Manifest.Entry entry : entries) {
            if (entry.name().equals(name)) {
                found.add(StoredTable.of(
                        () -> new AvroTableReader(uid + "/" + name, entry.bytes()).withClassLoader(classLoader)));
            }
        }
        List<Manifest.Table> tables = new ArrayList<>(operator.tables());
        tables.sort(Comparator.comparingInt(Manifest.Table::subtask));
        for (Manifest.Table table : tables) {
            if (table.name().equals(name)) {
                found.add(snapshot.open(table, classLoader).writtenBy(table.subtask(), operator.parallelism()));
            }
        }
        return found;
    }
}
