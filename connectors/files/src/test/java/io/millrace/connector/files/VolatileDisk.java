/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.connector.files;

import io.millrace.environment.Storage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import java.util.TreeSet;

/** A disk in memory that forgets in a crash what was not synced. */
final class VolatileDisk {
    private final TreeMap<String, Content> files = new TreeMap<>();
    private int generation;
    private int changesLeft = Integer.MAX_VALUE;

    /** What a process sees of its end in the middle of something. */
    static final class Stopped extends IOException {}

    private static final class Content {
        private ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        /** -1 while not even the name is durable. */
        private int durable = -1;

        void cut(int length) {
            byte[] kept = Arrays.copyOf(bytes.toByteArray(), length);
            bytes = new ByteArrayOutputStream();
            bytes.writeBytes(kept);
            durable = Math.min(durable, length);
        }
    }

    /** Loses what was not synced, or some of it; files that are open cannot be written to any more. */
    void crash(Random random) {
        generation++;
        for (String path : List.copyOf(files.keySet())) {
            Content content = files.get(path);
            if (content.durable < 0 && random.nextBoolean()) {
                files.remove(path);
            } else {
                int durable = Math.max(content.durable, 0);
                content.cut(durable + random.nextInt(content.bytes.size() - durable + 1));
                content.durable = content.bytes.size();
            }
        }
    }

    /** Lets some files be renamed and deleted, and then none. */
    void stopAfterChanges(int changes) {
        changesLeft = changes;
    }

    private void change() throws Stopped {
        if (changesLeft == 0) {
            throw new Stopped();
        }
        changesLeft--;
    }

    void put(String path, String text) {
        Content content = new Content();
        content.bytes.writeBytes(text.getBytes(StandardCharsets.UTF_8));
        content.durable = content.bytes.size();
        files.put(path, content);
    }

    String text(String path) {
        return files.get(path).bytes.toString(StandardCharsets.UTF_8);
    }

    void remove(String path) {
        files.remove(path);
    }

    List<String> paths() {
        return List.copyOf(files.keySet());
    }

    Storage at(String location) {
        return new View(location.equals(".") ? "" : location + "/");
    }

    private final class View implements Storage {
        private final String root;

        View(String root) {
            this.root = root;
        }

        private Content existing(String path) throws FileNotFoundException {
            Content content = files.get(root + path);
            if (content == null) {
                throw new FileNotFoundException(root + path);
            }
            return content;
        }

        @Override
        public OutputFile create(String path) {
            Content content = new Content();
            files.put(root + path, content);
            return new Output(content);
        }

        @Override
        public OutputFile resume(String path, long length) throws IOException {
            Content content = existing(path);
            if (content.bytes.size() < length) {
                throw new IOException(root + path + " is shorter than " + length);
            }
            content.cut((int) length);
            return new Output(content);
        }

        @Override
        public InputStream open(String path, long offset) throws IOException {
            byte[] bytes = existing(path).bytes.toByteArray();
            return new ByteArrayInputStream(bytes, (int) offset, bytes.length - (int) offset);
        }

        @Override
        public long size(String path) throws IOException {
            return existing(path).bytes.size();
        }

        @Override
        public boolean exists(String path) {
            return files.containsKey(root + path) || isDirectory(path);
        }

        @Override
        public boolean isDirectory(String path) {
            return files.keySet().stream().anyMatch(name -> name.startsWith(root + path + "/"));
        }

        @Override
        public void rename(String source, String target) throws IOException {
            change();
            Content content = existing(source);
            content.durable = Math.max(content.durable, 0);
            files.put(root + target, content);
            files.remove(root + source);
        }

        @Override
        public void delete(String path) throws IOException {
            change();
            files.remove(root + path);
        }

        @Override
        public List<String> list(String directory) {
            String prefix = directory.isEmpty() ? root : root + directory + "/";
            TreeSet<String> names = new TreeSet<>();
            for (String path : files.keySet()) {
                if (path.startsWith(prefix)) {
                    names.add(path.substring(prefix.length()).split("/", -1)[0]);
                }
            }
            return List.copyOf(names);
        }
    }

    private final class Output implements Storage.OutputFile {
        private final Content content;
        private final int openedIn = generation;
        private boolean closed;

        Output(Content content) {
            this.content = content;
        }

        private void requireUsable() throws IOException {
            if (closed || openedIn != generation) {
                throw new IOException("closed");
            }
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            requireUsable();
            content.bytes.write(bytes, offset, length);
        }

        @Override
        public long length() {
            return content.bytes.size();
        }

        @Override
        public void sync() throws IOException {
            requireUsable();
            content.durable = content.bytes.size();
        }

        @Override
        public void close() {
            closed = true;
        }
    }
}
