/* SPDX-License-Identifier: Apache-2.0 */
package io.millrace.flink.cluster.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
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
}
