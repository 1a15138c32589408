/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.spill;

import io.millrace.environment.Storage;
import java.io.IOException;
import java.io.InputStream;

/** Reads a file a block at a time and keeps no file open in between, however many runs are being merged. */
final class BlockInput extends InputStream {
    private final Storage storage;
    private final String path;
    private final long size;
    private final byte[] block;
    private long position;
    private int next;
    private int end;

    BlockInput(Storage storage, String path, long size, int blockBytes) {
        this.storage = storage;
        this.path = path;
        this.size = size;
        this.block = new byte[(int) Math.max(1, Math.min(blockBytes, size))];
    }

    private boolean fill() throws IOException {
        if (position >= size) {
            return false;
        }
        try (InputStream in = storage.open(path, position)) {
            next = 0;
            end = in.readNBytes(block, 0, (int) Math.min(block.length, size - position));
        }
        if (end == 0) {
            throw new IOException("The temporary file " + path + " ends at byte " + position + ", but " + size
                    + " were written. Somebody deleted or cut it while the job ran.");
        }
        position += end;
        return true;
    }

    @Override
    public int read() throws IOException {
        return next < end || fill() ? block[next++] & 0xff : -1;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        if (next == end && !fill()) {
            return -1;
        }
        int count = Math.min(length, end - next);
        System.arraycopy(block, next, target, offset, count);
        next += count;
        return count;
    }
}
