/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.connector.files;

import io.millrace.connector.Quoting;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Cuts a stream of bytes into records and counts bytes and lines. All that it looks for is ASCII, which in UTF-8 never is
 * part of another character.
 *
 * <p>Where a quote is not closed as the format wants it, the record ends at its first newline: a damaged line costs itself,
 * not the rest of the file.
 */
final class RecordScanner implements Closeable {
    static final int MAX_RECORD_BYTES = 1 << 24;
    private static final int CHUNK_BYTES = 1 << 16;

    private final InputStream input;
    private final @Nullable QuotedNewlines quoted;
    private byte[] buffer = new byte[CHUNK_BYTES];
    private int limit;
    private boolean inputEnded;

    private int start;
    private int length;
    private int next;
    private long nextOffset;
    private long nextLine;
    private long startLine;

    /**
     * @param offset the offset in the file of the stream's first byte
     * @param line the lines before it
     */
    RecordScanner(InputStream input, Optional<Quoting> quoting, long offset, long line) {
        this.input = input;
        this.quoted = quoting.map(QuotedNewlines::new).orElse(null);
        this.nextOffset = offset;
        this.nextLine = line;
    }

    /** Moves to the next record that is not blank; returns whether there was one. */
    boolean next() throws IOException {
        if (nextOffset == 0) {
            skipByteOrderMark();
        }
        while (cut()) {
            if (length > 0) {
                return true;
            }
        }
        return false;
    }

    byte[] buffer() {
        return buffer;
    }

    int start() {
        return start;
    }

    int length() {
        return length;
    }

    /** Returns the lines before the record. */
    long startLine() {
        return startLine;
    }

    /** Returns the offset of the byte behind the record and its newline. */
    long endOffset() {
        return nextOffset;
    }

    /** Returns the lines before {@link #endOffset}. */
    long endLine() {
        return nextLine;
    }

    @Override
    public void close() throws IOException {
        input.close();
    }

    private void skipByteOrderMark() throws IOException {
        while (limit < 3 && fill()) {}
        if (limit >= 3 && buffer[0] == (byte) 0xEF && buffer[1] == (byte) 0xBB && buffer[2] == (byte) 0xBF) {
            next = 3;
            nextOffset = 3;
        }
    }

    private boolean cut() throws IOException {
        start = next;
        startLine = nextLine;
        int end = quoted == null ? findNewline() : findUnquotedNewline(quoted);
        if (end < 0) {
            if (start == limit) {
                return false;
            }
            end = limit;
            next = limit;
        } else {
            next = end + 1;
        }
        nextOffset += next - start;
        nextLine += lines(start, end) + 1;
        length = (end > start && end < limit && buffer[end - 1] == '\r' ? end - 1 : end) - start;
        return true;
    }

    /** Returns the index of the newline that ends the record; -1 where the input ends first. */
    private int findNewline() throws IOException {
        int searched = 0;
        while (true) {
            for (int index = start + searched; index < limit; index++) {
                if (buffer[index] == '\n') {
                    return index;
                }
            }
            searched = limit - start;
            if (searched > MAX_RECORD_BYTES) {
                throw new IOException("Line " + (startLine + 1) + " is longer than " + MAX_RECORD_BYTES
                        + " bytes. Is this a text file in the expected format?");
            }
            if (!fill()) {
                return -1;
            }
        }
    }

    private int findUnquotedNewline(QuotedNewlines newlines) throws IOException {
        newlines.reset();
        int searched = 0;
        while (true) {
            int end = newlines.find(buffer, start + searched, limit);
            if (end >= 0) {
                return end;
            }
            searched = limit - start;
            if (newlines.isBroken() || searched > MAX_RECORD_BYTES) {
                return findNewline();
            }
            if (!fill()) {
                return newlines.isOpen() ? findNewline() : -1;
            }
        }
    }

    private int lines(int from, int to) {
        if (quoted == null) {
            return 0;
        }
        int lines = 0;
        for (int index = from; index < to; index++) {
            lines += buffer[index] == '\n' ? 1 : 0;
        }
        return lines;
    }

    /** Reads more behind what the current record has; returns whether there was more. */
    private boolean fill() throws IOException {
        if (inputEnded) {
            return false;
        }
        if (start > 0) {
            System.arraycopy(buffer, start, buffer, 0, limit - start);
            limit -= start;
            start = 0;
        }
        if (limit == buffer.length) {
            buffer = Arrays.copyOf(buffer, buffer.length * 2);
        }
        int count = input.read(buffer, limit, buffer.length - limit);
        inputEnded = count < 0;
        limit += Math.max(count, 0);
        return !inputEnded;
    }
}
