/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.snapshot;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.Base64;
import java.util.List;
import org.apache.avro.Schema;

/**
 * What a checkpoint holds.
 *
 * @param formatVersion the version of the manifest's own layout
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
    /** The version that this code writes and reads. */
    public static final int FORMAT_VERSION = 1;

    public Manifest {
        operators = List.copyOf(operators);
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
    }

    /**
     * A table's rows of one subtask.
     *
     * @param file the file's path from the checkpoint's directory
     * @param rows the number of rows
     * @param sizeBytes the file's length in bytes
     * @param crc32c the file's checksum, eight hexadecimal digits
     * @param schema the rows' Avro schema
     */
    public record Table(
            String name, int subtask, String file, long rows, long sizeBytes, String crc32c, JsonNode schema) {
        /** The rows' Avro schema, parsed. */
        @JsonIgnore
        public Schema avroSchema() {
            return new Schema.Parser().parse(schema.toString());
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
