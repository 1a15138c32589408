/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.snapshot;

import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The rows that one subtask wrote of a table: one file of all rows, and files of rows that changed later. They are read
 * from the newest to the oldest, so that the first row found of a key is the one that counts.
 */
public final class StoredTable {
    private final List<File> newestFirst;
    private final @Nullable Writer writer;

    public StoredTable(List<File> newestFirst) {
        this(newestFirst, null);
    }

    private StoredTable(List<File> newestFirst, @Nullable Writer writer) {
        this.newestFirst = List.copyOf(newestFirst);
        this.writer = writer;
    }

    /**
     * Who wrote the rows, and so which key groups can be among them.
     *
     * @param subtask from 0 to {@code parallelism - 1}
     */
    public record Writer(int subtask, int parallelism) {}

    /** The same table, of a known writer. */
    public StoredTable writtenBy(int subtask, int parallelism) {
        return new StoredTable(newestFirst, new Writer(subtask, parallelism));
    }

    /** Who wrote the rows, or null where that is not known. */
    public @Nullable Writer writer() {
        return writer;
    }

    /** A table of one file. */
    public static StoredTable of(File file) {
        return new StoredTable(List.of(file));
    }

    /** Opens one file. */
    @FunctionalInterface
    public interface File {
        AvroTableReader open() throws IOException;
    }

    /** The files, the newest first; the last one has all rows of its time. */
    public List<File> newestFirst() {
        return newestFirst;
    }

    /** Opens the file of a table that has just one. */
    public AvroTableReader openOnly() throws IOException {
        if (newestFirst.size() != 1) {
            throw new IllegalStateException("The table has " + newestFirst.size() + " files");
        }
        return newestFirst.get(0).open();
    }
}
