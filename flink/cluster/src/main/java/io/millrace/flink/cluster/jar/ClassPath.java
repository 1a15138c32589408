/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.flink.cluster.jar;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Class paths as the command {@code java} takes them. */
public final class ClassPath {
    private static final String ALL_JARS = "*";

    private ClassPath() {}

    /**
     * Returns the directories and jars that a class path names; {@code lib/*} stands for all jars in lib.
     *
     * @throws IllegalArgumentException if one of them is not there, which a JVM would pass over, and fail later
     */
    public static List<Path> parse(String classPath) throws IOException {
        List<Path> entries = new ArrayList<>();
        for (String name : classPath.split(File.pathSeparator)) {
            Path path = Path.of(name).toAbsolutePath();
            Path above = path.getParent();
            if (path.endsWith(ALL_JARS) && above != null) {
                entries.addAll(jarsIn(required(above, name)));
            } else {
                entries.add(required(path, name));
            }
        }
        return entries;
    }

    private static Path required(Path path, String name) {
        if (!Files.exists(path)) {
            throw new IllegalArgumentException("The class path names " + name + ", and there is no " + path);
        }
        return path;
    }

    private static List<Path> jarsIn(Path directory) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.filter(file -> file.toString().endsWith(".jar"))
                    .sorted()
                    .toList();
        }
    }
}
