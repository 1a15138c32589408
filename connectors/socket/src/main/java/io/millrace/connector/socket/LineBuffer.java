/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.connector.socket;

import io.millrace.connector.SourceOutput;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Gathers bytes and cuts them into lines. */
final class LineBuffer {
    private static final int MAX_LINE_BYTES = 1 << 24;
    private static final int CHUNK_BYTES = 1 << 13;

    private final byte delimiter;
    private byte[] buffer = new byte[CHUNK_BYTES];
    private int start;
    private int searched;
    private int limit;

    /** @param delimiter ends a line; where it is "\n", so does "\r\n" */
    LineBuffer(byte delimiter) {
        this.delimiter = delimiter;
    }

    /** Reads what there is; returns -1 at the end of the stream. */
    int readFrom(InputStream input) throws IOException {
        makeRoom();
        int count = input.read(buffer, limit, buffer.length - limit);
        limit += Math.max(count, 0);
        return count;
    }

    private void makeRoom() throws IOException {
        if (start > 0) {
            System.arraycopy(buffer, start, buffer, 0, limit - start);
            limit -= start;
            searched -= start;
            start = 0;
        }
        if (limit > MAX_LINE_BYTES) {
            throw new IOException("A line is longer than " + MAX_LINE_BYTES + " bytes. Is this text?");
        }
        if (limit == buffer.length) {
            buffer = Arrays.copyOf(buffer, buffer.length * 2);
        }
    }

    /** Ends a line that has begun. */
    void endLine() throws IOException {
        if (limit > start) {
            makeRoom();
            buffer[limit++] = delimiter;
        }
    }

    /** Emits whole lines; returns whether it emitted any. */
    boolean emit(SourceOutput<String> output, int maxRecords) {
        int emitted = 0;
        while (emitted < maxRecords && searched < limit) {
            if (buffer[searched++] == delimiter) {
                int end = searched - 1;
                end -= delimiter == '\n' && end > start && buffer[end - 1] == '\r' ? 1 : 0;
                output.collect(new String(buffer, start, end - start, StandardCharsets.UTF_8));
                start = searched;
                emitted++;
            }
        }
        return emitted > 0;
    }
}
