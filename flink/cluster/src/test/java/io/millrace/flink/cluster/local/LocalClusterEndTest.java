/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.flink.cluster.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What becomes of a cluster whose owner is ended from outside. */
class LocalClusterEndTest {
    @TempDir
    private Path temporary;

    private Process host;
    private Path directory;
    private final List<ProcessHandle> processes = new ArrayList<>();

    @BeforeEach
    void aClusterInAnotherProcess() throws IOException {
        host = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-D" + FlinkClassPath.FILE_PROPERTY + "=" + System.getProperty(FlinkClassPath.FILE_PROPERTY),
                        "-Djava.io.tmpdir=" + temporary,
                        "-cp",
                        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                        ClusterHost.class.getName())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        BufferedReader said = host.inputReader();
        directory = Path.of(said.readLine());
        for (String line = said.readLine(); line != null && !line.isEmpty(); line = said.readLine()) {
            processes.add(ProcessHandle.of(Long.parseLong(line)).orElseThrow());
        }
        assertThat(directory).isDirectory();
        assertThat(processes).hasSize(2);
    }

    @AfterEach
    void end() {
        host.destroyForcibly();
        processes.forEach(ProcessHandle::destroyForcibly);
    }

    private void awaitEnd() throws InterruptedException {
        host.waitFor();
        processes.forEach(process -> process.onExit().join());
    }

    @Test
    void itsProcessesAndFilesGoWithAnOwnerThatIsToldToEnd() throws Exception {
        host.destroy();
        awaitEnd();

        assertThat(Files.exists(directory)).isFalse();
    }

    @Test
    void itsProcessesEndWithAnOwnerThatIsKilled() throws Exception {
        host.destroyForcibly();
        awaitEnd();

        assertThat(processes).noneMatch(ProcessHandle::isAlive);
    }
}
