/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.snapshot;

import io.millrace.environment.Location;
import io.millrace.environment.Storage;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.zip.CRC32C;
import java.util.zip.CheckedInputStream;
import org.jspecify.annotations.Nullable;

/**
 * One snapshot on storage, a checkpoint or a savepoint: a directory with a manifest, written last, and the files that it
 * names. All that is known of it is on storage; methods block.
 */
public final class StoredSnapshot {
    static final String MANIFEST = "manifest.json";

    /** A file that is there from the beginning of a checkpoint until it is complete. */
    static final String UNFINISHED = "unfinished";

    private static final String TABLE_SUFFIX = ".avro";

    private static final int COPY_BYTES = 64 * 1024;

    private final Storage storage;
    private final String directory;

    /** @param directory the path of the snapshot's own directory; empty for the storage's root */
    public StoredSnapshot(Storage storage, String directory) {
        this.storage = storage;
        this.directory = directory;
    }

    /**
     * The snapshot in a directory that a user names by its whole path.
     *
     * @param storages gives the storage at a path
     */
    public static StoredSnapshot at(String location, Function<String, Storage> storages) {
        Location place = Location.of(location);
        if (place.name().isEmpty() || place.name().equals(".") || place.name().equals("..")) {
            return new StoredSnapshot(storages.apply(location), "");
        }
        // From the directory above, since files of earlier checkpoints may lie beside this one.
        return new StoredSnapshot(storages.apply(place.directory()), place.name());
    }

    private String path(String file) {
        return directory.isEmpty() ? file : directory + "/" + file;
    }

    private String path(Manifest.File file) throws SnapshotException {
        if (!file.isShared()) {
            return path(file.path());
        }
        if (directory.isEmpty()) {
            throw new SnapshotException("The snapshot uses " + file.path() + ", which lies outside of its directory."
                    + " Name the directory by its whole path, not from within.");
        }
        int slash = directory.lastIndexOf('/');
        String above = slash < 0 ? "" : directory.substring(0, slash + 1);
        return above + file.pathFrom(directory.substring(slash + 1));
    }

    /** Whether its manifest is in place. */
    public boolean isComplete() throws IOException {
        return storage.exists(path(MANIFEST));
    }

    /** Whether files lie here that were complete once, and their manifest is gone. */
    boolean hasLostItsManifest() throws IOException {
        List<String> files = storage.list(directory);
        return !files.isEmpty() && !files.contains(MANIFEST) && !files.contains(UNFINISHED);
    }

    /**
     * The manifest of a snapshot whose files all have their size and checksum.
     *
     * @throws CorruptSnapshotException if they have not, or there are more than it lists
     * @throws SnapshotException if the snapshot is half-written, absent, or of a later format
     */
    public Manifest read() throws IOException {
        Manifest manifest = readManifest();
        checkFiles(manifest);
        return manifest;
    }

    /** As {@link #read}, but the files' contents are not looked at. */
    public Manifest readQuickly() throws IOException {
        Manifest manifest = readManifest();
        checkSizes(manifest.files());
        return manifest;
    }

    /** Holds the files against a manifest to the last byte. */
    void checkFiles(Manifest manifest) throws IOException {
        checkSizes(manifest.files());
        for (Manifest.File file : manifest.files()) {
            try (InputStream in = storage.open(path(file))) {
                requireChecksum(file, Checksums.of(in));
            }
        }
        checkAllListed(manifest);
    }

    void checkSizes(List<Manifest.File> files) throws IOException {
        for (Manifest.File file : files) {
            checkSize(file);
        }
    }

    /** A table that nobody lists was listed once: nothing else writes such files here. */
    private void checkAllListed(Manifest manifest) throws IOException {
        Set<String> listed = new HashSet<>();
        manifest.files().forEach(file -> listed.add(file.path()));
        for (String file : storage.list(directory)) {
            if (file.endsWith(TABLE_SUFFIX) && !listed.contains(file)) {
                throw new CorruptSnapshotException("The manifest " + path(MANIFEST) + " does not list the file " + file
                        + ". If that is no part of the snapshot, move it elsewhere; if it is, restore from another.");
            }
        }
    }

    /** The manifest alone; nothing is known of the files. */
    Manifest readManifest() throws IOException {
        return ManifestFormat.read(path(MANIFEST), readManifestContent());
    }

    byte[] readManifestContent() throws IOException {
        if (!isComplete()) {
            throw new SnapshotException("The snapshot " + shownDirectory() + " has no " + MANIFEST
                    + ": it does not exist or was never completed. Restore from another one.");
        }
        try (InputStream in = storage.open(path(MANIFEST))) {
            return in.readAllBytes();
        }
    }

    private String shownDirectory() {
        return directory.isEmpty() ? "directory" : directory;
    }

    /**
     * The rows of a table that {@link #read} has checked.
     *
     * @param loader finds the classes that schemas name; null for that of this class
     */
    public StoredTable open(Manifest.Table table, @Nullable ClassLoader loader) {
        List<StoredTable.File> newestFirst = new ArrayList<>();
        int last = table.files().size() - 1;
        for (int i = last; i >= 0; i--) {
            Manifest.File file = table.files().get(i);
            boolean isLast = i == last;
            newestFirst.add(() -> open(table, file, isLast, loader));
        }
        return new StoredTable(newestFirst);
    }

    private AvroTableReader open(Manifest.Table table, Manifest.File file, boolean isLast, @Nullable ClassLoader loader)
            throws IOException {
        String path = path(file);
        InputStream in = new BufferedInputStream(storage.open(path));
        try {
            AvroTableReader reader = new AvroTableReader(table.name() + " (" + path + ")", in, file.sizeBytes());
            reader.require(table.name(), file.rows());
            if (isLast) {
                reader.requireSchema(table);
            }
            return loader == null ? reader : reader.withClassLoader(loader);
        } catch (IOException | RuntimeException failure) {
            in.close();
            throw failure;
        }
    }

    /**
     * Writes the same snapshot to another place, its manifest last; the copy has all its files in its own directory. What
     * is read is checked on the way.
     *
     * @throws SnapshotException if there is one already
     */
    public void copyTo(Storage target, String targetDirectory) throws IOException {
        StoredSnapshot copy = new StoredSnapshot(target, targetDirectory);
        if (copy.isComplete()) {
            throw new SnapshotException(
                    "There is a snapshot in " + targetDirectory + " already. Name another directory.");
        }
        List<Manifest.Operator> operators = new ArrayList<>();
        Manifest manifest = readQuickly();
        for (Manifest.Operator operator : manifest.operators()) {
            List<Manifest.Table> tables = new ArrayList<>();
            for (Manifest.Table table : operator.tables()) {
                List<Manifest.File> files = new ArrayList<>();
                for (Manifest.File file : table.files()) {
                    files.add(copyFile(file, copy));
                }
                tables.add(new Manifest.Table(table.name(), table.subtask(), files, table.schema()));
            }
            operators.add(operator.withTables(tables));
        }
        ManifestFormat.writeInto(target, targetDirectory, manifest.withOperators(operators));
    }

    /** Copies a file into the directory of another snapshot, whatever the directory it lies in now. */
    private Manifest.File copyFile(Manifest.File file, StoredSnapshot copy) throws IOException {
        Manifest.File copied = file.inOwnDirectory();
        copyFile(file, copy.storage, copy.path(copied));
        return copied;
    }

    /** Copies a file's bytes, which are checked on the way. */
    void copyFile(Manifest.File file, Storage target, String targetFile) throws IOException {
        requireChecksum(file, copyBytes(path(file), target, targetFile));
    }

    private String copyBytes(String file, Storage target, String targetFile) throws IOException {
        byte[] buffer = new byte[COPY_BYTES];
        try (CheckedInputStream in = new CheckedInputStream(storage.open(file), new CRC32C());
                Storage.OutputFile out = target.create(targetFile)) {
            for (int length = in.read(buffer); length >= 0; length = in.read(buffer)) {
                out.write(buffer, 0, length);
            }
            out.sync();
            return Checksums.format(in.getChecksum().getValue());
        }
    }

    private void checkSize(Manifest.File file) throws IOException {
        String path = path(file);
        if (!storage.exists(path)) {
            throw new CorruptSnapshotException("The file " + path + " is missing. Restore from another snapshot.");
        }
        long found = storage.size(path);
        if (found != file.sizeBytes()) {
            throw new CorruptSnapshotException("The file " + path + " has " + found + " bytes and should have "
                    + file.sizeBytes() + ". Restore from another snapshot.");
        }
    }

    private void requireChecksum(Manifest.File file, String found) throws SnapshotException {
        if (!found.equals(file.crc32c())) {
            throw new CorruptSnapshotException("The file " + path(file) + " is damaged: its checksum should be "
                    + file.crc32c() + " and is " + found + ". Restore from another snapshot.");
        }
    }
}
