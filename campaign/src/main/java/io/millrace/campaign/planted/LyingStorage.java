/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.campaign.planted;

import io.millrace.environment.Storage;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;

/** Storage that says that something is durable when it is not. */
record LyingStorage(Storage storage, Lie lie, Moments moments) implements Storage {
    private static final String CHECKPOINT = "chk-";
    private static final String UNFINISHED = "/unfinished"; // what a manifest becomes that is to be deleted

    enum Lie {
        RENAME,
        SYNC,
        /** Deletes an old checkpoint's whole directory with its manifest, as if no other one used its files. */
        DELETE,
        /** Who looks for checkpoints after a restart finds that they are deleted. */
        EMPTY_AFTER_RESTART
    }

    @Override
    public OutputFile create(String path) throws IOException {
        return lying(storage.create(path));
    }

    @Override
    public OutputFile resume(String path, long length) throws IOException {
        return lying(storage.resume(path, length));
    }

    private OutputFile lying(OutputFile file) {
        return lie != Lie.SYNC
                ? file
                : new OutputFile() {
                    @Override
                    public void write(byte[] bytes, int offset, int length) throws IOException {
                        file.write(bytes, offset, length);
                    }

                    @Override
                    public long length() {
                        return file.length();
                    }

                    @Override
                    public void sync() {}

                    @Override
                    public void close() throws IOException {
                        file.close();
                    }
                };
    }

    @Override
    public InputStream open(String path, long offset) throws IOException {
        return storage.open(path, offset);
    }

    @Override
    public long size(String path) throws IOException {
        return storage.size(path);
    }

    @Override
    public long modificationMillis(String path) throws IOException {
        return storage.modificationMillis(path);
    }

    @Override
    public boolean exists(String path) throws IOException {
        return storage.exists(path);
    }

    @Override
    public boolean isDirectory(String path) throws IOException {
        return storage.isDirectory(path);
    }

    @Override
    public void rename(String source, String target) throws IOException {
        if (lie == Lie.DELETE && target.endsWith(UNFINISHED)) {
            storage.delete(target.substring(0, target.length() - UNFINISHED.length()));
            return;
        }
        if (lie != Lie.RENAME) {
            storage.rename(source, target);
            return;
        }
        byte[] content;
        try (InputStream in = storage.open(source)) {
            content = in.readAllBytes();
        }
        try (OutputFile copy = storage.create(target)) {
            copy.write(content, 0, content.length);
        }
        storage.delete(source);
    }

    @Override
    public void settle(String directory) throws IOException {
        storage.settle(directory);
    }

    @Override
    public void delete(String path) throws IOException {
        storage.delete(path);
    }

    @Override
    public List<String> list(String directory) throws IOException {
        List<String> names = storage.list(directory);
        boolean holdsCheckpoints = names.stream().anyMatch(name -> name.startsWith(CHECKPOINT));
        if (lie != Lie.EMPTY_AFTER_RESTART || !holdsCheckpoints || !moments.takeRestart()) {
            return names;
        }
        for (String name : names) {
            if (name.startsWith(CHECKPOINT)) {
                storage.delete(directory.isEmpty() ? name : directory + "/" + name);
            }
        }
        return storage.list(directory);
    }
}
