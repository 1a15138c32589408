/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.snapshot;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.millrace.environment.Storage;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/**
 * Writes one checkpoint: data files, then the manifest. Tables may be written by several threads at once;
 * {@link #commit} comes after all of them. Without it nothing counts as written.
 */
public final class CheckpointWriter {
    private final Storage storage;
    private final String directory;
    private final long id;

    CheckpointWriter(Storage storage, String directory, long id) {
        this.storage = storage;
        this.directory = directory;
        this.id = id;
    }

    /** The checkpoint's id. */
    public long id() {
        return id;
    }

    /** Writes one subtask's rows of a table and syncs the file; returns its entry for the manifest. */
    public Manifest.Table write(String uid, int subtask, StateTable table) throws IOException {
        String name = fileName(uid) + "-" + subtask + "-" + fileName(table.name()) + ".avro";
        try (Storage.OutputFile file = storage.create(directory + "/" + name)) {
            AvroTableWriter rows = new AvroTableWriter(table.name(), table.schema(), stream(file));
            try (rows) {
                table.writeTo(rows);
            }
            file.sync();
            return new Manifest.Table(
                    table.name(),
                    subtask,
                    name,
                    rows.rows(),
                    rows.sizeBytes(),
                    Checksums.format(rows.crc32c()),
                    new ObjectMapper().readTree(table.schema().toString()));
        }
    }

    /** Puts the manifest into place: when this returns the checkpoint is complete and durable. */
    public void commit(Manifest manifest) throws IOException {
        if (manifest.checkpointId() != id) {
            throw new IllegalArgumentException(
                    "The manifest of checkpoint " + manifest.checkpointId() + " cannot complete checkpoint " + id);
        }
        String target = directory + "/" + StoredSnapshot.MANIFEST;
        byte[] content = ManifestFormat.write(manifest);
        try (Storage.OutputFile file = storage.create(target + ".tmp")) {
            file.write(content, 0, content.length);
            file.sync();
        }
        storage.rename(target + ".tmp", target);
    }

    /** A legal file name; names that had to be changed are told apart by a checksum. */
    private static String fileName(String name) {
        String legal = name.replaceAll("[^A-Za-z0-9_.]", "_");
        byte[] bytes = name.getBytes(StandardCharsets.UTF_8);
        return legal.equals(name) ? name : legal + "~" + Checksums.of(bytes, bytes.length);
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
