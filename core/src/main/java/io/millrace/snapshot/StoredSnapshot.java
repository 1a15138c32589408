/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.snapshot;

import io.millrace.environment.Storage;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.zip.CRC32C;
import java.util.zip.CheckedInputStream;

/**
 * One snapshot on storage, a checkpoint or a savepoint: a directory with a manifest, written last, and the files that it
 * names. All that is known of it is on storage; methods block.
 */
public final class StoredSnapshot {
    static final String MANIFEST = "manifest.json";

    /** What the manifest is called while it is written. */
    static final String UNNAMED_MANIFEST = MANIFEST + ".tmp";

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

    private String path(String file) {
        return directory.isEmpty() ? file : directory + "/" + file;
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
        checkSizes(manifest);
        return manifest;
    }

    /** Holds the files against a manifest to the last byte. */
    void checkFiles(Manifest manifest) throws IOException {
        checkSizes(manifest);
        for (Manifest.Operator operator : manifest.operators()) {
            for (Manifest.Table table : operator.tables()) {
                checkContent(table);
            }
        }
        checkAllListed(manifest);
    }

    void checkSizes(Manifest manifest) throws IOException {
        for (Manifest.Operator operator : manifest.operators()) {
            for (Manifest.Table table : operator.tables()) {
                checkSize(table);
            }
        }
    }

    /** The manifest alone; nothing is known of the files. */
    Manifest readManifest() throws IOException {
        if (!isComplete()) {
            throw new SnapshotException("The snapshot " + shownDirectory() + " has no " + MANIFEST
                    + ": it does not exist or was never completed. Restore from another one.");
        }
        byte[] content;
        try (InputStream in = storage.open(path(MANIFEST))) {
            content = in.readAllBytes();
        }
        return ManifestFormat.read(path(MANIFEST), content);
    }

    private String shownDirectory() {
        return directory.isEmpty() ? "directory" : directory;
    }

    /** Opens a table that {@link #read} has checked. */
    public AvroTableReader open(Manifest.Table table) throws IOException {
        String file = path(table.file());
        InputStream in = new BufferedInputStream(storage.open(file));
        try {
            AvroTableReader reader = new AvroTableReader(table.name() + " (" + file + ")", in, table.sizeBytes());
            reader.require(table);
            return reader;
        } catch (IOException | RuntimeException failure) {
            in.close();
            throw failure;
        }
    }

    /**
     * Writes the same snapshot to another place, its manifest last. What is read is checked on the way.
     *
     * @throws SnapshotException if there is one already
     */
    public void copyTo(Storage target, String targetDirectory) throws IOException {
        StoredSnapshot copy = new StoredSnapshot(target, targetDirectory);
        if (copy.isComplete()) {
            throw new SnapshotException(
                    "There is a snapshot in " + targetDirectory + " already. Name another directory.");
        }
        for (Manifest.Operator operator : readQuickly().operators()) {
            for (Manifest.Table table : operator.tables()) {
                String found = copyFile(table.file(), target, copy.path(table.file()));
                requireChecksum(table, found);
            }
        }
        copyFile(MANIFEST, target, copy.path(UNNAMED_MANIFEST));
        target.rename(copy.path(UNNAMED_MANIFEST), copy.path(MANIFEST));
    }

    private String copyFile(String file, Storage target, String targetFile) throws IOException {
        byte[] buffer = new byte[COPY_BYTES];
        try (CheckedInputStream in = new CheckedInputStream(storage.open(path(file)), new CRC32C());
                Storage.OutputFile out = target.create(targetFile)) {
            for (int length = in.read(buffer); length >= 0; length = in.read(buffer)) {
                out.write(buffer, 0, length);
            }
            out.sync();
            return Checksums.format(in.getChecksum().getValue());
        }
    }

    /** A table that nobody lists was listed once: nothing else writes such files here. */
    private void checkAllListed(Manifest manifest) throws IOException {
        Set<String> listed = new HashSet<>();
        manifest.operators().forEach(operator -> operator.tables().forEach(table -> listed.add(table.file())));
        for (String file : storage.list(directory)) {
            if (file.endsWith(TABLE_SUFFIX) && !listed.contains(file)) {
                throw new CorruptSnapshotException("The manifest " + path(MANIFEST) + " does not list the file " + file
                        + ". If that is no part of the snapshot, move it elsewhere; if it is, restore from another.");
            }
        }
    }

    private void checkSize(Manifest.Table table) throws IOException {
        String file = path(table.file());
        if (!storage.exists(file)) {
            throw new CorruptSnapshotException("The file " + file + " is missing. Restore from another snapshot.");
        }
        long found = storage.size(file);
        if (found != table.sizeBytes()) {
            throw new CorruptSnapshotException("The file " + file + " has " + found + " bytes and should have "
                    + table.sizeBytes() + ". Restore from another snapshot.");
        }
    }

    private void checkContent(Manifest.Table table) throws IOException {
        try (InputStream in = storage.open(path(table.file()))) {
            requireChecksum(table, Checksums.of(in));
        }
    }

    private void requireChecksum(Manifest.Table table, String found) throws CorruptSnapshotException {
        if (!found.equals(table.crc32c())) {
            throw new CorruptSnapshotException("The file " + path(table.file()) + " is damaged: its checksum should be "
                    + table.crc32c() + " and is " + found + ". Restore from another snapshot.");
        }
    }
}
