/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.engine;

import io.millrace.environment.Storage;
import java.io.ByteArrayInputStream;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * Files to read, in memory.
 *
 * @param files their contents by path; to be changed at will
 */
record FilesInMemory(TreeMap<String, byte[]> files) implements Storage {

    /** Reads all files below a directory of the disk. */
    static FilesInMemory of(Path directory) throws IOException {
        TreeMap<String, byte[]> files = new TreeMap<>();
        try (Stream<Path> paths = Files.walk(directory)) {
            for (Path path : paths.filter(Files::isRegularFile).toList()) {
                files.put(directory.relativize(path).toString().replace('\\', '/'), Files.readAllBytes(path));
            }
        }
        return new FilesInMemory(files);
    }

    /** Returns the same files; contents are shared until they are replaced. */
    FilesInMemory copy() {
        return new FilesInMemory(new TreeMap<>(files));
    }

    byte[] content(String path) throws IOException {
        byte[] content = files.get(path);
        if (content == null) {
            throw new FileNotFoundException(path);
        }
        return content;
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
    public List<String> list(String directory) {
        String prefix = directory.isEmpty() ? "" : directory + "/";
        TreeSet<String> names = new TreeSet<>();
        for (Map.Entry<String, byte[]> file : files.tailMap(prefix).entrySet()) {
            if (!file.getKey().startsWith(prefix)) {
                break;
            }
            names.add(file.getKey().substring(prefix.length()).split("/", 2)[0]);
        }
        return List.copyOf(names);
    }

    @Override
    public OutputFile create(String path) {
        throw new UnsupportedOperationException("These files are to be read");
    }

    @Override
    public OutputFile resume(String path, long length) {
        throw new UnsupportedOperationException("These files are to be read");
    }

    @Override
    public void rename(String source, String target) {
        throw new UnsupportedOperationException("These files are to be read");
    }

    @Override
    public void delete(String path) {
        throw new UnsupportedOperationException("These files are to be read");
    }
}
