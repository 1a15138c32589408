/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.examples.flights;

import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Finds the data of the example. */
public final class FlightsData {
    private static final Path IN_REPOSITORY = Path.of("examples", "data", "flights");

    private FlightsData() {}

    /**
     * Returns the directory of the data that lie in the repository: below the directory that the system property
     * {@code millrace.home} names (the launcher sets it), else below the working directory or one above it.
     */
    public static Path locate() {
        String home = System.getProperty("millrace.home");
        if (home != null) {
            return check(Path.of(home).resolve(IN_REPOSITORY));
        }
        for (Path directory = Path.of("").toAbsolutePath(); directory != null; directory = directory.getParent()) {
            Path data = directory.resolve(IN_REPOSITORY);
            if (Files.isDirectory(data)) {
                return check(data);
            }
        }
        throw new IllegalArgumentException("The flights data were not found: there is no " + IN_REPOSITORY + " in "
                + Path.of("").toAbsolutePath() + " or above it. Name their directory with --data DIR.");
    }

    /** Returns the directory if it holds the data, and refuses it otherwise. */
    public static Path check(Path directory) {
        for (String file : new String[] {"flights.csv", "airports.csv"}) {
            requireFile(directory.resolve(file));
        }
        return directory.toAbsolutePath().normalize();
    }

    private static void requireFile(@Nullable Path file) {
        if (file == null || !Files.isReadable(file) || !Files.isRegularFile(file)) {
            throw new IllegalArgumentException("The flights data are incomplete: cannot read " + file
                    + ". Name a directory that holds flights.csv and airports.csv with --data DIR.");
        }
    }
}
