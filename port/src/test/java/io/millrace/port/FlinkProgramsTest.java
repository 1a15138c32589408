/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.port;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Ten programs that were written for Flink run on Flink and, ported, here. */
class FlinkProgramsTest {
    private static final Path PROGRAMS = Path.of("src/test/flink-programs");

    @TempDir
    static Path work;

    private static List<Comparison.Result> results = List.of();

    @BeforeAll
    static void runOnBoth() throws IOException, InterruptedException {
        results = new Comparison(
                        PROGRAMS, classPath(entry -> !isOurs(entry)), classPath(entry -> !isFlinks(entry)), work)
                .run();
    }

    static Stream<String> programs() throws IOException {
        return new Comparison(PROGRAMS, "", "", Path.of(""))
                .programs().stream()
                        .map(source -> source.getFileName().toString().replace(".java", ""));
    }

    @Test
    void areTen() {
        assertThat(results).hasSize(10);
    }

    @ParameterizedTest
    @MethodSource("programs")
    void printTheSameOnBoth(String program) {
        Comparison.Result result = results.stream()
                .filter(one -> one.name().equals(program))
                .findFirst()
                .orElseThrow();

        assertThat(result.places()).isEmpty();
        assertThat(result.changedLines()).isPositive();
        assertThat(result.onFlink()).isNotEmpty();
        assertThat(result.onMillrace()).isEqualTo(result.onFlink());
    }

    private static String classPath(Predicate<String> wanted) {
        return Arrays.stream(FlinkJars.classPath().split(File.pathSeparator))
                .filter(wanted)
                .collect(Collectors.joining(File.pathSeparator));
    }

    private static boolean isFlinks(String entry) {
        return new File(entry).getName().startsWith("flink-");
    }

    private static boolean isOurs(String entry) {
        return new File(entry).getName().startsWith("millrace-") || new File(entry).isDirectory();
    }
}
