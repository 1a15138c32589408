/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.storage.s3;

import java.io.IOException;
import java.io.InputStream;
import java.util.Objects;

/**
 * Reads an object range by range, the first ones small, so that no connection stays open while the reader takes its time.
 * An object that is replaced meanwhile is not mixed with the new one: reading fails.
 */
final class S3InputStream extends InputStream {
    private static final int FIRST_RANGE_BYTES = 128 * 1024;
    private static final int MOST_RANGE_BYTES = 8 << 20;

    private static final byte[] NOTHING = new byte[0];

    private final S3Bucket bucket;
    private final String key;
    private final String eTag;
    private final long size;
    private long next;
    private int rangeBytes = FIRST_RANGE_BYTES;
    private byte[] range;
    private int position;

    /** @param offset where to begin; behind the object's end there is nothing to read */
    S3InputStream(S3Bucket bucket, String key, long offset) throws IOException {
        S3Bucket.Range first = bucket.read(key, offset, rangeBytes, null);
        this.bucket = bucket;
        this.key = key;
        this.eTag = first == null ? "" : first.eTag();
        this.size = first == null ? offset : first.objectSize();
        this.range = first == null ? NOTHING : first.bytes();
        this.next = offset + range.length;
    }

    @Override
    public int read() throws IOException {
        return fill() ? range[position++] & 0xFF : -1;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        Objects.checkFromIndexSize(offset, length, target.length);
        if (length == 0) {
            return 0;
        }
        if (!fill()) {
            return -1;
        }
        int count = Math.min(length, range.length - position);
        System.arraycopy(range, position, target, offset, count);
        position += count;
        return count;
    }

    /** Returns whether there is something more to read. */
    private boolean fill() throws IOException {
        if (position < range.length) {
            return true;
        }
        if (next >= size) {
            return false;
        }
        rangeBytes = Math.min(MOST_RANGE_BYTES, 4 * rangeBytes);
        int length = (int) Math.min(rangeBytes, size - next);
        S3Bucket.Range read = bucket.read(key, next, length, eTag);
        if (read == null || read.bytes().length != length) {
            throw new IOException("The object " + bucket.uri(key) + " of " + size + " bytes gave "
                    + (read == null ? 0 : read.bytes().length) + " bytes at " + next + ", and not " + length + ".");
        }
        range = read.bytes();
        position = 0;
        next += length;
        return true;
    }

    @Override
    public int available() {
        return range.length - position;
    }
}
