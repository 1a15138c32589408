/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.snapshot;

import io.millrace.data.SchemaTexts;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.security.NoSuchAlgorithmException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.CRC32C;
import java.util.zip.Deflater;
import org.apache.avro.SchemaNormalization;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.Encoder;
import org.apache.avro.io.EncoderFactory;

/**
 * Writes rows as an Avro object container file that any Avro tool opens. The same rows make the same bytes. Not
 * thread-safe.
 */
public final class AvroTableWriter implements RowWriter, AutoCloseable {
    /** The metadata entry that holds the version of the file's layout. */
    public static final String FORMAT_VERSION_KEY = "millrace.format-version";

    static final String TABLE_KEY = "millrace.table";
    static final int FORMAT_VERSION = 1;

    private static final byte[] MAGIC = {'O', 'b', 'j', 1};
    private static final int BLOCK_BYTES = 64 * 1024;
    private static final int CHUNK_BYTES = 4 * 1024;
    private static final int FIRST_BYTES = 512; // most tables are tiny

    private final OutputStream out;
    private final CRC32C checksum = new CRC32C();
    private final Deflater deflater = new Deflater(1, true);
    private final byte[] deflated = new byte[CHUNK_BYTES];
    private final byte[] syncMarker;
    private final GrowingBuffer block = new GrowingBuffer(FIRST_BYTES);
    private final GrowingBuffer compressed = new GrowingBuffer(FIRST_BYTES);
    private final BinaryEncoder encoder = EncoderFactory.get().binaryEncoder(block, null);
    private long rowsInBlock;
    private long rows;
    private long bytes;

    /** Writes the header of a table. Does not close {@code out}, ever. */
    public AvroTableWriter(StateTable table, OutputStream out) throws IOException {
        this.out = out;
        String schema = SchemaTexts.print(table.schema());
        this.syncMarker = syncMarker(table.name(), schema);
        writeHeader(table, schema);
    }

    @Override
    public Encoder beginRow() {
        return encoder;
    }

    @Override
    public void endRow() throws IOException {
        rowsInBlock++;
        if (block.size() + encoder.bytesBuffered() >= BLOCK_BYTES) {
            writeBlock();
        }
    }

    /** Ends the file; the figures below are final after this. */
    @Override
    public void close() throws IOException {
        try {
            if (rowsInBlock > 0) {
                writeBlock();
            }
            out.flush();
        } finally {
            deflater.end();
        }
    }

    /** How many rows are in the blocks written. */
    public long rows() {
        return rows;
    }

    /** The length of the file in bytes. */
    public long sizeBytes() {
        return bytes;
    }

    /** The CRC32C of the file. */
    public long crc32c() {
        return checksum.getValue();
    }

    private void writeHeader(StateTable table, String schema) throws IOException {
        Map<String, String> entries = new LinkedHashMap<>();
        entries.put("avro.schema", schema);
        entries.put("avro.codec", "deflate");
        entries.put(FORMAT_VERSION_KEY, Integer.toString(FORMAT_VERSION));
        entries.put(TABLE_KEY, table.name());
        entries.putAll(table.metadata());
        GrowingBuffer header = new GrowingBuffer(4096);
        header.write(MAGIC);
        BinaryEncoder metadata = EncoderFactory.get().directBinaryEncoder(header, null);
        metadata.writeMapStart();
        metadata.setItemCount(entries.size());
        for (Map.Entry<String, String> entry : entries.entrySet()) {
            writeEntry(metadata, entry.getKey(), entry.getValue());
        }
        metadata.writeMapEnd();
        header.write(syncMarker);
        put(header);
    }

    private static void writeEntry(BinaryEncoder metadata, String key, String value) throws IOException {
        metadata.startItem();
        metadata.writeString(key);
        metadata.writeBytes(value.getBytes(StandardCharsets.UTF_8));
    }

    private void writeBlock() throws IOException {
        encoder.flush();
        compressed.reset();
        deflater.reset();
        deflater.setInput(block.content(), 0, block.size());
        deflater.finish();
        while (!deflater.finished()) {
            compressed.write(deflated, 0, deflater.deflate(deflated));
        }
        GrowingBuffer head = new GrowingBuffer(20);
        BinaryEncoder numbers = EncoderFactory.get().directBinaryEncoder(head, null);
        numbers.writeLong(rowsInBlock);
        numbers.writeLong(compressed.size());
        put(head);
        compressed.write(syncMarker);
        put(compressed);
        rows += rowsInBlock;
        rowsInBlock = 0;
        block.reset();
    }

    private void put(GrowingBuffer content) throws IOException {
        out.write(content.content(), 0, content.size());
        checksum.update(content.content(), 0, content.size());
        bytes += content.size();
    }

    /** Avro wants a marker that is unlikely in the data; a fingerprint will do and needs no randomness. */
    private static byte[] syncMarker(String table, String schema) {
        try {
            byte[] seed = ("millrace " + table + " " + schema).getBytes(StandardCharsets.UTF_8);
            return SchemaNormalization.fingerprint("MD5", seed);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("Every Java platform has MD5", impossible);
        }
    }
}
