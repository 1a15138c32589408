/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.store;

import io.millrace.data.Codecs;
import io.millrace.data.TaggedCodec;
import io.millrace.environment.RowStore;
import io.millrace.environment.RowView;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.io.EncoderFactory;
import org.jspecify.annotations.Nullable;

/**
 * The keys of cold rows as bytes, and all else that a {@link ColdRows} has beside them in its {@link RowStore}, each kind
 * behind a letter of its own:
 *
 * <pre>
 *   r key                    the row of a key
 *   c epoch key              the key changed before the snapshot of that number
 *   e timestamp key          the key's first timer in event time; p in processing time
 * </pre>
 *
 * <p>Equal keys are not always equal bytes: a set in a key is written in any order. Such a key is found by its stable hash,
 * which comes first, and by comparing.
 */
final class RowKeys {
    static final byte ROW = 'r';
    static final byte CHANGE = 'c';
    static final byte EVENT_TIMER = 'e';
    static final byte PROCESSING_TIMER = 'p';

    private static final byte BY_HASH = 0;
    private static final byte BY_BYTES = 1;
    private static final int NUMBERED = 1 + Long.BYTES;

    private final TaggedCodec codec = Codecs.tagged();
    private final ByteArrayOutputStream buffer = new ByteArrayOutputStream();
    private final BinaryEncoder encoder = EncoderFactory.get().directBinaryEncoder(buffer, null);
    private final Map<Class<?>, Object> samples = new LinkedHashMap<>();
    private boolean allClosed = true;

    /** The name of the row that a key has in the store, or would have. */
    byte[] nameOf(Object key, RowStore rows) {
        try {
            buffer.reset();
            buffer.write(ROW);
            buffer.write(BY_BYTES);
            codec.write(key, encoder);
            return codec.wasCanonical() ? buffer.toByteArray() : nameByHash(key, rows);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private byte[] nameByHash(Object key, RowStore rows) throws IOException {
        byte[] prefix = ByteBuffer.allocate(2 + Integer.BYTES)
                .put(ROW)
                .put(BY_HASH)
                .putInt(KeyHash.of(key))
                .array();
        try (RowView.Cursor sameHash = rows.rows(prefix, after(prefix))) {
            while (sameHash.next()) {
                if (keyOf(sameHash.key()).equals(key)) {
                    return sameHash.key();
                }
            }
        }
        buffer.reset();
        buffer.write(prefix);
        codec.write(key, encoder);
        codec.wasCanonical();
        return buffer.toByteArray();
    }

    /** The key of a row. May be called on any thread. */
    Object keyOf(byte[] name) {
        int start = name[1] == BY_HASH ? 2 + Integer.BYTES : 2;
        try {
            return codec.read(DecoderFactory.get().binaryDecoder(name, start, name.length - start, null));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Notes a key that snapshots may find here, so that {@link #samples} is complete. */
    void note(Object key) {
        if (samples.putIfAbsent(key.getClass(), key) == null) {
            allClosed &= codec.isClosed(key);
        }
    }

    /** A key of each class, if that says all of the classes in keys; else null, and each is to be looked at. */
    @Nullable
    List<Object> samples() {
        return allClosed ? new ArrayList<>(samples.values()) : null;
    }

    /** The key of what belongs to a row and a number. */
    static byte[] numbered(byte kind, long number, byte[] name) {
        return ByteBuffer.allocate(NUMBERED + name.length)
                .put(kind)
                .putLong(number ^ Long.MIN_VALUE) // so that the bytes' order is that of the numbers
                .put(name)
                .array();
    }

    /** Where that begins which belongs to a number. */
    static byte[] start(byte kind, long number) {
        return numbered(kind, number, new byte[0]);
    }

    static long numberIn(byte[] numbered) {
        return ByteBuffer.wrap(numbered).getLong(1) ^ Long.MIN_VALUE;
    }

    static byte[] nameIn(byte[] numbered) {
        return Arrays.copyOfRange(numbered, NUMBERED, numbered.length);
    }

    static byte[] first(byte kind) {
        return new byte[] {kind};
    }

    /** What comes behind all keys of a kind. */
    static byte[] end(byte kind) {
        return new byte[] {(byte) (kind + 1)};
    }

    /** What comes behind all keys that begin with a prefix, of which not all bytes are the highest. */
    private static byte[] after(byte[] prefix) {
        byte[] next = prefix.clone();
        int last = next.length - 1;
        while (++next[last] == 0) {
            last--;
        }
        return next;
    }
}
