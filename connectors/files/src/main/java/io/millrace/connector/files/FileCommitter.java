/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.connector.files;

import io.millrace.connector.Committer;
import io.millrace.environment.Storage;
import java.io.IOException;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Commits files by renaming them, removes those that they replace, and clears away what earlier runs left. */
final class FileCommitter implements Committer<FileWriterState, FileCommittable> {
    private static final Logger LOGGER = LoggerFactory.getLogger(FileSink.class);

    /** The attempt that no writer has. */
    private static final long NOBODY = 0;

    private final Storage storage;
    private final String directory;
    private final boolean clearsCommitted;

    /** @param clearsCommitted whether committed files are another run's and are to be removed */
    FileCommitter(Storage storage, String directory, boolean clearsCommitted) {
        this.storage = storage;
        this.directory = directory;
        this.clearsCommitted = clearsCommitted;
    }

    /** Files go when all that replace them are there: what dies in between leaves both, and the next commit goes on from there. */
    @Override
    public void commit(List<FileCommittable> committables) throws IOException {
        Set<FileCommittable> replaced = new LinkedHashSet<>(); // each may be known to several writers
        for (FileCommittable file : committables) {
            if (file.isReplaced()) {
                replaced.add(file);
            } else {
                show(file);
            }
        }
        for (FileCommittable file : replaced) {
            removeReplaced(file);
        }
    }

    private void show(FileCommittable file) throws IOException {
        if (storage.exists(file.pending())) {
            requireLength(file, file.pending());
            storage.rename(file.pending(), file.target());
        } else if (storage.exists(file.target())) {
            requireLength(file, file.target());
        } else {
            throw new IOException("Cannot commit " + directory + "/" + file.target() + ": neither it nor "
                    + file.pending() + " exists, but a checkpoint holds its " + file.length()
                    + " bytes. Somebody removed it; restore the file, or start afresh.");
        }
    }

    /** What has its name and another length came after the commit, which is now repeated. */
    private void removeReplaced(FileCommittable file) throws IOException {
        if (!storage.exists(file.pending())) {
            storage.delete(FileNames.pending(file.pending(), NOBODY));
        } else if (storage.size(file.pending()) == file.length()) {
            remove(file.pending());
        }
    }

    private void requireLength(FileCommittable file, String name) throws IOException {
        long size = storage.size(name);
        if (size != file.length()) {
            throw new IOException("Cannot commit " + directory + "/" + file.target() + ": " + name + " has " + size
                    + " bytes, but the checkpoint holds " + file.length() + ". Another job may write to this directory,"
                    + " or this is not the newest checkpoint.");
        }
    }

    @Override
    public void abortAllBut(List<FileWriterState> states) throws IOException {
        storage.settle(""); // what was committed or removed by a process that died is so for good
        if (clearsCommitted) {
            clearCommitted();
        }
        for (FileWriterState state : states) {
            undoLaterCommits(state);
        }
        removePending(states);
    }

    private void clearCommitted() throws IOException {
        int removed = 0;
        for (String name : PartFiles.list(storage)) {
            if (FileNames.isTarget(name)) {
                remove(name);
                removed++;
            }
        }
        if (removed > 0) {
            LOGGER.info("Removed {} files that an earlier run left in {}", removed, directory);
        }
    }

    /**
     * Takes back what a later checkpoint than the restored one committed, where the job was restored from an earlier one: its
     * rows will be written again.
     */
    private void undoLaterCommits(FileWriterState state) throws IOException {
        for (OpenFile open : state.open()) {
            if (storage.exists(open.target())) {
                LOGGER.warn("Going on with {}/{}, which a later checkpoint had committed", directory, open.target());
                if (storage.exists(open.pending())) {
                    remove(open.target()); // a rename that was not done to its end
                } else {
                    storage.rename(open.target(), open.pending());
                }
            }
        }
        for (String name : PartFiles.list(storage)) {
            if (FileNames.number(name, state.prefix()) >= state.nextFile()) {
                LOGGER.warn("Removed {}/{}, which a later checkpoint had committed", directory, name);
                remove(name);
            }
        }
    }

    /**
     * Removes a file that readers see. A rename is durable and a delete is not: a loss of power may bring the file back, but
     * under a name that no reader looks at, and that the next start removes.
     */
    private void remove(String path) throws IOException {
        String hidden = FileNames.pending(path, NOBODY);
        storage.rename(path, hidden);
        storage.delete(hidden);
    }

    private void removePending(List<FileWriterState> states) throws IOException {
        Set<String> open = new HashSet<>();
        for (FileWriterState state : states) {
            state.open().forEach(file -> open.add(file.pending()));
        }
        for (String name : PartFiles.list(storage)) {
            if (FileNames.isPending(name) && !open.contains(name)) {
                storage.delete(name);
            }
        }
    }
}
