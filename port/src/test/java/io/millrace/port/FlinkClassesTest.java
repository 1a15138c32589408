/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.port;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class FlinkClassesTest {
    private static final Path FILE = Path.of("src/main/resources/io/millrace/port", FlinkClasses.RESOURCE);

    /** Run with {@code -Dregenerate} after a change of Flink's version. */
    @Test
    void namesAllClassesOfFlinksApi() throws IOException {
        if (System.getProperty("regenerate") != null) {
            Files.writeString(
                    FILE,
                    "# The public classes of Flink's DataStream API, written by FlinkClassesTest.\n"
                            + String.join("\n", FlinkJars.classes())
                            + "\n");
            return;
        }
        assertThat(FlinkClasses.names()).containsExactlyInAnyOrderElementsOf(FlinkJars.classes());
    }
}
