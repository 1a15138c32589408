/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.connector.files;

import io.millrace.environment.Storage;
import io.millrace.environment.Storage.OutputFile;
import java.io.ByteArrayOutputStream;
import java.io.IOException;

/**
 * A hidden file that a writer fills. Bytes gather in a buffer of the writer and go to the storage 64 KB at a time, and at each
 * barrier; {@link #sync} and {@link #seal} may be called by another thread meanwhile.
 */
final class PartFile {
    private static final int BUFFER_BYTES = 1 << 16;

    private final String pending;
    private final String target;
    private final OutputFile file;
    private final long beganMillis;
    private final ByteArrayOutputStream buffer = new ByteArrayOutputStream(BUFFER_BYTES);
    private boolean sealed;

    private PartFile(String pending, String target, OutputFile file, long beganMillis) {
        this.pending = pending;
        this.target = target;
        this.file = file;
        this.beganMillis = beganMillis;
    }

    static PartFile create(Storage storage, String pending, String target, long nowMillis) throws IOException {
        return new PartFile(pending, target, storage.create(pending), nowMillis);
    }

    /** Goes on with a file, after cutting off what came after the checkpoint. */
    static PartFile resume(Storage storage, OpenFile open, String directory, long nowMillis) throws IOException {
        if (!storage.exists(open.pending())) {
            throw new IOException("Cannot go on with " + directory + "/" + open.pending()
                    + ": it is gone, but the checkpoint left it open. It may have been committed by a later checkpoint:"
                    + " restore from the newest one, or start afresh.");
        }
        return new PartFile(
                open.pending(), open.target(), storage.resume(open.pending(), open.validLength()), nowMillis);
    }

    /** Returns where records are written to; call {@link #drain} after each. */
    ByteArrayOutputStream buffer() {
        return buffer;
    }

    /** Hands the buffer to the storage where it is full. */
    void drain() throws IOException {
        if (buffer.size() >= BUFFER_BYTES) {
            flush();
        }
    }

    void flush() throws IOException {
        if (buffer.size() == 0) {
            return;
        }
        byte[] bytes = buffer.toByteArray();
        file.write(bytes, 0, bytes.length);
        buffer.reset();
    }

    /** Returns since when this writer has had the file. */
    long beganMillis() {
        return beganMillis;
    }

    String target() {
        return target;
    }

    long length() {
        return file.length() + buffer.size();
    }

    OpenFile asOpen() {
        return new OpenFile(pending, target, length());
    }

    FileCommittable asCommittable() {
        return new FileCommittable(pending, target, length());
    }

    /** Makes durable what was flushed before. */
    synchronized void sync() throws IOException {
        if (!sealed) {
            file.sync();
        }
    }

    /** Makes durable what was flushed before, and closes the file. */
    synchronized void seal() throws IOException {
        if (!sealed) {
            file.sync();
            file.close();
            sealed = true;
        }
    }
}
