/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.flink.cluster.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Real processes. */
class LocalClusterTest {
    @Test
    void startsKillsAndReplacesTaskManagersAndLeavesNothingBehind() throws Exception {
        List<Long> processes;
        Path directory;
        try (LocalCluster cluster = LocalCluster.start(LocalClusterOptions.of(2).quickToStart())) {
            processes = cluster.processIds();
            directory = cluster.directory();
            assertThat(processes).hasSize(3);
            assertThat(cluster.taskManagers()).containsExactly(1, 2);
            assertThat(cluster.client().overview().freeSlots()).isEqualTo(4);

            cluster.killTaskManager(1);
            cluster.awaitTaskManagers(1);
            assertThat(cluster.startTaskManager()).isEqualTo(3);
            cluster.awaitTaskManagers(2);

            assertThat(cluster.taskManagers()).containsExactly(2, 3);
            assertThatThrownBy(() -> cluster.killTaskManager(1))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("There is no task manager 1");
        }
        assertThat(processes).noneMatch(pid -> ProcessHandle.of(pid).isPresent());
        assertThat(directory).doesNotExist();
    }

    @Test
    void takesOtherPortsWhereSomebodyWasQuicker() throws Exception {
        HttpServer quicker = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        quicker.start();
        FreePorts free = FreePorts.find();
        Iterator<FreePorts> ports = List.of(
                        new FreePorts(free.rpc(), quicker.getAddress().getPort()), free)
                .iterator();

        try (LocalCluster cluster = LocalCluster.start(LocalClusterOptions.of(0).quickToStart(), ports::next)) {
            assertThat(cluster.address().port()).isEqualTo(free.rest());
        } finally {
            quicker.stop(0);
        }
    }

    @Test
    void aProcessThatCannotStartIsNamedWithWhatItsLogSays() {
        LocalClusterOptions wrong = LocalClusterOptions.of(0).quickToStart().with("web.upload.dir", "/dev/null/jars");

        assertThatThrownBy(() -> LocalCluster.start(wrong))
                .isInstanceOf(IOException.class)
                .hasMessageStartingWith("The job manager of the local cluster ended with status 1: ")
                .hasMessageContaining("From its log:\n")
                .hasMessageContaining("/dev/null/jars");
    }

    @Test
    void optionsThatMakeNoSenseAreRefused() {
        assertThatThrownBy(() -> LocalClusterOptions.of(-1))
                .hasMessage("A cluster has 0 task managers or more, not -1");
        assertThatThrownBy(() -> LocalClusterOptions.of(1).withSlots(0))
                .hasMessage("A task manager has 1 slot or more, not 0");
        assertThatThrownBy(() -> LocalClusterOptions.of(1).withTaskHeapMegabytes(8))
                .hasMessage("A task manager needs 64 MB of heap or more, not 8");
    }
}
