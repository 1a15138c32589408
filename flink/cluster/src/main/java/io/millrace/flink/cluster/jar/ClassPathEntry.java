/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.flink.cluster.jar;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;

/** A directory or a jar on a class path, open for reading. */
interface ClassPathEntry extends AutoCloseable {
    /** Returns the names of its files, with slashes. */
    List<String> names() throws IOException;

    InputStream open(String name) throws IOException;

    @Override
    void close() throws IOException;

    static ClassPathEntry of(Path path) throws IOException {
        return Files.isDirectory(path) ? new Directory(path) : Jar.open(path);
    }

    /** Compiled classes and resources, as a build leaves them. */
    record Directory(Path root) implements ClassPathEntry {
        @Override
        public List<String> names() throws IOException {
            String separator = FileSystems.getDefault().getSeparator();
            try (Stream<Path> files = Files.walk(root)) {
                return files.filter(Files::isRegularFile)
                        .map(file -> root.relativize(file).toString().replace(separator, "/"))
                        .toList();
            }
        }

        @Override
        public InputStream open(String name) throws IOException {
            return Files.newInputStream(root.resolve(name));
        }

        @Override
        public void close() {}
    }

    /** A jar, or what else is a zip file. */
    record Jar(ZipFile file) implements ClassPathEntry {
        static Jar open(Path path) throws IOException {
            try {
                return new Jar(new ZipFile(path.toFile()));
            } catch (ZipException broken) {
                throw new IOException(path + " is on the class path, and is no jar: " + broken.getMessage(), broken);
            }
        }

        @Override
        public List<String> names() {
            List<String> names = new ArrayList<>();
            file.stream().filter(entry -> !entry.isDirectory()).forEach(entry -> names.add(entry.getName()));
            return names;
        }

        @Override
        public InputStream open(String name) throws IOException {
            ZipEntry entry = file.getEntry(name);
            if (entry == null) {
                throw new IOException("There is no " + name + " in " + file.getName());
            }
            return file.getInputStream(entry);
        }

        @Override
        public void close() throws IOException {
            file.close();
        }
    }
}
