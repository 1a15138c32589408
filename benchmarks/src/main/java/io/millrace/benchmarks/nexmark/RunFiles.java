/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.benchmarks.nexmark;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * A run in other processes of this machine: each sink leaves what it has seen in a file of one directory. How long the run took
 * is not told.
 *
 * @param directory of this run alone; there before the run
 */
public record RunFiles(String directory) implements RunMarks {
    @Override
    public void sourceStarted() {}

    @Override
    public void sinkFinished(Checksum checksum) {
        try {
            Files.writeString(Path.of(directory, UUID.randomUUID().toString()), checksum.toString());
        } catch (IOException failure) {
            throw new UncheckedIOException("The checksum of a sink could not be written to " + directory, failure);
        }
    }

    /**
     * Returns the checksum of all results.
     *
     * @throws IllegalStateException if not as many sinks have finished
     */
    public Checksum checksum(int sinks) throws IOException {
        List<Path> files;
        try (Stream<Path> all = Files.list(Path.of(directory))) {
            files = all.toList();
        }
        if (files.size() != sinks) {
            throw new IllegalStateException(files.size() + " of " + sinks + " sinks finished");
        }
        Checksum total = new Checksum();
        for (Path file : files) {
            total.merge(Checksum.parse(Files.readString(file)));
        }
        return total;
    }
}
