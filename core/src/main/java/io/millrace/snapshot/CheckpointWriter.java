/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.snapshot;

import io.millrace.environment.Storage;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Writes one checkpoint: a mark that it is unfinished, data files, then the manifest. Tables may be written by several
 * threads at once; {@link #commit} comes after all of them. Without it nothing counts as written.
 */
public final class CheckpointWriter {
    private static final int LONGEST_NAME = 80;

    private final Storage storage;
    private final String directory;
    private final long id;

    private CheckpointWriter(Storage storage, String directory, long id) {
        this.storage = storage;
        this.directory = directory;
        this.id = id;
    }

    /** Makes the mark durable first: a directory that has neither mark nor manifest thus has lost its manifest. */
    static CheckpointWriter begin(Storage storage, String directory, long id) throws IOException {
        CheckpointWriter writer = new CheckpointWriter(storage, directory, id);
        writer.markUnfinished();
        return writer;
    }

    /**
     * Begins a snapshot that is no checkpoint of a job's, in a directory of its own.
     *
     * @param directory a path below the storage's root
     * @param id what the ids of a job that starts from it go on from
     * @throws SnapshotException if something lies there
     */
    public static CheckpointWriter beginSavepoint(Storage storage, String directory, long id) throws IOException {
        if (!storage.list(directory).isEmpty()) {
            throw new SnapshotException(
                    "There is something in " + directory + " already. Name a directory that is new or empty.");
        }
        return begin(storage, directory, id);
    }

    /** The checkpoint's id. */
    public long id() {
        return id;
    }

    /** The name of the checkpoint's directory. */
    String directoryName() {
        return directory.substring(directory.lastIndexOf('/') + 1);
    }

    /** Writes one subtask's rows of a table and syncs the file; returns the table's entry for the manifest. */
    public Manifest.Table write(String uid, int subtask, StateTable table) throws IOException {
        return append(uid, subtask, table, List.of());
    }

    /**
     * As {@link #write}, for rows that changed.
     *
     * @param before the files that have the other rows, as this checkpoint's manifest names them
     */
    public Manifest.Table append(String uid, int subtask, StateTable changes, List<Manifest.File> before)
            throws IOException {
        List<Manifest.File> files = new ArrayList<>(before);
        files.add(writeFile(fileName(uid, subtask, changes.name(), ""), changes));
        return new Manifest.Table(changes.name(), subtask, files, ManifestFormat.schemaOf(changes.schema()));
    }

    /** Takes a table over from another snapshot, as one of {@code uid}; its files are copied, and checked on the way. */
    public Manifest.Table copy(String uid, Manifest.Table table, StoredSnapshot from) throws IOException {
        List<Manifest.File> files = new ArrayList<>();
        for (Manifest.File file : table.files()) {
            String place = files.isEmpty() ? "" : "-" + files.size();
            Manifest.File copied = file.withPath(fileName(uid, table.subtask(), table.name(), place));
            from.copyFile(file, storage, directory + "/" + copied.path());
            files.add(copied);
        }
        return new Manifest.Table(table.name(), table.subtask(), files, table.schema());
    }

    private Manifest.File writeFile(String name, StateTable table) throws IOException {
        try (Storage.OutputFile file = storage.create(directory + "/" + name)) {
            AvroTableWriter rows = new AvroTableWriter(table, stream(file));
            try (rows) {
                table.writeTo(rows);
            }
            file.sync();
            return new Manifest.File(name, rows.rows(), rows.sizeBytes(), Checksums.format(rows.crc32c()));
        }
    }

    /** Puts the manifest into place: when this returns the checkpoint is complete and durable. */
    public void commit(Manifest manifest) throws IOException {
        if (manifest.checkpointId() != id) {
            throw new IllegalArgumentException(
                    "The manifest of checkpoint " + manifest.checkpointId() + " cannot complete checkpoint " + id);
        }
        ManifestCheck.require(directory + "/" + StoredSnapshot.MANIFEST, manifest);
        ManifestFormat.writeInto(storage, directory, manifest);
        storage.delete(directory + "/" + StoredSnapshot.UNFINISHED);
    }

    private void markUnfinished() throws IOException {
        try (Storage.OutputFile mark = storage.create(directory + "/" + StoredSnapshot.UNFINISHED)) {
            mark.sync();
        }
    }

    private static String fileName(String uid, int subtask, String table, String place) {
        return fileName(uid) + "-" + subtask + "-" + fileName(table) + place + ".avro";
    }

    /**
     * A legal file name. Names that had to be changed are told apart by a checksum, as are those that differ in case
     * alone, which some file systems take for the same.
     */
    private static String fileName(String name) {
        String legal = name.substring(0, Math.min(name.length(), LONGEST_NAME)).replaceAll("[^A-Za-z0-9_.]", "_");
        byte[] bytes = name.getBytes(StandardCharsets.UTF_8);
        boolean plain = legal.equals(name) && legal.equals(name.toLowerCase(Locale.ROOT));
        return plain ? name : legal + "~" + Checksums.of(bytes, bytes.length);
    }

    private static OutputStream stream(Storage.OutputFile file) {
        return new OutputStream() {
            @Override
            public void write(int value) throws IOException {
                write(new byte[] {(byte) value}, 0, 1);
            }

            @Override
            public void write(byte[] bytes, int offset, int length) throws IOException {
                file.write(bytes, offset, length);
            }
        };
    }
}
