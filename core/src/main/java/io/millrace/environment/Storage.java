/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.environment;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;

/**
 * A directory tree of files with explicit durability: what was not synced may vanish in a crash. Paths are relative,
 * with '/' between names. Methods may block; call them off the task threads except where stated.
 */
public interface Storage {
    /** Opens a new file, or replaces one; missing directories are made. */
    OutputFile create(String path) throws IOException;

    /** Opens an existing file to append to, after cutting it to {@code length} bytes. */
    OutputFile resume(String path, long length) throws IOException;

    /** Opens a file to be read from its start. */
    InputStream open(String path) throws IOException;

    /** Opens a file to be read from a byte offset. */
    InputStream open(String path, long offset) throws IOException;

    /** The length of a file in bytes. */
    long size(String path) throws IOException;

    /** Whether there is a file or directory of this path. */
    boolean exists(String path) throws IOException;

    /** Renames atomically, replacing the target; durable when it returns. */
    void rename(String source, String target) throws IOException;

    /** Deletes a file, or a directory with all it holds; no error where there is none. */
    void delete(String path) throws IOException;

    /** The names of a directory's direct children, sorted; empty where there is no such directory. */
    List<String> list(String directory) throws IOException;

    /** A file being written. Not thread-safe. */
    interface OutputFile extends AutoCloseable {
        /** Appends bytes. */
        void write(byte[] bytes, int offset, int length) throws IOException;

        /** The file's length so far, in bytes. */
        long length();

        /** Returns when all that was written, and the file's name, would survive a crash. */
        void sync() throws IOException;

        /** Closes without syncing. */
        @Override
        void close() throws IOException;
    }
}
