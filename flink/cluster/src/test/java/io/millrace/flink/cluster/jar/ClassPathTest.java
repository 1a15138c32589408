/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.flink.cluster.jar;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClassPathTest {
    @TempDir
    private Path directory;

    @Test
    void namesDirectoriesAndJarsAndAllJarsOfADirectory() throws IOException {
        Path classes = Files.createDirectory(directory.resolve("classes"));
        Path libraries = Files.createDirectory(directory.resolve("lib"));
        Path second = Files.createFile(libraries.resolve("b.jar"));
        Path first = Files.createFile(libraries.resolve("a.jar"));
        Files.createFile(libraries.resolve("readme.txt"));

        assertThat(ClassPath.parse(classes + File.pathSeparator + libraries + File.separator + "*"))
                .containsExactly(classes, first, second);
    }

    @Test
    void refusesWhatIsNotThere() {
        Path missing = directory.resolve("missing");

        assertThatThrownBy(() -> ClassPath.parse(missing.toString()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("The class path names " + missing + ", and there is no " + missing);
    }
}
