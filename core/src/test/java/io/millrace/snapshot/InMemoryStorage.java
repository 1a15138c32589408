/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.snapshot;

import io.millrace.environment.Storage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.TreeMap;
import java.util.TreeSet;

/** Files in memory, each as last synced: what was not synced is never seen by readers. */
final class InMemoryStorage implements Storage {
    private final TreeMap<String, byte[]> files = new TreeMap<>();
    private final List<String> log = new ArrayList<>();
    private int deletionsLeft = Integer.MAX_VALUE;

    /** The end of a process. */
    static final class Death extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    void dieAfterDeletions(int count) {
        deletionsLeft = count;
    }

    /** A directory of a storage, as a storage. */
    record Below(Storage storage, String directory) implements Storage {
        private String path(String path) {
            return path.isEmpty() ? directory : directory + "/" + path;
        }

        @Override
        public OutputFile create(String path) throws IOException {
            return storage.create(path(path));
        }

        @Override
        public OutputFile resume(String path, long length) throws IOException {
            return storage.resume(path(path), length);
        }

        @Override
        public InputStream open(String path, long offset) throws IOException {
            return storage.open(path(path), offset);
        }

        @Override
        public long size(String path) throws IOException {
            return storage.size(path(path));
        }

        @Override
        public boolean exists(String path) throws IOException {
            return storage.exists(path(path));
        }

        @Override
        public void rename(String source, String target) throws IOException {
            storage.rename(path(source), path(target));
        }

        @Override
        public void delete(String path) throws IOException {
            storage.delete(path(path));
        }

        @Override
        public List<String> list(String path) throws IOException {
            return storage.list(path(path));
        }
    }

    /** What was made durable, in order. */
    List<String> log() {
        return log;
    }

    TreeMap<String, byte[]> files() {
        return files;
    }

    @Override
    public OutputFile create(String path) {
        return new MemoryFile(path, new byte[0]);
    }

    @Override
    public OutputFile resume(String path, long length) throws IOException {
        return new MemoryFile(path, Arrays.copyOf(content(path), Math.toIntExact(length)));
    }

    @Override
    public InputStream open(String path) throws IOException {
        return open(path, 0);
    }

    @Override
    public InputStream open(String path, long offset) throws IOException {
        byte[] content = content(path);
        return new ByteArrayInputStream(content, (int) offset, content.length - (int) offset);
    }

    @Override
    public long size(String path) throws IOException {
        return content(path).length;
    }

    @Override
    public boolean exists(String path) {
        return files.containsKey(path) || !list(path).isEmpty();
    }

    @Override
    public void rename(String source, String target) throws IOException {
        files.put(target, content(source));
        files.remove(source);
        log.add("rename " + target);
    }

    @Override
    public void delete(String path) {
        if (deletionsLeft-- <= 0) {
            throw new Death();
        }
        files.keySet().removeIf(file -> file.equals(path) || file.startsWith(path + "/"));
    }

    @Override
    public List<String> list(String directory) {
        TreeSet<String> names = new TreeSet<>();
        for (String file : files.keySet()) {
            if (file.startsWith(directory + "/")) {
                names.add(file.substring(directory.length() + 1).split("/", 2)[0]);
            }
        }
        return List.copyOf(names);
    }

    private byte[] content(String path) throws IOException {
        if (!files.containsKey(path)) {
            throw new IOException("No such file: " + path);
        }
        return Objects.requireNonNull(files.get(path));
    }

    private final class MemoryFile implements OutputFile {
        private final String path;
        private final ByteArrayOutputStream content = new ByteArrayOutputStream();

        MemoryFile(String path, byte[] start) {
            this.path = path;
            content.writeBytes(start);
            files.put(path, new byte[0]);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) {
            content.write(bytes, offset, length);
        }

        @Override
        public long length() {
            return content.size();
        }

        @Override
        public void sync() {
            files.put(path, content.toByteArray());
            log.add("sync " + path);
        }

        @Override
        public void close() {}
    }
}
