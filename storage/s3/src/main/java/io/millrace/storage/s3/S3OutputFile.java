/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.storage.s3;

import io.millrace.environment.Storage.OutputFile;
import java.io.ByteArrayOutputStream;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;

/**
 * A file that is being written. What a sync makes durable is the object itself, as it is then; a later sync replaces it by
 * one that begins with a copy of it, made by S3. So a file is one object at all times, and what was not synced never shows.
 * Parts go out on a thread of their own while the file is written; whoever writes waits only when they pile up. One thread
 * may sync what another writes.
 */
final class S3OutputFile implements OutputFile {
    /** What is gathered before it is sent. */
    static final int PART_BYTES = 8 << 20;

    private static final int MOST_WAITING_BYTES = 3 * PART_BYTES;

    private static final Executor SENDERS = Executors.newCachedThreadPool(task -> {
        Thread thread = new Thread(task, "millrace-s3-sender");
        thread.setDaemon(true);
        return thread;
    });

    private final S3Bucket bucket;
    private final String key;

    // What was written and not taken over for sending; guarded by this.
    private final ByteArrayOutputStream written = new ByteArrayOutputStream();
    private long length;
    private boolean sendingAhead;
    private boolean closed;

    // The next object: first bytes of the one that is there, parts that were sent, and a tail. Guarded by sending.
    private final Object sending = new Object();
    private final ByteArrayOutputStream tail = new ByteArrayOutputStream();
    private long kept;
    private long durable;
    private @Nullable String eTag; // of the object that is there
    private @Nullable S3Upload upload;
    private volatile @Nullable IOException broken;

    private S3OutputFile(S3Bucket bucket, String key, long durable, @Nullable String eTag) {
        this.bucket = bucket;
        this.key = key;
        this.durable = durable;
        this.eTag = eTag;
    }

    /** A new file, which replaces what is there when it is first synced. */
    static S3OutputFile create(S3Bucket bucket, String key) {
        return new S3OutputFile(bucket, key, -1, null);
    }

    /** Cuts a file to a length and goes on from there. */
    static S3OutputFile resume(S3Bucket bucket, String key, long length) throws IOException {
        S3Bucket.Status found = bucket.status(key);
        if (found == null) {
            throw new FileNotFoundException("There is no file " + bucket.uri(key));
        }
        if (found.size() < length) {
            throw new IOException("The file " + bucket.uri(key) + " has " + found.size() + " bytes, but " + length
                    + " were written and made durable. It was cut or replaced since; put it back to go on.");
        }
        S3OutputFile file = new S3OutputFile(bucket, key, found.size(), found.eTag());
        file.length = length;
        if (length >= S3Upload.SMALLEST_PART_BYTES) {
            file.kept = length;
        } else if (length > 0) {
            S3Bucket.Range start = bucket.read(key, 0, (int) length, found.eTag());
            if (start == null) {
                throw new IOException("The file " + bucket.uri(key) + " was cut while it was opened.");
            }
            file.tail.writeBytes(start.bytes());
        }
        file.sync();
        return file;
    }

    @Override
    public void write(byte[] bytes, int offset, int count) throws IOException {
        requireIntact();
        int waiting;
        synchronized (this) {
            if (closed) {
                throw new IOException("The file " + bucket.uri(key) + " is closed");
            }
            written.write(bytes, offset, count);
            length += count;
            waiting = written.size();
            if (waiting >= PART_BYTES && !sendingAhead) {
                sendingAhead = true;
                SENDERS.execute(this::sendAhead);
            }
        }
        if (waiting >= MOST_WAITING_BYTES) {
            sendWaiting();
        }
    }

    private void sendAhead() {
        try {
            sendWaiting();
        } catch (IOException failure) {
            // Told by the next write or sync.
        } finally {
            synchronized (this) {
                sendingAhead = false;
            }
        }
    }

    private void sendWaiting() throws IOException {
        synchronized (sending) {
            takeOver();
            if (tail.size() >= PART_BYTES) {
                send(() -> {
                    openUpload().add(tail.toByteArray());
                    tail.reset();
                });
            }
        }
    }

    @Override
    public synchronized long length() {
        return length;
    }

    @Override
    public void sync() throws IOException {
        synchronized (sending) {
            // Whoever writes on meanwhile waits only when parts pile up.
            long end = takeOver();
            if (end != durable) {
                send(() -> replaceObject(end));
            }
        }
    }

    /** Returns the length of the file with all that was taken over. */
    private synchronized long takeOver() {
        tail.writeBytes(written.toByteArray());
        written.reset();
        return length;
    }

    private void replaceObject(long end) throws IOException {
        if (upload == null && kept == 0) {
            eTag = bucket.put(key, tail.toByteArray());
        } else {
            S3Upload open = openUpload();
            if (tail.size() > 0) {
                open.add(tail.toByteArray());
            }
            eTag = open.complete();
            upload = null;
        }
        durable = end;
        if (end >= S3Upload.SMALLEST_PART_BYTES) {
            kept = end;
            tail.reset();
        }
    }

    private S3Upload openUpload() throws IOException {
        S3Upload open = upload;
        if (open == null) {
            open = S3Upload.begin(bucket, key);
            upload = open; // before anything can fail, so that it is aborted then
            if (kept > 0) {
                open.addCopy(key, eTag, kept, S3Storage.COPY_BYTES);
            }
        }
        return open;
    }

    /** Parts that S3 may have or not have are of no use: what fails once, fails from then on. */
    private void send(Sending step) throws IOException {
        requireIntact();
        try {
            step.run();
        } catch (IOException failure) {
            broken = failure;
            try {
                abortUpload();
            } catch (IOException left) {
                failure.addSuppressed(left);
            }
            throw failure;
        }
    }

    private void requireIntact() throws IOException {
        IOException before = broken;
        if (before != null) {
            throw new IOException(
                    "The file " + bucket.uri(key) + " could not be written before: " + before.getMessage(), before);
        }
    }

    @FunctionalInterface
    private interface Sending {
        void run() throws IOException;
    }

    private void abortUpload() throws IOException {
        S3Upload open = upload;
        upload = null;
        if (open != null) {
            open.abort();
        }
    }

    /** What was not synced is given up. */
    @Override
    public void close() throws IOException {
        synchronized (this) {
            closed = true;
            written.reset();
        }
        synchronized (sending) {
            tail.reset();
            abortUpload();
        }
    }
}
