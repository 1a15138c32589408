/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.savepoint;

import com.fasterxml.jackson.databind.JsonNode;
import io.millrace.engine.Storages;
import io.millrace.environment.Location;
import io.millrace.operator.RestoredState;
import io.millrace.snapshot.AvroTableReader;
import io.millrace.snapshot.Manifest;
import io.millrace.snapshot.SnapshotException;
import io.millrace.snapshot.StoredSnapshot;
import io.millrace.snapshot.StoredTable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.IntPredicate;
import org.apache.avro.Schema;

/**
 * A savepoint or a checkpoint, opened for reading. It needs none of the job's classes: rows are read by the schemas that
 * lie in the snapshot. Every file is checked against its checksum when the savepoint is loaded. Not thread-safe.
 *
 * <pre>{@code
 * Savepoint savepoint = Savepoint.load(Path.of("savepoints/savepoint-flights-5"));
 * savepoint.read("alerts", "keyed", row -> System.out.println(row.key() + " " + row.record()));
 * }</pre>
 */
public final class Savepoint {
    /** The table that every operator has: where it was in event time, and its number of key groups. */
    public static final String TASK_TABLE = "task";

    private final StoredSnapshot snapshot;
    private final Manifest manifest;

    private Savepoint(StoredSnapshot snapshot, Manifest manifest) {
        this.snapshot = snapshot;
        this.manifest = manifest;
    }

    /** Takes rows one by one. */
    @FunctionalInterface
    public interface RowConsumer {
        void accept(StateRow row) throws IOException;
    }

    /**
     * Opens the savepoint in a directory: the one that holds its manifest.
     *
     * @throws SnapshotException if there is none, or it is damaged
     */
    public static Savepoint load(Path directory) throws IOException {
        return load(directory.toString());
    }

    /**
     * As {@link #load(Path)}.
     *
     * @param directory a path, or such as {@code s3://bucket/path}
     */
    public static Savepoint load(String directory) throws IOException {
        boolean isPath = Location.schemeOf(directory) == null;
        if (isPath && !Files.isDirectory(Path.of(directory))) {
            throw new SnapshotException(
                    Files.exists(Path.of(directory))
                            ? directory + " is a file. Name the directory of a checkpoint or savepoint: the one that"
                                    + " holds its manifest.json."
                            : "There is no directory " + directory + ".");
        }
        StoredSnapshot snapshot = StoredSnapshot.at(Storages.absolute(directory), Storages::at);
        if (!snapshot.isComplete()) {
            throw new SnapshotException("There is no snapshot in " + directory + ": it has no manifest.json."
                    + " Name the directory of one checkpoint or savepoint, such as " + directory + "/"
                    + Storages.at(directory).list("").stream()
                            .filter(name -> name.startsWith("chk-") || name.startsWith("savepoint-"))
                            .max(Comparator.comparingLong(Savepoint::numberAtTheEnd))
                            .orElse("chk-5")
                    + ".");
        }
        return new Savepoint(snapshot, snapshot.read());
    }

    private static long numberAtTheEnd(String name) {
        String digits = name.substring(name.lastIndexOf('-') + 1);
        return digits.matches("[0-9]{1,18}") ? Long.parseLong(digits) : -1;
    }

    /** What the snapshot says of itself. */
    public Manifest manifest() {
        return manifest;
    }

    /** The operators that have a part in the snapshot. */
    public List<Manifest.Operator> operators() {
        return manifest.operators();
    }

    /**
     * The operator of a uid.
     *
     * @throws SnapshotException if there is none; the message names those there are
     */
    public Manifest.Operator operator(String uid) throws SnapshotException {
        for (Manifest.Operator operator : manifest.operators()) {
            if (operator.uid().equals(uid)) {
                return operator;
            }
        }
        List<String> uids =
                manifest.operators().stream().map(Manifest.Operator::uid).toList();
        throw new SnapshotException("The snapshot has no operator '" + uid + "'. It has: " + String.join(", ", uids));
    }

    /** The names of an operator's tables, in the order in which they were written. */
    public Set<String> tables(String uid) throws SnapshotException {
        Manifest.Operator operator = operator(uid);
        Set<String> names = new LinkedHashSet<>();
        operator.tables().forEach(table -> names.add(table.name()));
        operator.entries().forEach(entry -> names.add(entry.name()));
        return names;
    }

    /** Returns the schemas of the rows of an operator's tables; each has all that any subtask has written. */
    public Map<String, Schema> schemas(String uid) throws IOException {
        Map<String, Schema> schemas = new LinkedHashMap<>();
        for (String table : tables(uid)) {
            new TableRows(parts(operator(uid), table)).schema().ifPresent(schema -> schemas.put(table, schema));
        }
        return schemas;
    }

    /** Returns the lowest watermark that a subtask of the operator had; empty where no subtask had a part. */
    public OptionalLong watermark(String uid) throws IOException {
        return tasks(uid).stream()
                .mapToLong(task -> task.path("watermark").asLong())
                .min();
    }

    /** Returns by how many key groups the operator's state is divided; 0 where no subtask had a part. */
    public int keyGroups(String uid) throws IOException {
        return tasks(uid).stream()
                .mapToInt(task -> task.path("maxParallelism").asInt())
                .max()
                .orElse(0);
    }

    private List<JsonNode> tasks(String uid) throws IOException {
        List<JsonNode> tasks = new ArrayList<>();
        read(uid, TASK_TABLE, row -> tasks.add(row.toJson().path("value")));
        return tasks;
    }

    /**
     * Reads all rows of a table, those of one subtask after those of the other. What lies in several files, all rows of one
     * time and later changes, is put together.
     */
    public void read(String uid, String table, RowConsumer rows) throws IOException {
        new TableRows(parts(operator(uid), table)).read(row -> rows.accept(new StateRow(uid, table, row)));
    }

    /** Returns which subtasks have written rows of a table, in order. */
    public SortedSet<Integer> subtasks(String uid, String table) throws SnapshotException {
        Manifest.Operator operator = operator(uid);
        SortedSet<Integer> subtasks = new TreeSet<>();
        operator.tables().stream()
                .filter(written -> written.name().equals(table))
                .forEach(written -> subtasks.add(written.subtask()));
        operator.entries().stream()
                .filter(written -> written.name().equals(table))
                .forEach(written -> subtasks.add(written.subtask()));
        return subtasks;
    }

    /** As {@link #read(String, String, RowConsumer)}, but only what one subtask has written. */
    public void read(String uid, String table, int subtask, RowConsumer rows) throws IOException {
        List<StoredTable> parts =
                parts(operator(uid), table, Savepoint.class.getClassLoader(), writer -> writer == subtask);
        new TableRows(parts).read(row -> rows.accept(new StateRow(uid, table, row)));
    }

    /**
     * What an operator takes up when a job starts from the savepoint, for those who restore it themselves.
     *
     * @param loader finds the classes of the state
     */
    public RestoredState restoredState(String uid, ClassLoader loader) throws SnapshotException {
        Manifest.Operator operator = operator(uid);
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
                return parts(operator, name, loader, subtask -> true);
            }
        };
    }

    private List<StoredTable> parts(Manifest.Operator operator, String name) {
        return parts(operator, name, Savepoint.class.getClassLoader(), subtask -> true);
    }

    private List<StoredTable> parts(
            Manifest.Operator operator, String name, ClassLoader loader, IntPredicate subtasks) {
        List<StoredTable> parts = new ArrayList<>();
        for (Manifest.Table table : operator.tables()) {
            if (table.name().equals(name) && subtasks.test(table.subtask())) {
                parts.add(snapshot.open(table, loader).writtenBy(table.subtask(), operator.parallelism()));
            }
        }
        for (Manifest.Entry entry : operator.entries()) {
            if (entry.name().equals(name) && subtasks.test(entry.subtask())) {
                parts.add(StoredTable.of(
                        () -> new AvroTableReader(operator.uid() + "/" + name, entry.bytes()).withClassLoader(loader)));
            }
        }
        return parts;
    }
}
