/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.engine;

import io.millrace.environment.DirectoryInUseException;
import io.millrace.environment.DirectoryLock;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The lock of a local directory: the system's, on a file that stays. */
public final class JobLock implements DirectoryLock {
    private static final String FILE = "job.lock";

    private static final Logger LOG = LoggerFactory.getLogger(JobLock.class);

    /** Far behind what is in the file, which thus can be read by all, on Windows, too. */
    private static final long LOCKED_POSITION = Long.MAX_VALUE - 1;

    private static final int MOST_OWNER_BYTES = 1_000;

    /**
     * The directories that jobs of this JVM hold, and the jobs. They are never looked at through the file: a system may give
     * up all locks of a process on a file when the process closes it once.
     */
    private static final Map<Path, String> HELD = new ConcurrentHashMap<>();

    /** What another copy of this class in the same JVM would lose its lock by. */
    private static final Set<FileChannel> NEVER_CLOSED = ConcurrentHashMap.newKeySet();

    private final Path directory;
    private final @Nullable FileChannel channel;

    private JobLock(Path directory, @Nullable FileChannel channel) {
        this.directory = directory;
        this.channel = channel;
    }

    /**
     * Takes the lock of a directory, which is made where there is none.
     *
     * @param jobName whom a job is told that is refused
     * @throws DirectoryInUseException if another job holds it
     * @throws UncheckedIOException if the directory cannot be made or written to
     */
    public static JobLock take(Path checkpoints, String jobName) {
        try {
            Path directory = Files.createDirectories(checkpoints).toRealPath();
            String holder = HELD.putIfAbsent(directory, jobName);
            if (holder != null) {
                throw refused(directory, "job '" + holder + "' of this process");
            }
            try {
                return new JobLock(directory, lock(directory, jobName));
            } catch (IOException | RuntimeException failure) {
                HELD.remove(directory);
                throw failure;
            }
        } catch (IOException failure) {
            throw unusable(checkpoints.toString(), failure);
        }
    }

    static UncheckedIOException unusable(String checkpoints, IOException failure) {
        return new UncheckedIOException(
                "The checkpoint directory " + checkpoints + " cannot be used (" + failure.getMessage()
                        + "). Give one that can be written to, with setCheckpointDirectory(...).",
                failure);
    }

    private static @Nullable FileChannel lock(Path directory, String jobName) throws IOException {
        FileChannel channel = FileChannel.open(
                directory.resolve(FILE), StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
        try {
            if (tryLock(channel) == null) {
                throw refused(directory, owner(channel));
            }
            channel.truncate(0);
            String owner = "job '" + jobName + "' of process "
                    + ProcessHandle.current().pid();
            channel.write(ByteBuffer.wrap(owner.getBytes(StandardCharsets.UTF_8)), 0);
            return channel;
        } catch (OverlappingFileLockException heldThroughAnotherClassLoader) {
            NEVER_CLOSED.add(channel);
            throw refused(directory, owner(channel));
        } catch (LocksUnsupportedException unsupported) {
            LOG.warn("{} cannot be locked: see to it that no two jobs use it at once", directory, unsupported);
            channel.close();
            return null;
        } catch (IOException | RuntimeException failure) {
            channel.close();
            throw failure;
        }
    }

    private static @Nullable FileLock tryLock(FileChannel channel) throws LocksUnsupportedException {
        try {
            return channel.tryLock(LOCKED_POSITION, 1, false);
        } catch (IOException failure) {
            throw new LocksUnsupportedException(failure);
        }
    }

    /** The file system knows no locks, as some that lie on other machines. */
    private static final class LocksUnsupportedException extends IOException {
        private static final long serialVersionUID = 1;

        LocksUnsupportedException(IOException cause) {
            super(cause);
        }
    }

    private static String owner(FileChannel channel) throws IOException {
        ByteBuffer content = ByteBuffer.allocate(MOST_OWNER_BYTES);
        channel.read(content, 0);
        return new String(content.array(), 0, content.position(), StandardCharsets.UTF_8);
    }

    private static DirectoryInUseException refused(Path directory, String owner) {
        return new DirectoryInUseException(directory.toString(), owner);
    }

    @Override
    public void close() {
        try {
            if (channel != null) {
                channel.close();
            }
        } catch (IOException failure) {
            LOG.warn("The lock of {} could not be closed; it ends with this process", directory, failure);
        } finally {
            HELD.remove(directory);
        }
    }
}
