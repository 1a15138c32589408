/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.operator;

import io.millrace.environment.Storage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Temporary files in memory: written, read and deleted. */
final class MemoryScratch implements Storage {
    private final Map<String, byte[]> files = new TreeMap<>();

    Set<String> files() {
        return files.keySet();
    }

    /** Returns the size of all files together. */
    long bytes() {
        return files.values().stream().mapToLong(content -> content.length).sum();
    }

    @Override
    public OutputFile create(String path) {
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
    public InputStream open(String path, long offset) throws IOException {
        byte[] content = files.get(path);
        if (content == null) {
            throw new FileNotFoundException(path);
        }
        InputStream in = new ByteArrayInputStream(content);
        in.skipNBytes(offset);
        return in;
    }

    @Override
    public void delete(String path) {
        files.remove(path);
    }

    @Override
    public OutputFile resume(String path, long length) {
        throw new UnsupportedOperationException("Temporary files are written once");
    }

    @Override
    public long size(String path) throws IOException {
        return open(path).available();
    }

    @Override
    public boolean exists(String path) {
        return files.containsKey(path);
    }

    @Override
    public void rename(String source, String target) {
        throw new UnsupportedOperationException("Temporary files keep their names");
    }

    @Override
    public List<String> list(String directory) {
        return List.copyOf(files.keySet());
    }
}
