/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.environment;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;

/**
 * A directory tree of files with explicit durability: what was not synced may vanish in a crash, and need not show before. Paths
 * are relative and separated by '/'. Methods may block.
 */
public interface Storage {
    /** Creates a file, or replaces one; makes the directories above it. */
    OutputFile create(String path) throws IOException;

    /** Opens a file for appending after cutting it to {@code length} bytes. Fails where the file is shorter. */
    OutputFile resume(String path, long length) throws IOException;

    /** Opens a file for reading from its start. */
    default InputStream open(String path) throws IOException {
        return open(path, 0);
    }

    /** Opens a file for reading from byte {@code offset}. */
    InputStream open(String path, long offset) throws IOException;

    long size(String path) throws IOException;

    /**
     * Returns when a file was last written, in milliseconds since the epoch. The default knows no such time and fails, which
     * fits a storage that only the engine itself uses.
     */
    default long modificationMillis(String path) throws IOException {
        throw new IOException("This storage does not keep when its files are written, as of " + path);
    }

    boolean exists(String path) throws IOException;

    /**
     * Renames, replacing the target; durable when it returns. Whoever looks sees the target as it was or as it becomes, never a
     * part. A process that dies meanwhile may leave the source beside a target that is complete: to rename again is right.
     */
    void rename(String source, String target) throws IOException;

    /** Writes a whole file, which shows and is durable when this returns, and before shows not at all. */
    default void publish(String path, byte[] content) throws IOException {
        String unnamed = path + UNNAMED_SUFFIX;
        try (OutputFile file = create(unnamed)) {
            file.write(content, 0, content.length);
            file.sync();
        }
        rename(unnamed, path);
    }

    /** What a file's name ends in while it is published. */
    String UNNAMED_SUFFIX = ".tmp";

    /**
     * Makes durable which files are in a directory and below it, as they are now: a process that died in the middle of a
     * {@link #rename} may have left one that shows and is not. Where files show only when they are synced, it clears away what
     * was never shown. To be called before anything builds on what was found, and while nobody writes there. The default does
     * nothing, which fits a storage where what shows is durable.
     */
    default void settle(String directory) throws IOException {}

    /** Deletes a file, or a directory with all in it; no error where there is none. */
    void delete(String path) throws IOException;

    /** Returns the names of the direct children, sorted; none where the directory does not exist. */
    List<String> list(String directory) throws IOException;

    /** As {@link #list}, without directories. */
    default List<String> listFiles(String directory) throws IOException {
        List<String> files = new ArrayList<>();
        for (String name : list(directory)) {
            if (!isDirectory(directory.isEmpty() ? name : directory + "/" + name)) {
                files.add(name);
            }
        }
        return files;
    }

    /** Returns whether there is a directory at this path. The default knows only those that hold something, which fits a storage that has no others. */
    default boolean isDirectory(String path) throws IOException {
        return !list(path).isEmpty();
    }

    /** Returns whether each call crosses a network: who reads then had better have a thread of his own. */
    default boolean isRemote() {
        return false;
    }

    /** A file that is being written. */
    interface OutputFile extends AutoCloseable {
        void write(byte[] bytes, int offset, int length) throws IOException;

        /** Returns the bytes written so far, including those before a {@link #resume}. */
        long length();

        /**
         * Makes everything written so far durable. May run on another thread while this one writes on: what was written
         * before the call is durable when it returns.
         */
        void sync() throws IOException;

        @Override
        void close() throws IOException;
    }
}
