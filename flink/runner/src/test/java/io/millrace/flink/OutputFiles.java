/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.flink;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** What file sinks wrote below a directory. */
final class OutputFiles {
    private OutputFiles() {}

    /** Returns the lines of all visible files, sorted, by the directory that they are in. */
    static Map<String, List<String>> rows(Path directory) throws IOException {
        Map<String, List<String>> rows = new TreeMap<>();
        for (Path file : files(directory)) {
            if (!isHidden(file)) {
                String name = directory.relativize(file.getParent()).toString();
                rows.computeIfAbsent(name, unused -> new ArrayList<>()).addAll(Files.readAllLines(file));
            }
        }
        rows.values().forEach(lines -> lines.sort(null));
        return rows;
    }

    static List<Path> hidden(Path directory) throws IOException {
        return files(directory).stream().filter(OutputFiles::isHidden).toList();
    }

    private static boolean isHidden(Path file) {
        return file.getFileName().toString().startsWith(".");
    }

    private static List<Path> files(Path directory) throws IOException {
        try (Stream<Path> all = Files.walk(directory)) {
            return all.filter(Files::isRegularFile).toList();
        }
    }
}
