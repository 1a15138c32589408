/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.engine;

import io.millrace.environment.Storage.OutputFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import org.jspecify.annotations.Nullable;

/** A file that is being written, through a buffer. One thread may sync what another writes. */
final class LocalOutputFile implements OutputFile {
    private static final int BUFFER_BYTES = 32 * 1024;

    private final FileChannel channel;
    private final ByteBuffer buffer = ByteBuffer.allocate(BUFFER_BYTES);
    private @Nullable DirectorySync unsyncedDirectory;
    private long length;

    /** Makes the file's entry in its directory durable. */
    interface DirectorySync {
        void sync() throws IOException;
    }

    /**
     * @param channel at the position to go on from
     * @param directory called with the first sync
     */
    LocalOutputFile(FileChannel channel, DirectorySync directory) throws IOException {
        this.channel = channel;
        this.unsyncedDirectory = directory;
        this.length = channel.position();
    }

    @Override
    public synchronized void write(byte[] bytes, int offset, int count) throws IOException {
        if (count > buffer.remaining()) {
            flush();
        }
        if (count > buffer.remaining()) {
            writeFully(ByteBuffer.wrap(bytes, offset, count));
        } else {
            buffer.put(bytes, offset, count);
        }
        length += count;
    }

    @Override
    public synchronized long length() {
        return length;
    }

    @Override
    public void sync() throws IOException {
        DirectorySync directory;
        synchronized (this) {
            flush();
            directory = unsyncedDirectory;
            unsyncedDirectory = null;
        }
        // Outside the lock: whoever writes on does not wait for the disk.
        channel.force(true);
        if (directory != null) {
            directory.sync();
        }
    }

    @Override
    public synchronized void close() throws IOException {
        if (channel.isOpen()) {
            try (channel) {
                flush();
            }
        }
    }

    private void flush() throws IOException {
        buffer.flip();
        try {
            writeFully(buffer);
        } finally {
            buffer.clear();
        }
    }

    private void writeFully(ByteBuffer source) throws IOException {
        while (source.hasRemaining()) {
            channel.write(source);
        }
    }
}
