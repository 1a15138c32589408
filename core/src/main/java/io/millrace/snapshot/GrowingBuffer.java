/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.snapshot;

import java.io.OutputStream;
import java.util.Arrays;

/** Bytes in memory, readable in place; unlike {@code ByteArrayOutputStream} neither locked nor copied. */
final class GrowingBuffer extends OutputStream {
    private byte[] content;
    private int size;

    GrowingBuffer(int capacity) {
        content = new byte[capacity];
    }

    @Override
    public void write(int value) {
        reserve(1);
        content[size++] = (byte) value;
    }

    @Override
    public void write(byte[] bytes) {
        write(bytes, 0, bytes.length);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) {
        reserve(length);
        System.arraycopy(bytes, offset, content, size, length);
        size += length;
    }

    /** The array that holds the bytes, up to {@link #size}. */
    byte[] content() {
        return content;
    }

    int size() {
        return size;
    }

    void reset() {
        size = 0;
    }

    private void reserve(int length) {
        if (content.length - size < length) {
            content = Arrays.copyOf(content, Math.max(content.length * 2, Math.addExact(size, length)));
        }
    }
}
