/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.simulation;

import io.millrace.environment.Storage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Temporary files, which die with their process; writing and reading them may fail the task. */
final class ScratchStorage implements Storage {
    private final World world;
    private final Map<String, byte[]> files = new TreeMap<>();

    ScratchStorage(World world) {
        this.world = world;
    }

    @Override
    public OutputFile create(String path) {
        world.maybeFailTask("a temporary file");
        ByteArrayOutputStream content = new ByteArrayOutputStream();
        return new OutputFile() {
            @Override
            public void write(byte[] bytes, int offset, int length) {
                content.write(bytes, offset, length);
            }

            @Override
            public long length() {
                return content.size();
            }

            @Override
            public void sync() {}

            @Override
            public void close() {
                files.put(path, content.toByteArray());
            }
        };
    }

    @Override
    public OutputFile resume(String path, long length) throws IOException {
        byte[] before = contentOf(path);
        OutputFile file = create(path);
        file.write(before, 0, (int) length);
        return file;
    }

    private byte[] contentOf(String path) throws IOException {
        byte[] content = files.get(path);
        if (content == null) {
            throw new IOException("There is no temporary file " + path);
        }
        return content;
    }

    @Override
    public InputStream open(String path, long offset) throws IOException {
        world.maybeFailTask("a temporary file");
        byte[] content = contentOf(path);
        return new ByteArrayInputStream(Arrays.copyOfRange(content, (int) offset, content.length));
    }

    @Override
    public long size(String path) throws IOException {
        return contentOf(path).length;
    }

    @Override
    public boolean exists(String path) {
        return files.containsKey(path);
    }

    @Override
    public void rename(String source, String target) throws IOException {
        files.put(target, contentOf(source));
        files.remove(source);
    }

    @Override
    public void delete(String path) {
        files.keySet().removeIf(file -> file.equals(path) || file.startsWith(path + "/"));
    }

    @Override
    public List<String> list(String directory) {
        String prefix = directory.isEmpty() ? "" : directory + "/";
        return files.keySet().stream()
                .filter(file -> file.startsWith(prefix))
                .map(file -> file.substring(prefix.length()).split("/", 2)[0])
                .distinct()
                .toList();
    }
}
