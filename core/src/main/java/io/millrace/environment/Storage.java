/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.environment;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;

/**
 * A directory tree of files with explicit durability: what was not synced may vanish in a crash. Paths are relative and
 * separated by '/'. Methods may block.
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

    boolean exists(String path) throws IOException;

    /** Renames atomically, replacing the target; durable when it returns. */
    void rename(String source, String target) throws IOException;

    /**
     * Makes durable which files are in a directory and below it, as they are now: a process that died in the middle of a
     * {@link #rename} may have left one that shows and is not. To be called before anything builds on what was found. The
     * default does nothing, which fits a storage where what shows is durable.
     */
    default void settle(String directory) throws IOException {}

    /** Deletes a file, or a directory with all in it; no error where there is none. */
    void delete(String path) throws IOException;

    /** Returns the names of the direct children, sorted; none where the directory does not exist. */
    List<String> list(String directory) throws IOException;

    /** Returns whether there is a directory at this path. The default knows only those that hold something. */
    default boolean isDirectory(String path) throws IOException {
        return !list(path).isEmpty();
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
