/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.snapshot;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.databind.JsonNode;
import io.millrace.data.SchemaTexts;
import java.util.Base64;
import java.util.List;
import org.apache.avro.Schema;

/**
 * What a checkpoint holds.
 *
 * @param formatVersion the version of the manifest's layout on storage
 * @param jobName the job's name
 * @param checkpointId the checkpoint's id, as in its directory's name
 * @param timestampMillis when the checkpoint was begun, in milliseconds since the epoch
 * @param maxParallelism the number of key groups
 * @param operators the operators' parts
 */
public record Manifest(
        int formatVersion,
        String jobName,
        long checkpointId,
        long timestampMillis,
        int maxParallelism,
        List<Operator> operators) {
    /** The version that this code writes; it reads those before it, too. */
    public static final int FORMAT_VERSION = 2;

    public Manifest {
        operators = List.copyOf(operators);
    }

    /** Returns the files of all tables. */
    List<File> files() {
        return operators.stream()
                .flatMap(operator -> operator.tables().stream())
                .flatMap(table -> table.files().stream())
                .toList();
    }

    Manifest withOperators(List<Operator> newOperators) {
        return new Manifest(FORMAT_VERSION, jobName, checkpointId, timestampMillis, maxParallelism, newOperators);
    }

    /**
     * One operator's part.
     *
     * @param uid the id by which the operator is found again at restore
     * @param name the operator's name for people
     * @param parallelism its parallelism at the checkpoint
     * @param tables its tables, of all subtasks
     * @param entries its small opaque entries, of all subtasks
     */
    public record Operator(String uid, String name, int parallelism, List<Table> tables, List<Entry> entries) {
        public Operator {
            tables = List.copyOf(tables);
            entries = List.copyOf(entries);
        }

        Operator withTables(List<Table> newTables) {
            return new Operator(uid, name, parallelism, newTables, entries);
        }
    }

    /**
     * A table's rows of one subtask.
     *
     * @param files at least one: the first has all rows of its time; each of the others the rows that changed since the
     *     file before it. Each has its own schema
     * @param schema the Avro schema of the rows in the last file
     */
    public record Table(String name, int subtask, List<File> files, JsonNode schema) {
        public Table {
            files = List.copyOf(files);
            if (files.isEmpty()) {
                throw new IllegalArgumentException("Table " + name + " has no file");
            }
        }

        /** The Avro schema of the rows in the last file, parsed. */
        @JsonIgnore
        public Schema avroSchema() {
            return SchemaTexts.parse(schema.toString());
        }

        /** The file that has all rows of its time. */
        @JsonIgnore
        public File base() {
            return files.get(0);
        }

        /** The files with what changed since. */
        @JsonIgnore
        public List<File> deltas() {
            return files.subList(1, files.size());
        }
    }

    /**
     * A file of rows.
     *
     * @param path the file's path from the manifest's directory: a name, or {@code ../DIRECTORY/NAME} where an earlier
     *     checkpoint wrote it
     * @param rows the number of rows
     * @param sizeBytes the file's length in bytes
     * @param crc32c the file's checksum, eight hexadecimal digits
     */
    public record File(String path, long rows, long sizeBytes, String crc32c) {
        private static final String UP = "../";

        public File {
            String inside = path.startsWith(UP) ? path.substring(UP.length()) : path;
            if (inside.isEmpty()
                    || inside.split("/", -1).length != (path.startsWith(UP) ? 2 : 1)
                    || inside.startsWith(".")
                    || inside.contains("/.")) {
                throw new IllegalArgumentException("A file's path is NAME or ../DIRECTORY/NAME, not " + path);
            }
        }

        /** Whether an earlier checkpoint wrote it. */
        @JsonIgnore
        public boolean isShared() {
            return path.startsWith(UP);
        }

        /** The file's path from the directory that holds the checkpoints' directories. */
        String pathFrom(String directory) {
            return isShared() ? path.substring(UP.length()) : directory + "/" + path;
        }

        /** The same file, as a manifest in another directory beside {@code directory} names it. */
        public File seenFromBeside(String directory) {
            return isShared() ? this : withPath(UP + directory + "/" + path);
        }

        /** The same file, copied into the manifest's own directory. */
        File inOwnDirectory() {
            return isShared() ? withPath(path.substring(UP.length()).replace('/', '-')) : this;
        }

        File withPath(String newPath) {
            return new File(newPath, rows, sizeBytes, crc32c);
        }
    }

    /**
     * Bytes that mean something to their operator only, such as a source's position.
     *
     * @param base64 the bytes in Base64
     */
    public record Entry(String name, int subtask, String base64) {
        public static Entry of(String name, int subtask, byte[] bytes) {
            return new Entry(name, subtask, Base64.getEncoder().encodeToString(bytes));
        }

        /** The bytes. */
        @JsonIgnore
        public byte[] bytes() {
            return Base64.getDecoder().decode(base64);
        }
    }
}
