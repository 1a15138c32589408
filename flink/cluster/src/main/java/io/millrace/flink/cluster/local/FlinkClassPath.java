/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.flink.cluster.local;

import java.io.File;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The class path of processes that run Flink: its own jars, which the build resolves, and never those of this JVM. */
public final class FlinkClassPath {
    /** The system property that names the file with Flink's class path. The launcher sets it. */
    static final String FILE_PROPERTY = "millrace.flink.cluster.classpath.file";

    private FlinkClassPath() {}

    /**
     * Returns the class path, with {@link Leash} on it.
     *
     * @throws IOException if it is not known, with what to do
     */
    public static String locate() throws IOException {
        String file = System.getProperty(FILE_PROPERTY);
        if (file == null || !Files.isReadable(Path.of(file))) {
            throw new IOException("Flink's class path is needed, in the file that the system property "
                    + FILE_PROPERTY + " names (" + (file == null ? "not set" : file + ", not there")
                    + "): start it by ./millrace, which sets it, or write the file with Maven's"
                    + " dependency:build-classpath");
        }
        return Files.readString(Path.of(file)).strip() + File.pathSeparator + own();
    }

    private static Path own() {
        try {
            return Path.of(Leash.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException("Cannot tell where " + Leash.class + " was loaded from", e);
        }
    }
}
