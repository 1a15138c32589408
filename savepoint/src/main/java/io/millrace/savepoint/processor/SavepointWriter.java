/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.savepoint.processor;

import io.millrace.engine.LocalStorage;
import io.millrace.engine.Storages;
import io.millrace.environment.Location;
import io.millrace.environment.Storage;
import io.millrace.graph.JobNode;
import io.millrace.savepoint.Savepoint;
import io.millrace.snapshot.CheckpointWriter;
import io.millrace.snapshot.Manifest;
import io.millrace.snapshot.SnapshotException;
import io.millrace.snapshot.StoredSnapshot;
import io.millrace.stream.StreamExecutionEnvironment;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Writes a savepoint: operators filled from bounded streams, and operators taken over from another savepoint, as they are
 * or changed. The other savepoint is only read. Nothing happens before {@link #write}.
 *
 * <pre>{@code
 * SavepointWriter.fromExistingSavepoint(environment, "savepoints/savepoint-shop-7")
 *     .removeOperator("sessions")
 *     .changeOperatorIdentifier("totals", "totals-by-user")
 *     .withOperator("accounts", OperatorTransformation.bootstrapWith(accounts)
 *         .keyBy(Account::id)
 *         .transform(new AccountBootstrapper()))
 *     .write("savepoints/shop-with-accounts");
 * }</pre>
 */
public final class SavepointWriter {
    private static final String NEW_JOB = "bootstrapped";

    private final StreamExecutionEnvironment environment;
    private final @Nullable Existing existing;
    private final Map<String, Kept> kept = new LinkedHashMap<>();
    private final Map<String, StateBootstrapTransformation> filled = new LinkedHashMap<>();

    private SavepointWriter(StreamExecutionEnvironment environment, @Nullable Existing existing) {
        this.environment = environment;
        this.existing = existing;
    }

    /** A savepoint that things are taken over from. */
    private record Existing(String path, Savepoint savepoint, StoredSnapshot files) {}

    /** An operator that is taken over. */
    private record Kept(Manifest.Operator operator, Map<String, RowTransformation> changes) {}

    /**
     * Begins with nothing. Keys are divided into {@link StreamExecutionEnvironment#getMaxParallelism} groups, which must be
     * what the job has that starts from the savepoint.
     *
     * @param environment that the streams belong to
     */
    public static SavepointWriter newSavepoint(StreamExecutionEnvironment environment) {
        return new SavepointWriter(environment, null);
    }

    /**
     * Begins with all that a savepoint or a checkpoint holds. The environment gets its number of key groups.
     *
     * @param environment that the streams belong to; those that are made later have the right number of key groups
     * @param path the directory with the manifest
     * @throws SnapshotException if there is none, or it is damaged
     */
    public static SavepointWriter fromExistingSavepoint(StreamExecutionEnvironment environment, String path)
            throws IOException {
        Savepoint savepoint = Savepoint.load(path);
        StoredSnapshot files = StoredSnapshot.at(Storages.absolute(path), Storages::at);
        SavepointWriter writer = new SavepointWriter(environment, new Existing(path, savepoint, files));
        savepoint.operators().forEach(operator -> writer.kept.put(operator.uid(), new Kept(operator, Map.of())));
        environment.setMaxParallelism(savepoint.manifest().maxParallelism());
        return writer;
    }

    /**
     * Adds an operator.
     *
     * @throws IllegalArgumentException if the savepoint has one of this uid, or its stream is of another environment
     */
    public SavepointWriter withOperator(String uid, StateBootstrapTransformation transformation) {
        requireFree(uid);
        if (transformation.operator().getExecutionEnvironment() != environment) {
            throw new IllegalArgumentException("The stream that becomes the state of operator '" + uid
                    + "' belongs to another environment than the one that this writer was made with.");
        }
        filled.put(uid, transformation);
        return this;
    }

    /**
     * Leaves an operator out.
     *
     * @throws IllegalArgumentException if there is none of this uid
     */
    public SavepointWriter removeOperator(String uid) {
        requireKept(uid);
        kept.remove(uid);
        return this;
    }

    /**
     * Gives the state of an operator to the operator of another uid.
     *
     * @throws IllegalArgumentException if there is none of the one uid, or there is one of the other
     */
    public SavepointWriter changeOperatorIdentifier(String from, String to) {
        Kept moved = requireKept(from);
        requireFree(to);
        kept.remove(from);
        kept.put(to, moved);
        return this;
    }

    /**
     * Changes the rows of a table, or drops some. What a row's key is stays as it is.
     *
     * @param uid of an operator that is taken over
     * @param table one of {@link Savepoint#tables}: {@code keyed} for keyed state
     * @throws IllegalArgumentException if there is no such operator or table
     */
    public SavepointWriter transformRows(String uid, String table, RowTransformation transformation)
            throws IOException {
        Kept operator = requireKept(uid);
        List<String> tables = new ArrayList<>(
                existing().savepoint().tables(operator.operator().uid()));
        tables.remove(Savepoint.TASK_TABLE);
        if (!tables.contains(table)) {
            throw new IllegalArgumentException(
                    "Operator '" + uid + "' has no table '" + table + "'. It has: " + String.join(", ", tables));
        }
        Map<String, RowTransformation> changes = new LinkedHashMap<>(operator.changes());
        if (changes.put(table, transformation) != null) {
            throw new IllegalArgumentException("The rows of '" + table + "' of operator '" + uid
                    + "' are changed twice. Do both in one transformation.");
        }
        kept.put(uid, new Kept(operator.operator(), changes));
        return this;
    }

    /**
     * Runs the streams to their end, and puts the savepoint into place as a whole, or not at all.
     *
     * @param path the savepoint's own directory, new or empty
     * @return the path
     * @throws SnapshotException if something lies there, or what is to be written does not fit together
     */
    public String write(String path) throws Exception {
        Location location = Location.of(Storages.absolute(path));
        if (location.name().isEmpty()) {
            throw new SnapshotException("A savepoint needs a directory of its own, not " + path);
        }
        if (kept.isEmpty() && filled.isEmpty()) {
            throw new SnapshotException("The savepoint would have no operators. Add some with withOperator(...).");
        }
        Storage storage = Storages.at(location.directory());
        String name = location.name();
        long id = existing == null ? 1 : existing.savepoint().manifest().checkpointId();
        CheckpointWriter writer = CheckpointWriter.beginSavepoint(storage, name, id);
        Path scratch = null;
        try {
            List<Manifest.Operator> operators = copyKept(writer);
            if (!filled.isEmpty()) {
                BootstrapJob job = new BootstrapJob(environment.getJobGraph(NEW_JOB), filled);
                requireKeyGroups(job.operators());
                scratch = scratchBeside(location);
                operators.addAll(copyFilled(writer, job.run(scratch)));
            }
            writer.commit(manifest(id, operators));
        } catch (Exception failure) {
            storage.delete(name);
            throw failure;
        } finally {
            if (scratch != null) {
                new LocalStorage(scratch.resolveSibling("")).delete(String.valueOf(scratch.getFileName()));
            }
        }
        return path;
    }

    /** Where there is room for a savepoint there is room for what it is copied from; else where temporary files are. */
    private static Path scratchBeside(Location location) throws IOException {
        String prefix = ".bootstrap-";
        return Location.schemeOf(location.directory()) == null
                ? Files.createTempDirectory(Path.of(location.directory()), prefix)
                : Files.createTempDirectory(prefix);
    }

    private Manifest manifest(long id, List<Manifest.Operator> operators) {
        String job =
                existing == null ? NEW_JOB : existing.savepoint().manifest().jobName();
        return new Manifest(
                Manifest.FORMAT_VERSION,
                job,
                id,
                System.currentTimeMillis(),
                environment.getMaxParallelism(),
                operators);
    }

    private List<Manifest.Operator> copyKept(CheckpointWriter writer) throws IOException {
        List<Manifest.Operator> operators = new ArrayList<>();
        for (Map.Entry<String, Kept> entry : kept.entrySet()) {
            String uid = entry.getKey();
            Manifest.Operator operator = entry.getValue().operator();
            Map<String, RowTransformation> changes = entry.getValue().changes();
            List<Manifest.Table> tables = new ArrayList<>();
            for (Manifest.Table table : operator.tables()) {
                if (!changes.containsKey(table.name())) {
                    tables.add(writer.copy(uid, table, existing().files()));
                }
            }
            for (Map.Entry<String, RowTransformation> change : changes.entrySet()) {
                Savepoint from = existing().savepoint();
                for (int subtask : from.subtasks(operator.uid(), change.getKey())) {
                    TransformedRows rows =
                            TransformedRows.of(from, operator.uid(), change.getKey(), subtask, change.getValue());
                    tables.add(writer.write(uid, subtask, rows));
                }
            }
            List<Manifest.Entry> entries = operator.entries().stream()
                    .filter(small -> !changes.containsKey(small.name()))
                    .toList();
            operators.add(new Manifest.Operator(uid, operator.name(), operator.parallelism(), tables, entries));
        }
        return operators;
    }

    private List<Manifest.Operator> copyFilled(CheckpointWriter writer, BootstrapJob.Result result) throws IOException {
        List<Manifest.Operator> operators = new ArrayList<>();
        for (String uid : filled.keySet()) {
            Manifest.Operator operator = result.operator(uid);
            List<Manifest.Table> tables = new ArrayList<>();
            for (Manifest.Table table : operator.tables()) {
                tables.add(writer.copy(uid, table, result.snapshot()));
            }
            operators.add(
                    new Manifest.Operator(uid, operator.name(), operator.parallelism(), tables, operator.entries()));
        }
        return operators;
    }

    private void requireKeyGroups(List<JobNode> operators) throws SnapshotException {
        for (JobNode operator : operators) {
            if (operator.maxParallelism() != environment.getMaxParallelism()) {
                throw new SnapshotException("The keys of operator '" + operator.uid() + "' would be divided into "
                        + operator.maxParallelism() + " groups, and those of the savepoint are divided into "
                        + environment.getMaxParallelism() + ". Make the writer before the streams, or call"
                        + " setMaxParallelism(" + environment.getMaxParallelism() + ") on the environment first.");
            }
        }
    }

    private void requireFree(String uid) {
        if (filled.containsKey(uid)) {
            throw new IllegalArgumentException("Operator '" + uid
                    + "' is added twice. Uids name the state of operators," + " so give each its own.");
        }
        if (kept.containsKey(uid)) {
            throw new IllegalArgumentException("The savepoint " + existing().path() + " has an operator '" + uid
                    + "' already. To replace it, remove it first with removeOperator(\"" + uid + "\").");
        }
    }

    private Kept requireKept(String uid) {
        Kept operator = kept.get(uid);
        if (operator == null) {
            throw new IllegalArgumentException("There is no operator '" + uid + "' to take over"
                    + (existing == null
                            ? ": the savepoint is a new one."
                            : " from " + existing.path() + ". There are: " + String.join(", ", kept.keySet())));
        }
        return operator;
    }

    private Existing existing() {
        if (existing == null) {
            throw new IllegalStateException("There is no savepoint to take over from");
        }
        return existing;
    }
}
