/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.examples.flights;

import io.millrace.engine.JobLock;
import io.millrace.environment.DirectoryInUseException;
import java.io.IOException;
import java.io.Reader;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Properties;
import java.util.stream.Stream;

/**
 * The directory of the demo's checkpoints, with a note beside them of the run that they belong to: a checkpoint knows
 * which bytes of which files were written, and is of no use to a run that writes elsewhere or sees time otherwise.
 */
final class CheckpointDirectory {
    private static final String NOTE = "flights-demo.properties";
    private static final String CHECKPOINT = "chk-[0-9]{1,18}";
    private static final String MANIFEST = "manifest.json";

    private final Path directory;

    CheckpointDirectory(Path directory) {
        this.directory = directory;
    }

    Path path() {
        return directory;
    }

    /** Returns whether there is a checkpoint to go on from. One without a manifest was never completed. */
    boolean hasCheckpoint() throws IOException {
        for (Path checkpoint : checkpoints()) {
            if (Files.exists(checkpoint.resolve(MANIFEST))) {
                return true;
            }
        }
        return false;
    }

    /** Refuses to go on from a checkpoint of a run with other options. Parallelism and rate may differ. */
    void requireSameRun(FlightsOptions options) throws IOException {
        Path note = directory.resolve(NOTE);
        if (!Files.exists(note)) {
            throw new IllegalArgumentException(directory + " holds checkpoints, but no " + NOTE
                    + ": they are not of this demo. Name another --checkpoint-dir.");
        }
        Properties earlier = new Properties();
        try (Reader reader = Files.newBufferedReader(note)) {
            earlier.load(reader);
        }
        Properties now = properties(options);
        for (String name : List.of("data", "output", "out-of-orderness")) {
            if (!now.getProperty(name).equals(earlier.getProperty(name))) {
                throw new IllegalArgumentException("The checkpoints in " + directory + " are of a run with --" + name
                        + " " + earlier.getProperty(name) + ", not " + now.getProperty(name)
                        + ". Resume with that, or leave --resume out to start afresh.");
            }
        }
    }

    /**
     * Makes the directory ready for a run from the start: removes the checkpoints of an earlier one, of which no resume
     * may ever be tempted to go on, then notes whose checkpoints will come.
     *
     * @return how many were removed
     * @throws DirectoryInUseException if they are those of a job that runs
     */
    int startAfresh(FlightsOptions options) throws IOException {
        JobLock lock = JobLock.take(directory, "flights");
        try {
            return clear(options);
        } finally {
            lock.close();
        }
    }

    private int clear(FlightsOptions options) throws IOException {
        List<Path> earlier = checkpoints();
        for (Path checkpoint : earlier) {
            // Without its manifest it is no longer complete with pieces missing.
            Files.deleteIfExists(checkpoint.resolve(MANIFEST));
            delete(checkpoint);
        }
        Path draft = directory.resolve("." + NOTE);
        try (Writer writer = Files.newBufferedWriter(draft)) {
            properties(options).store(writer, "The run that these checkpoints belong to");
        }
        Files.move(draft, directory.resolve(NOTE), StandardCopyOption.ATOMIC_MOVE);
        return earlier.size();
    }

    private static Properties properties(FlightsOptions options) {
        Properties properties = new Properties();
        properties.setProperty("data", options.data().toString());
        properties.setProperty("output", options.output().toString());
        properties.setProperty("out-of-orderness", options.outOfOrderness().toString());
        return properties;
    }

    private List<Path> checkpoints() throws IOException {
        if (!Files.isDirectory(directory)) {
            return List.of();
        }
        try (Stream<Path> children = Files.list(directory)) {
            return children.filter(child -> child.getFileName().toString().matches(CHECKPOINT))
                    .sorted(Comparator.comparingLong(CheckpointDirectory::id)) // the newest goes last
                    .toList();
        }
    }

    private static long id(Path checkpoint) {
        return Long.parseLong(checkpoint.getFileName().toString().substring("chk-".length()));
    }

    private static void delete(Path tree) throws IOException {
        List<Path> all;
        try (Stream<Path> walk = Files.walk(tree)) {
            all = new ArrayList<>(walk.toList());
        }
        for (int i = all.size() - 1; i >= 0; i--) {
            Files.delete(all.get(i));
        }
    }
}
