/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.snapshot;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.data.SchemaTexts;
import io.millrace.environment.Storage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.apache.avro.Schema;

/**
 * The manifest as JSON for people and tools. Its last entry is the CRC32C of all bytes before that entry, so that any
 * change of any byte shows.
 */
final class ManifestFormat {
    private static final String CHECKSUM = "crc32c";
    private static final String SEAL_START = ",\n  \"" + CHECKSUM + "\" : \"";
    private static final String SEAL_END = "\"\n}\n";
    private static final int SEAL_LENGTH = SEAL_START.length() + 8 + SEAL_END.length();

    private static final ObjectMapper JSON = JsonMapper.builder(JsonFactory.builder()
                    // entries are as long as the state in them
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxStringLength(Integer.MAX_VALUE)
                            .build())
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .build())
            .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
            .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
            .build();

    private ManifestFormat() {}

    static JsonNode schemaOf(Schema schema) {
        try {
            return JSON.readTree(SchemaTexts.print(schema));
        } catch (JsonProcessingException failure) {
            throw new IllegalStateException("A schema is always JSON", failure);
        }
    }

    /** Puts a manifest into its directory: it is there as a whole and durable, or not at all. */
    static void writeInto(Storage storage, String directory, Manifest manifest) throws IOException {
        String prefix = directory.isEmpty() ? "" : directory + "/";
        storage.publish(prefix + StoredSnapshot.MANIFEST, write(manifest));
    }

    static byte[] write(Manifest manifest) {
        DefaultIndenter lines = new DefaultIndenter("  ", "\n");
        DefaultPrettyPrinter printer = new DefaultPrettyPrinter();
        printer.indentObjectsWith(lines);
        printer.indentArraysWith(lines);
        try {
            String text = JSON.writer(printer).writeValueAsString(manifest);
            String body = text.substring(0, text.length() - "\n}".length());
            byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
            String seal = SEAL_START + Checksums.of(bytes, bytes.length) + SEAL_END;
            return (body + seal).getBytes(StandardCharsets.UTF_8);
        } catch (JsonProcessingException failure) {
            throw new IllegalStateException("A manifest is always JSON", failure);
        }
    }

    /**
     * @param path the file's path for messages
     */
    static Manifest read(String path, byte[] content) throws SnapshotException {
        checksum(path, content);
        return parse(path, content);
    }

    /**
     * Returns the checksum that a manifest ends in.
     *
     * @throws CorruptSnapshotException if it is not that of the content
     */
    static String checksum(String path, byte[] content) throws SnapshotException {
        int bodyLength = content.length - SEAL_LENGTH;
        String seal = bodyLength < 0 ? "" : new String(content, bodyLength, SEAL_LENGTH, StandardCharsets.UTF_8);
        if (!seal.startsWith(SEAL_START) || !seal.endsWith(SEAL_END)) {
            throw new CorruptSnapshotException("The manifest " + path + " does not end in its checksum: it was cut or"
                    + " overwritten. Restore from another snapshot.");
        }
        String expected = seal.substring(SEAL_START.length(), SEAL_START.length() + 8);
        String found = Checksums.of(content, bodyLength);
        if (!expected.equals(found)) {
            throw new CorruptSnapshotException("The manifest " + path + " is damaged: its checksum is " + expected
                    + ", that of its content " + found + ". Restore from another snapshot.");
        }
        return expected;
    }

    /** In version 1, a table of one subtask was one file. */
    private static void upgradeTables(ObjectNode root) {
        for (JsonNode operator : root.path("operators")) {
            for (JsonNode table : operator.path("tables")) {
                ObjectNode upgraded = (ObjectNode) table;
                ObjectNode file = upgraded.putArray("files").addObject();
                file.set("path", upgraded.remove("file"));
                for (String field : List.of("rows", "sizeBytes", "crc32c")) {
                    file.set(field, upgraded.remove(field));
                }
            }
        }
    }

    /**
     * @param content with a right checksum
     */
    static Manifest parse(String path, byte[] content) throws SnapshotException {
        try {
            ObjectNode root = (ObjectNode) JSON.readTree(content);
            int version = root.path("formatVersion").asInt();
            if (version < 1 || version > Manifest.FORMAT_VERSION) {
                throw new SnapshotException("The manifest " + path + " has the format version " + version
                        + ", this version reads " + Manifest.FORMAT_VERSION
                        + " and below. Restore it with the version of Millrace that wrote it, or later.");
            }
            root.remove(CHECKSUM);
            if (version == 1) {
                upgradeTables(root);
            }
            Manifest manifest = JSON.treeToValue(root, Manifest.class);
            ManifestCheck.require(path, manifest);
            return manifest;
        } catch (SnapshotException failure) {
            throw failure;
        } catch (IOException | ClassCastException failure) {
            throw new CorruptSnapshotException(
                    "The manifest " + path + " cannot be read (" + failure.getMessage()
                            + "). Restore from another snapshot.",
                    failure);
        }
    }
}
