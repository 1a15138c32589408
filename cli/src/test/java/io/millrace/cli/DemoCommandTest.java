/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class DemoCommandTest {
    private static final int USAGE = CommandLine.ExitCode.USAGE;

    private final StringWriter errors = new StringWriter();

    @TempDir
    private Path directory;

    @Test
    void refusesADurationThatIsNotIso() {
        assertThat(demo("--out-of-orderness", "15min")).isEqualTo(USAGE);
        assertThat(errors.toString())
                .contains("--out-of-orderness")
                .contains("15min")
                .contains("PT15M");
    }

    @Test
    void refusesANegativeDuration() {
        assertThat(demo("--out-of-orderness", "-PT1H")).isEqualTo(USAGE);
        assertThat(errors.toString()).contains("must not be negative").contains("PT-1H");
    }

    @Test
    void refusesAParallelismOutOfRange() {
        assertThat(demo("--parallelism", "0")).isEqualTo(USAGE);
        assertThat(errors.toString()).contains("1 to 128, but is 0");
    }

    @Test
    void refusesANegativeRate() {
        assertThat(demo("--rate", "-1")).isEqualTo(USAGE);
        assertThat(errors.toString()).contains("rate").contains("-1");
    }

    @Test
    void refusesToResumeFromNowhere() {
        assertThat(demo("--resume")).isEqualTo(USAGE);
        assertThat(errors.toString()).contains("--resume needs --checkpoint-dir");
    }

    @Test
    void refusesAnOutputThatIsAFile() throws IOException {
        Path file = Files.createFile(directory.resolve("file"));

        assertThat(demo("--output", file.resolve("below").toString())).isEqualTo(USAGE);
        assertThat(errors.toString()).contains("--output must name a directory").contains(file.toString());
    }

    @Test
    void refusesADataDirectoryWithoutTheData() {
        assertThat(demo("--data", directory.toString())).isEqualTo(USAGE);
        assertThat(errors.toString()).contains("flights.csv");
    }

    @Test
    void refusesToResumeARunThatHadOtherOptions() throws IOException {
        Path checkpoint = Files.createDirectories(directory.resolve("checkpoints/chk-3"));
        Files.createFile(checkpoint.resolve("manifest.json"));
        Files.writeString(
                directory.resolve("checkpoints/flights-demo.properties"),
                "data=/elsewhere\noutput=/other\nout-of-orderness=PT15M\n");

        assertThat(demo(
                        "--resume",
                        "--checkpoint-dir",
                        directory.resolve("checkpoints").toString(),
                        "--output",
                        directory.resolve("output").toString()))
                .isEqualTo(USAGE);
        assertThat(errors.toString()).contains("are of a run with --data /elsewhere");
    }

    private int demo(String... arguments) {
        CommandLine commandLine = new CommandLine(new DemoCommand());
        commandLine.setErr(new PrintWriter(errors, true));
        commandLine.setOut(new PrintWriter(new StringWriter(), true));
        return commandLine.execute(arguments);
    }
}
