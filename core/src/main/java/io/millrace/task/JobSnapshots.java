/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.task;

import io.millrace.environment.Environment;
import io.millrace.environment.Storage;
import io.millrace.graph.ExecutionPlan;
import io.millrace.graph.JobNode;
import io.millrace.operator.ValuesTable;
import io.millrace.snapshot.AvroTableWriter;
import io.millrace.snapshot.CheckpointWriter;
import io.millrace.snapshot.CorruptSnapshotException;
import io.millrace.snapshot.IncrementalWriter;
import io.millrace.snapshot.Manifest;
import io.millrace.snapshot.SnapshotDirectory;
import io.millrace.snapshot.StateTable;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The checkpoints of one job on storage. Keyed tables are files; the small tables of values lie inside the manifest.
 * All methods may block.
 */
public final class JobSnapshots {
    private final ExecutionPlan plan;
    private final SnapshotDirectory directory;
    private final int retained;
    private final ClassLoader classLoader;
    private final IncrementalWriter tables;
    private final Map<String, JobNode> nodes;
    private long firstOwnId = Long.MIN_VALUE;
    private volatile List<String> stateWithoutUid = List.of();

    JobSnapshots(ExecutionPlan plan, SnapshotDirectory directory, ClassLoader classLoader) {
        this.plan = plan;
        this.directory = directory;
        this.retained = plan.graph().configuration().retainedCheckpoints();
        this.tables =
                new IncrementalWriter(plan.graph().configuration().checkpoints().incremental());
        this.classLoader = classLoader;
        this.nodes = plan.nodesByUid();
    }

    /** Takes note that operators are built anew, and count their snapshots anew. */
    void onRebuilt(Set<String> uids) {
        tables.reset(uids);
    }

    /** Returns the id of the first checkpoint of an attempt. */
    long nextId() throws IOException {
        return directory.nextId();
    }

    /** Leaves the checkpoints that are there alone: a run that starts afresh never goes back to those of another run. */
    void startAfresh() throws IOException {
        firstOwnId = directory.nextId();
    }

    /**
     * Reads the newest checkpoint that this run may go on from, or null where there is none.
     *
     * @throws CorruptSnapshotException where it is damaged and {@code allowOlder} does not allow the one before
     */
    @Nullable
    RestoredCheckpoint restoreNewest(boolean allowOlder) throws IOException {
        Optional<Manifest> manifest = directory.readNewest(allowOlder);
        return manifest.isEmpty() || manifest.get().checkpointId() < firstOwnId
                ? null
                : new RestoredCheckpoint(
                        directory.snapshot(manifest.get().checkpointId()), manifest.get(), nodes, classLoader, false);
    }

    /**
     * Copies a complete checkpoint to where it stays for as long as its owner likes.
     *
     * @return the path of the savepoint
     */
    String saveAs(long checkpointId, Environment environment, String savepoints) throws IOException {
        Storage target = environment.storage(savepoints);
        String job = plan.graph().name().toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-");
        String name = "savepoint-" + job + "-" + checkpointId;
        for (int i = 2; target.exists(name); i++) {
            name = "savepoint-" + job + "-" + checkpointId + "-" + i;
        }
        directory.snapshot(checkpointId).copyTo(target, name);
        return savepoints.endsWith("/") ? savepoints + name : savepoints + "/" + name;
    }

    CheckpointWriter begin(long checkpointId) throws IOException {
        return directory.begin(checkpointId);
    }

    /** Pending output could not be made durable. Who tries again may be told that it is, though it is lost. */
    static final class OutputLostException extends IOException {
        private static final long serialVersionUID = 1;

        OutputLostException(String uid, IOException cause) {
            super("The pending output of sink '" + uid + "' could not be made durable: " + cause.getMessage(), cause);
        }
    }

    private static void persist(TaskSnapshot snapshot) throws OutputLostException {
        for (TaskSnapshot.Part part : snapshot.parts()) {
            try {
                part.snapshot().persist();
            } catch (IOException failure) {
                throw new OutputLostException(part.uid(), failure);
            }
        }
    }

    /** Takes note of a part that came too late for its checkpoint, and ends its hold on the operators' state. */
    void giveUp(TaskSnapshot snapshot) {
        try {
            for (TaskSnapshot.Part part : snapshot.parts()) {
                if (nodeOf(part.uid()).sink() != null) {
                    continue; // What a sink has is to be asked for behind persist() alone, and comes again by itself.
                }
                for (StateTable table : part.snapshot().tables()) {
                    tables.note(part.uid(), snapshot.task().subtask(), table);
                }
            }
        } finally {
            snapshot.close();
        }
    }

    /** Deletes what was written of a checkpoint that was given up. */
    void discard(long checkpointId) throws IOException {
        directory.discard(checkpointId);
    }

    /** Makes one task's part durable, and ends its hold on the operators' state. */
    WrittenSnapshot write(CheckpointWriter writer, TaskSnapshot snapshot) throws IOException {
        try {
            persist(snapshot);
            List<WrittenSnapshot.Part> parts = new ArrayList<>();
            for (TaskSnapshot.Part part : snapshot.parts()) {
                parts.add(write(writer, snapshot.task(), part));
            }
            return new WrittenSnapshot(snapshot.task(), parts, snapshot.pauseNanos());
        } finally {
            snapshot.close();
        }
    }

    private WrittenSnapshot.Part write(CheckpointWriter writer, TaskId task, TaskSnapshot.Part part)
            throws IOException {
        List<IncrementalWriter.Written> written = new ArrayList<>();
        List<Manifest.Entry> entries = new ArrayList<>();
        JobNode node = nodeOf(part.uid());
        entries.add(entry(
                task,
                new ValuesTable(
                        OperatorTaskState.TABLE,
                        List.of(new OperatorTaskState(part.watermark(), node.maxParallelism())))));
        for (StateTable table : part.snapshot().tables()) {
            if (table instanceof ValuesTable values) {
                entries.add(entry(task, values));
            } else {
                written.add(tables.write(writer, part.uid(), task.subtask(), table));
            }
        }
        return new WrittenSnapshot.Part(
                part.uid(), written, entries, part.snapshot().committables());
    }

    /** Does for a job without checkpoints what {@link #write} does, but for the writing. */
    static WrittenSnapshot persistOnly(TaskSnapshot snapshot) throws IOException {
        try {
            persist(snapshot);
            List<WrittenSnapshot.Part> parts = new ArrayList<>();
            for (TaskSnapshot.Part part : snapshot.parts()) {
                parts.add(new WrittenSnapshot.Part(
                        part.uid(), List.of(), List.of(), part.snapshot().committables()));
            }
            return new WrittenSnapshot(snapshot.task(), parts, snapshot.pauseNanos());
        } finally {
            snapshot.close();
        }
    }

    private static Manifest.Entry entry(TaskId task, ValuesTable table) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (AvroTableWriter rows = new AvroTableWriter(table, bytes)) {
            table.writeTo(rows);
        }
        return Manifest.Entry.of(table.name(), task.subtask(), bytes.toByteArray());
    }

    private JobNode nodeOf(String uid) {
        JobNode node = nodes.get(uid);
        if (node == null) {
            throw new IllegalStateException("No operator has the uid " + uid);
        }
        return node;
    }

    /** Completes a checkpoint; when this returns it is what the job restores from. */
    void publish(CheckpointWriter writer, long timestampMillis, List<WrittenSnapshot> parts) throws IOException {
        List<Manifest.Operator> operators = new ArrayList<>();
        List<IncrementalWriter.Written> all = new ArrayList<>();
        int maxParallelism = 1;
        for (JobNode node : nodes.values()) {
            List<Manifest.Table> nodeTables = new ArrayList<>();
            List<Manifest.Entry> entries = new ArrayList<>();
            for (WrittenSnapshot written : parts) {
                for (WrittenSnapshot.Part part : written.parts()) {
                    if (part.uid().equals(node.uid())) {
                        part.tables().forEach(table -> nodeTables.add(table.table()));
                        all.addAll(part.tables());
                        entries.addAll(part.entries());
                    }
                }
            }
            operators.add(new Manifest.Operator(node.uid(), node.name(), node.parallelism(), nodeTables, entries));
            maxParallelism = Math.max(maxParallelism, node.maxParallelism());
        }
        writer.commit(new Manifest(
                Manifest.FORMAT_VERSION, plan.graph().name(), writer.id(), timestampMillis, maxParallelism, operators));
        tables.onComplete(all);
        stateWithoutUid = operators.stream()
                .filter(RestoredCheckpoint::hasState)
                .map(Manifest.Operator::uid)
                .filter(uid -> nodeOf(uid).automaticUid())
                .toList();
    }

    /** Returns which operators have state in the newest checkpoint, and a uid that nobody has set. */
    List<String> stateWithoutUid() {
        return stateWithoutUid;
    }

    /** Deletes what is older than the checkpoints to keep. */
    void deleteOld() throws IOException {
        directory.retainNewest(retained);
    }
}
