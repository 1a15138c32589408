/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.engine;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The temporary files of one job, in a directory below {@code java.io.tmpdir} that is made when it is first asked for, and
 * deleted with the job. Thread-safe.
 */
final class ScratchDirectory {
    private @Nullable Path directory;

    /** Returns the directory. */
    synchronized Path path() {
        Path made = directory;
        if (made == null) {
            String parent = System.getProperty("java.io.tmpdir");
            try {
                made = Files.createTempDirectory(Path.of(parent), "millrace-");
            } catch (IOException e) {
                throw new UncheckedIOException(
                        "No directory for temporary files can be made in " + parent
                                + ". Make room there, or name another with -Djava.io.tmpdir=...",
                        e);
            }
            directory = made;
        }
        return made;
    }

    /** Deletes the directory with all in it; another is made where somebody asks again. */
    synchronized void delete() throws IOException {
        Path deleted = directory;
        directory = null;
        if (deleted != null) {
            List<Path> deepestFirst;
            try (Stream<Path> all = Files.walk(deleted)) {
                deepestFirst = all.sorted(Comparator.reverseOrder()).toList();
            }
            for (Path path : deepestFirst) {
                Files.deleteIfExists(path);
            }
        }
    }
}
