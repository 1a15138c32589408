/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.port;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashSet;
import java.util.Set;

/**
 * The names of the classes of Flink's DataStream API, since Flink itself is not there where programs are rewritten.
 * A test holds them to Flink's jars.
 */
final class FlinkClasses {
    /** What all of Flink's names begin with. */
    static final String PREFIX = "org.apache.flink.";

    static final String RESOURCE = "flink-classes.txt";

    private FlinkClasses() {}

    /** The binary names of the public top-level classes. */
    static Set<String> names() {
        try (InputStream in = FlinkClasses.class.getResourceAsStream(RESOURCE)) {
            if (in == null) {
                throw new IllegalStateException(
                        "The resource " + RESOURCE + " is missing beside " + FlinkClasses.class);
            }
            Set<String> names = new LinkedHashSet<>();
            new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.isBlank() && !line.startsWith("#"))
                    .forEach(names::add);
            return names;
        } catch (IOException unreadable) {
            throw new UncheckedIOException("Cannot read the resource " + RESOURCE, unreadable);
        }
    }
}
