/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.storage.s3;

import io.millrace.environment.DirectoryInUseException;
import io.millrace.environment.DirectoryLock;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.UUID;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The lock of a directory in a bucket: an object that its owner writes again and again, each time on the condition that
 * nobody else has.
 *
 * <pre>
 *   owner   writes five times in EXPIRY, and before it publishes anything; both requests together take less than EXPIRY
 *   taker   watches; takes the lock when it saw the same object for all of EXPIRY
 * </pre>
 *
 * Both measure durations of their own, and nobody compares the clocks of two machines. An owner that is cut off or asleep
 * for longer than EXPIRY may lose its lock; it learns that by its next write, and so before it publishes anything. A process
 * that dies releases nothing, so who comes next has to wait for EXPIRY.
 */
final class S3Lock implements DirectoryLock {
    static final String FILE = "job.lock";

    private static final Logger LOG = LoggerFactory.getLogger(S3Lock.class);

    /** Nothing depends on how long the first write takes: it is not made where the object has changed. */
    private static final Duration TAKING = Duration.ofMinutes(1);

    private static final String FREE = "free";
    private static final int MOST_BYTES = 1_000;

    private final S3Bucket bucket;
    private final S3Location directory;
    private final String key;
    private final Duration expiry;
    private final String owner;
    private final Consumer<Throwable> onLost;
    private final Runnable onRelease;
    private final String id = UUID.randomUUID().toString();
    private final Thread renewer;

    // Guarded by this.
    private @Nullable String eTag;
    private long count;
    private long writtenNanos; // told when the lock is lost
    private @Nullable IOException lost;
    private boolean released;

    private S3Lock(
            S3Bucket bucket,
            S3Location directory,
            Duration expiry,
            String jobName,
            Consumer<Throwable> onLost,
            Runnable onRelease) {
        this.bucket = bucket;
        this.directory = directory;
        this.key = directory.prefix() + FILE;
        this.expiry = expiry;
        this.owner =
                "job '" + jobName + "' of process " + ProcessHandle.current().pid() + " on " + hostName();
        this.onLost = onLost;
        this.onRelease = onRelease;
        this.renewer = new Thread(this::renewUntilReleased, "millrace-s3-lock");
        renewer.setDaemon(true);
    }

    /**
     * Takes the lock, or waits until it is known whether its owner is alive.
     *
     * @param onRelease called when the lock is closed, whether it was lost or not
     */
    static S3Lock take(
            S3Bucket bucket,
            S3Location directory,
            Duration expiry,
            String jobName,
            Consumer<Throwable> onLost,
            Runnable onRelease)
            throws IOException {
        S3Lock lock = new S3Lock(bucket, directory, expiry, jobName, onLost, onRelease);
        while (!lock.write(lock.eTag, TAKING)) {
            lock.eTag = lock.findDead();
        }
        lock.renewer.start();
        return lock;
    }

    private Duration renewal() {
        return expiry.dividedBy(5);
    }

    /** How long a write may take, and the publishing of something after it. */
    private Duration timeout() {
        return expiry.dividedBy(2);
    }

    /** What the object says. */
    private record Seen(String eTag, String text) {
        boolean isFree() {
            return text.equals(FREE);
        }

        String owner() {
            return text.lines().findFirst().orElse("another job");
        }
    }

    /** Returns the ETag of an object that may be replaced; null where there is none. */
    private @Nullable String findDead() throws IOException {
        Seen first = look();
        if (first == null || first.isFree()) {
            return first == null ? null : first.eTag();
        }
        LOG.info("{} is locked by {}: waiting whether it is alive", directory, first.owner());
        long begin = System.nanoTime();
        while (System.nanoTime() - begin <= expiry.toNanos()) {
            pause(renewal().dividedBy(4));
            Seen now = look();
            if (now == null || now.isFree()) {
                return now == null ? null : now.eTag();
            }
            if (!now.eTag().equals(first.eTag())) {
                throw new DirectoryInUseException(directory.toString(), now.owner());
            }
        }
        LOG.warn("{} was locked by {}, which shows no sign of life any more", directory, first.owner());
        return first.eTag();
    }

    private @Nullable Seen look() throws IOException {
        try {
            S3Bucket.Range read = bucket.read(key, 0, MOST_BYTES, null);
            return read == null ? null : new Seen(read.eTag(), new String(read.bytes(), StandardCharsets.UTF_8));
        } catch (FileNotFoundException absent) {
            return null;
        }
    }

    /** Writes the object in place of the one with an ETag, or of none; returns whether it is ours now. */
    private synchronized boolean write(@Nullable String known, Duration timeout) throws IOException {
        long begin = System.nanoTime();
        count++;
        String text = owner + "\n" + id + "\n" + count;
        String written = bucket.putIfUnchanged(key, text.getBytes(StandardCharsets.UTF_8), known, timeout);
        if (written == null) {
            // An attempt may have succeeded, and its answer may have been lost.
            Seen seen = look();
            if (seen == null || !seen.text().startsWith(owner + "\n" + id + "\n")) {
                return false;
            }
            written = seen.eTag();
        }
        eTag = written;
        writtenNanos = begin;
        return true;
    }

    private void renewUntilReleased() {
        try {
            while (!isOver()) {
                Thread.sleep(renewal().toMillis());
                try {
                    renew();
                } catch (IOException unreachable) {
                    LOG.warn("The lock of {} could not be renewed", directory, unreachable);
                }
            }
        } catch (InterruptedException closed) {
            Thread.currentThread().interrupt();
        }
    }

    private synchronized boolean isOver() {
        return released || lost != null;
    }

    /** @throws IOException if S3 cannot be reached */
    private void renew() throws IOException {
        IOException loss;
        synchronized (this) {
            if (isOver() || write(eTag, timeout())) {
                return;
            }
            Seen seen = look();
            loss = new IOException("The checkpoint directory " + directory + " was taken by "
                    + (seen == null ? "somebody who removed its lock" : seen.owner())
                    + ": this job did not renew its lock for "
                    + Duration.ofNanos(System.nanoTime() - writtenNanos).toSeconds() + " s. It must not go on.");
            lost = loss;
        }
        onLost.accept(loss);
    }

    /**
     * Makes sure that nobody else has the directory, or will have it soon.
     *
     * @return for how long nobody will
     * @throws IOException if somebody has, or if that cannot be found out
     */
    Duration requireHeld() throws IOException {
        renew();
        synchronized (this) {
            if (lost != null) {
                throw lost;
            }
        }
        return timeout();
    }

    @Override
    public void close() {
        synchronized (this) {
            if (!isOver()) {
                try {
                    bucket.putIfUnchanged(key, FREE.getBytes(StandardCharsets.UTF_8), eTag, timeout());
                } catch (IOException failure) {
                    LOG.warn("The lock of {} could not be released; it expires", directory, failure);
                }
            }
            released = true;
        }
        renewer.interrupt();
        onRelease.run();
    }

    private static String hostName() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException unknown) {
            return "a host without a name";
        }
    }

    private static void pause(Duration duration) throws IOException {
        try {
            Thread.sleep(duration.toMillis());
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IOException("Interrupted while waiting for the lock", interrupted);
        }
    }
}
