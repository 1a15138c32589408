/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.cli;

import io.millrace.engine.LocalStorage;
import io.millrace.flink.cluster.local.FlinkClassPath;
import io.millrace.snapshot.SnapshotException;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A snapshot that a command reads. One of Flink's is converted for it, into a temporary directory, in a JVM that has Flink's
 * classes.
 *
 * @param location where it can be read
 */
record ReadableSnapshot(String location, @Nullable Path scratch) implements AutoCloseable {
    private static final String METADATA = "_metadata";
    private static final String LOCAL = "file:";

    /** Not on the class path when this is compiled. */
    private static final String CONVERTER = "io.millrace.flink.savepoint.ConvertSavepoint";

    private static final int REFUSED = 3; // as the converter says it

    /**
     * Opens what lies at a location, whosever it is.
     *
     * @throws SnapshotException if it is one of Flink's that cannot be converted
     */
    static ReadableSnapshot open(String location) throws IOException, InterruptedException {
        if (!isFlinks(location)) {
            return new ReadableSnapshot(location, null);
        }
        ReadableSnapshot converted = temporary();
        try {
            convert(location, converted.location());
            return converted;
        } catch (IOException | InterruptedException | RuntimeException failure) {
            converted.close();
            throw failure;
        }
    }

    private static ReadableSnapshot temporary() throws IOException {
        Path scratch = Files.createTempDirectory("millrace-savepoint-");
        return new ReadableSnapshot(scratch.resolve("converted").toString(), scratch);
    }

    private static boolean isFlinks(String location) {
        Path path = Path.of(location.startsWith(LOCAL) ? location.replaceFirst("file:(//)?", "") : location);
        return path.endsWith(METADATA) || Files.exists(path.resolve(METADATA));
    }

    /**
     * Turns a savepoint of Flink's into one of Millrace's.
     *
     * @throws SnapshotException if that cannot be, with the reason
     */
    static void convert(String from, String to) throws IOException, InterruptedException {
        List<String> command = List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-Dorg.slf4j.simpleLogger.defaultLogLevel=error",
                "-cp",
                ClassPathCommand.ofThisJvm() + File.pathSeparator + FlinkClassPath.locate(),
                CONVERTER,
                from,
                to);
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
        int status = process.waitFor();
        if (status == REFUSED) {
            throw new SnapshotException(said);
        } else if (status != 0) {
            throw new IOException("The JVM that reads " + from + " ended with status " + status + ": " + said);
        }
    }

    /** Deletes what was converted. */
    @Override
    public void close() throws IOException {
        if (scratch != null) {
            new LocalStorage(scratch.resolveSibling("")).delete(String.valueOf(scratch.getFileName()));
        }
    }
}
