/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.snapshot;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import org.apache.avro.io.BinaryDecoder;
import org.apache.avro.io.DecoderFactory;
import org.jspecify.annotations.Nullable;

/**
 * The blocks of an Avro object container file with the deflate codec. Avro's own reader takes a block that was cut for
 * the end of the file; this one refuses it.
 */
final class ContainerFile implements AutoCloseable {
    private static final byte[] MAGIC = {'O', 'b', 'j', 1};

    private final InputStream in;
    private final int mostBytes;
    private final BinaryDecoder decoder;
    private final Map<String, String> metadata = new LinkedHashMap<>();
    private final byte[] syncMarker = new byte[16];
    private final byte[] foundMarker = new byte[16];
    private final Inflater inflater = new Inflater(true);
    private final byte[] inflated = new byte[8 * 1024];
    private final GrowingBuffer block = new GrowingBuffer(4 * 1024);
    private long rows;

    /**
     * @param sizeBytes the length of the file: a length in it that is above is a damaged one, and must not become memory
     */
    ContainerFile(InputStream in, long sizeBytes) throws IOException {
        this.in = in;
        this.mostBytes = (int) Math.min(sizeBytes, Integer.MAX_VALUE - 8);
        this.decoder = DecoderFactory.get().binaryDecoder(in, null);
        byte[] magic = new byte[MAGIC.length];
        decoder.readFixed(magic);
        if (!Arrays.equals(magic, MAGIC)) {
            throw new IOException("it is not an Avro container file");
        }
        for (long entries = decoder.readMapStart(); entries > 0; entries = decoder.mapNext()) {
            for (long i = 0; i < entries; i++) {
                String key = new String(readBytes(), StandardCharsets.UTF_8);
                metadata.put(key, new String(readBytes(), StandardCharsets.UTF_8));
            }
        }
        decoder.readFixed(syncMarker);
        if (!"deflate".equals(metadata.get("avro.codec"))) {
            throw new IOException("its codec is " + metadata.get("avro.codec") + " and not deflate");
        }
    }

    @Nullable
    String metadata(String key) {
        return metadata.get(key);
    }

    /** Reads the next block, if the file has not ended. */
    boolean nextBlock() throws IOException {
        if (decoder.isEnd()) {
            return false;
        }
        rows = decoder.readLong();
        byte[] compressed = readBytes();
        decoder.readFixed(foundMarker);
        if (rows < 0 || !Arrays.equals(foundMarker, syncMarker)) {
            throw new IOException("a block does not end in the file's sync marker");
        }
        inflate(compressed);
        return true;
    }

    private byte[] readBytes() throws IOException {
        long length = decoder.readLong();
        if (length < 0 || length > mostBytes) {
            throw new IOException("something in it is " + length + " bytes long");
        }
        byte[] bytes = new byte[(int) length];
        decoder.readFixed(bytes);
        return bytes;
    }

    /** The number of rows in the current block. */
    long rows() {
        return rows;
    }

    /** The rows of the current block. */
    GrowingBuffer block() {
        return block;
    }

    private void inflate(byte[] compressed) throws IOException {
        block.reset();
        inflater.reset();
        inflater.setInput(compressed);
        try {
            while (!inflater.finished()) {
                int length = inflater.inflate(inflated);
                if (length == 0 && inflater.needsInput()) {
                    throw new IOException("a compressed block ends early");
                }
                block.write(inflated, 0, length);
            }
        } catch (DataFormatException failure) {
            throw new IOException("a block is not compressed as it should be", failure);
        }
    }

    @Override
    public void close() throws IOException {
        inflater.end();
        in.close();
    }
}
