/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.examples.flights;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CheckpointDirectoryTest {
    private static final FlightsOptions OPTIONS =
            new FlightsOptions(Path.of("/data"), Path.of("/out"), Duration.ofMinutes(15), 1, 0);

    @TempDir
    private Path directory;

    @Test
    void aCheckpointWithoutManifestIsNothingToGoOnFrom() throws IOException {
        Path checkpoint = Files.createDirectories(directory.resolve("chk-7"));
        CheckpointDirectory checkpoints = new CheckpointDirectory(directory);

        assertThat(checkpoints.hasCheckpoint()).isFalse();
        Files.createFile(checkpoint.resolve("manifest.json"));
        assertThat(checkpoints.hasCheckpoint()).isTrue();
        assertThat(new CheckpointDirectory(directory.resolve("nowhere")).hasCheckpoint())
                .isFalse();
    }

    @Test
    void startingAfreshRemovesCheckpointsAndNothingElse() throws IOException {
        Path checkpoint = Files.createDirectories(directory.resolve("chk-7"));
        Files.createFile(checkpoint.resolve("manifest.json"));
        Files.createFile(checkpoint.resolve("state.avro"));
        Path other = Files.createFile(directory.resolve("letter.txt"));

        int removed = new CheckpointDirectory(directory).startAfresh(OPTIONS);

        assertThat(removed).isEqualTo(1);
        assertThat(checkpoint).doesNotExist();
        assertThat(other).exists();
    }

    @Test
    void onlyARunWithTheSameOptionsMayGoOn() throws IOException {
        CheckpointDirectory checkpoints = new CheckpointDirectory(directory);
        checkpoints.startAfresh(OPTIONS);

        assertThatCode(() -> checkpoints.requireSameRun(
                        new FlightsOptions(Path.of("/data"), Path.of("/out"), Duration.ofMinutes(15), 8, 500)))
                .doesNotThrowAnyException();
        assertThatThrownBy(() -> checkpoints.requireSameRun(
                        new FlightsOptions(Path.of("/data"), Path.of("/out"), Duration.ofDays(3), 1, 0)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("--out-of-orderness PT15M, not PT72H");
    }

    @Test
    void checkpointsOfSomethingElseAreRefused() throws IOException {
        assertThatThrownBy(() -> new CheckpointDirectory(directory).requireSameRun(OPTIONS))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("not of this demo");
    }
}
